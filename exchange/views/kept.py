"""Keeps what somebody typed while they were, unknowingly, signed out.

The text waits in the session under the address it was sent to and stands in the form
again once they have signed in.
"""

from django.contrib.auth.views import redirect_to_login

KEY = "exchange_unsent"
FIELDS = {"title": 500, "body": 30_000}


def keep_and_sign_in(request):
    """Put the typed text aside and lead to the sign-in, and from there back to the form."""
    typed = {name: request.POST.get(name, "")[:longest] for name, longest in FIELDS.items()}
    request.session[KEY] = {"path": request.path, "typed": typed}
    return redirect_to_login(f"{request.get_full_path()}#write")


def take(request) -> dict:
    """What was put aside for this address, once, as initial values of its form."""
    if request.session.get(KEY, {}).get("path") != request.path:
        return {}
    return request.session.pop(KEY)["typed"]

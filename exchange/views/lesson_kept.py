"""Keeps the whole form of a lesson while somebody was, unknowingly, signed out.

What was typed waits in the session under its address, and the page shows it again after the
sign-in as if it had just been sent.
"""

from django.contrib.auth.views import redirect_to_login
from django.http import QueryDict

KEY = "lesson_unsent"
#: Bytes of a whole form: six full parts, as a browser sends them.
MOST = 250_000


def keep_and_sign_in(request):
    """Put the typed form aside and lead to the sign-in, and from there back to the page."""
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    text = typed.urlencode()
    if len(text) <= MOST:
        request.session[KEY] = {"path": request.path, "typed": text}
    return redirect_to_login(request.get_full_path())


def take(request) -> QueryDict | None:
    """What was put aside for this address, once; None where nothing was."""
    if request.session.get(KEY, {}).get("path") != request.path:
        return None
    return QueryDict(request.session.pop(KEY)["typed"])

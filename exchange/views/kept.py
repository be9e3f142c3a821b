"""Keeps what somebody typed while they were, unknowingly, signed out.

What stood in the form waits in the session under the address it was sent to and stands
there again once they have signed in.
"""

from django.contrib.auth.views import redirect_to_login

from exchange.talk.drafts import SAID_IN

KEY = "exchange_unsent"
#: Letters of one box, and boxes; nobody types more, and a session is small.
LONGEST, MOST = 30_000, 60
#: Letters that wait in a session for somebody who is not known yet.
MOST_UNSENT = 60_000
#: What belongs to one sending of the form and not to what was typed.
NOT_TYPED = {"csrfmiddlewaretoken", "submission", "do", "seen", "attached", "gone", "similar_seen"}


def typed_in(posted) -> dict[str, list[str]]:
    """What stood in a form, as lists of values by name."""
    typed = [(name, values) for name, values in posted.lists() if name not in NOT_TYPED]
    return {
        _storable(name): [_storable(value[:LONGEST]) for value in values[:MOST]]
        for name, values in typed[:MOST]
    }


def _storable(text: str) -> str:
    """Without the one character that PostgreSQL keeps nowhere."""
    return text.replace("\x00", "")


def keep_and_sign_in(request):
    """Put the typed text aside and lead to the sign-in, and from there back to the form."""
    typed = typed_in(request.POST)
    if sum(len(value) for values in typed.values() for value in values) > MOST_UNSENT:
        typed = {name: typed[name][:1] for name in SAID_IN if name in typed}
    request.session[KEY] = {"path": request.path, "typed": typed}
    return redirect_to_login(f"{request.get_full_path()}#write")


def take(request) -> dict[str, list[str]]:
    """What was put aside for this address, once."""
    if request.session.get(KEY, {}).get("path") != request.path:
        return {}
    return request.session.pop(KEY)["typed"]


def leave_at(request, path: str) -> None:
    """What waits for this address waits for another one: the form has gone there."""
    kept = request.session.get(KEY, {})
    if kept.get("path") == request.path:
        request.session[KEY] = {**kept, "path": path}

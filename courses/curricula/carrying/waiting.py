"""Decides where an uploaded file waits between being looked through and being brought in.

In a folder that no web server serves (`CARRIED_ROOT`), under a name nobody can guess, for the
one who sent it, for a day.
"""

import time
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing

from portal.people.models import User

DAY = 24 * 60 * 60
SALT = "courses.carrying"


class NotWaiting(Exception):
    """The file is gone, or was somebody else's."""


def keep(upload, *, user: User) -> str:
    """Writes an uploaded file down, a piece at a time; returns the token it is asked back by."""
    folder = Path(settings.CARRIED_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    _clear(folder)
    key = uuid4()
    with open(folder / f"{key}.zip", "wb") as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
    return signing.dumps([str(key), user.pk], salt=SALT)


def path_of(token: str, *, user: User) -> Path:
    """The file of a token, for the one who sent it. Raises `NotWaiting`."""
    try:
        key, owner = signing.loads(token, salt=SALT, max_age=DAY)
    except signing.BadSignature as problem:
        raise NotWaiting from problem
    path = Path(settings.CARRIED_ROOT) / f"{UUID(key)}.zip"
    if owner != user.pk or not path.exists():
        raise NotWaiting
    return path


def drop(path: Path) -> None:
    """The file is no longer needed."""
    path.unlink(missing_ok=True)


def _clear(folder: Path) -> None:
    for old in folder.glob("*.zip"):
        if old.stat().st_mtime < time.time() - DAY:
            old.unlink(missing_ok=True)

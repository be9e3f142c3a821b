"""What a thing that waits for somebody is."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Task:
    """One thing that waits: since or until when, what to do, and where."""

    day: date
    kind: str
    text: str
    about: str
    url: str

"""Decides how an entry of a calendar is written: which lines, in which order, escaped and folded.

The icalendar package writes each line through half a dozen objects and looks at every letter
for itself, which took a feed of the whole country two seconds; these few lines write the same,
to the byte (a test compares them).
"""

from datetime import UTC, date, datetime

from django.conf import settings

#: The order in which the lines of an entry stand.
ORDER = (
    *("summary", "dtstart", "dtend", "dtstamp", "uid", "sequence", "created", "description"),
    *("geo", "last_modified", "location", "status", "transp", "url"),
)
#: The bytes of one line; what is longer goes on in the next one, behind a space.
LONGEST_LINE = 74
#: What must not be parted from the sign behind it.
ESCAPING = b"\\^"


def entry(**lines: str | date | datetime) -> bytes:
    """One entry, of values that are written already (`text`, `moment`) or days and hours."""
    written = [_line(name, lines[name]) for name in ORDER if name in lines]
    return b"BEGIN:VEVENT\r\n" + b"".join(written) + b"END:VEVENT\r\n"


def text(words: str) -> str:
    """A text, with what means something in a calendar escaped."""
    words = words.replace("\\N", "\n").replace("\\", "\\\\")
    words = words.replace(";", "\\;").replace(",", "\\,")
    return words.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def moment(at: datetime) -> str:
    """A moment in world time, to the second."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _line(name: str, value: str | date | datetime) -> bytes:
    name = name.upper().replace("_", "-")
    if isinstance(value, datetime):
        return f"{name};TZID={settings.TIME_ZONE}:{value:%Y%m%dT%H%M%S}\r\n".encode()
    if isinstance(value, date):
        return f"{name};VALUE=DATE:{value:%Y%m%d}\r\n".encode()
    return _folded(f"{name}:{value}".encode())


def _folded(line: bytes) -> bytes:
    """The line in pieces that a calendar program puts together again, no letter cut through."""
    pieces, start = [], 0
    while len(line) - start > LONGEST_LINE:
        cut = start + LONGEST_LINE
        while line[cut] & 0xC0 == 0x80:  # within a letter
            cut -= 1
        if line[cut - 1] in ESCAPING:
            cut -= 1
        pieces.append(line[start:cut])
        start = cut
    return b"\r\n ".join([*pieces, line[start:]]) + b"\r\n"

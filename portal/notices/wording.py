"""Decides which letters and signs a notice may hold: no line break gets into a subject line."""

import re
import unicodedata

from portal.thai.words import INVISIBLE

LONGEST_SUBJECT = 200
SPACE = re.compile(r"\s+")
ELLIPSIS = "…"


def _printable(text: str, keep: str = "") -> str:
    """The text with a space for each control sign, and without signs nobody sees."""
    text = INVISIBLE.sub("", text)
    return "".join(
        " " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") and sign not in keep else sign
        for sign in text
    )


def one_line(text: str) -> str:
    """The text as a subject line: one line, at most as long as one may be."""
    line = SPACE.sub(" ", _printable(text)).strip()
    if len(line) <= LONGEST_SUBJECT:
        return line
    return line[: LONGEST_SUBJECT - 1].rstrip() + ELLIPSIS


def plain(text: str) -> str:
    """The text of a notice: lines as they are, nothing that cannot be printed."""
    return _printable(text.replace("\r\n", "\n"), keep="\n").strip()

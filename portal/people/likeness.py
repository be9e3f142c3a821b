"""Decides which signs speak for two entries being one person, from their names and phones alone.

Careful on purpose: brothers and sisters have names one letter apart, a household has one
phone and one last name. Nothing here decides; a human sees the signs in words.
"""

import re
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.people.sounds import heard

#: Tone marks and the marks above a letter that are easily forgotten.
TONES = re.compile("[็-๎]")
DIGITS = re.compile(r"\d+")
#: In a shorter name one other letter makes another name.
SHORTEST_WITH_SLIP = 4


class Sign(TextChoices):
    """What two entries have in common."""

    SAME_NAME = "same_name", _("the same name")
    SWAPPED = "swapped", _("first and last name swapped")
    MARKS = "marks", _("the same name but for a tone mark")
    SLIP = "slip", _("one letter is different")
    SOUND = "sound", _("the names sound alike")
    FIRST_NAME = "first_name", _("the same first name")
    PHONE = "phone", _("the same phone")


@dataclass(frozen=True)
class Entry:
    """What is compared of a person: normalised names without title and spaces, and the phone."""

    first: str
    last: str
    phone: str

    @classmethod
    def of(cls, person) -> "Entry":
        first, last = person.bare_names
        return cls(first.replace(" ", ""), last.replace(" ", ""), person.phone)


def signs(one: Entry, two: Entry) -> tuple[Sign, ...]:
    """What speaks for two entries being one person; empty when nothing does.

    The same phone alone is no sign (a household shares one), nor is the same last name.
    A number in a name tells people apart.
    """
    if DIGITS.findall(one.first + one.last) != DIGITS.findall(two.first + two.last):
        return ()
    same_phone = bool(one.phone) and one.phone == two.phone
    found = _of_names(one, two, same_phone)
    return (*found, Sign.PHONE) if found and same_phone else found


def _of_names(one: Entry, two: Entry, same_phone: bool) -> tuple[Sign, ...]:
    ours, theirs = (one.first, one.last), (two.first, two.last)
    if ours == theirs:
        return (Sign.SAME_NAME,)
    if all(ours) and ours == theirs[::-1]:
        return (Sign.SWAPPED,)
    ours, theirs = _without_tones(ours), _without_tones(theirs)
    if ours == theirs:
        return (Sign.MARKS,)
    if ours == theirs[::-1]:
        return (Sign.SWAPPED, Sign.MARKS)
    apart = min(_apart(ours, theirs), _apart(ours, theirs[::-1]))
    if apart == 1:
        return (Sign.SLIP,)
    if apart == 2 and (same_phone or _heard_alike(one, two)):
        return (Sign.SOUND,)
    if same_phone and ours[0] == theirs[0]:
        return (Sign.FIRST_NAME,)
    return ()


def _heard_alike(one: Entry, two: Entry) -> bool:
    theirs = {heard(two.first, two.last), heard(two.last, two.first)}
    return heard(one.first, one.last) in theirs


def _without_tones(names: tuple[str, str]) -> tuple[str, str]:
    return TONES.sub("", names[0]), TONES.sub("", names[1])


def _apart(ours: tuple[str, str], theirs: tuple[str, str]) -> int:
    """How many letters two names differ by, 0 to 2; 3 stands for more, or names too short."""
    total = 0
    for mine, other in zip(ours, theirs, strict=True):
        if mine == other:
            continue
        if min(len(mine), len(other)) < SHORTEST_WITH_SLIP:
            return 3
        total += letters_apart(mine, other)
        if total > 2:
            break
    return min(total, 3)


def letters_apart(one: str, two: str) -> int:
    """How many letters were left out, added, mistaken or swapped with the next, 0 to 2; 3 for
    more.
    """
    if abs(len(one) - len(two)) > 2:
        return 3
    while one and two and one[-1] == two[-1]:
        one, two = one[:-1], two[:-1]
    before, row = [], list(range(len(two) + 1))
    for i, mine in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(two, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (mine != other))
            if i > 1 and j > 1 and mine == two[j - 2] and one[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > 2 and min(before) > 2:
            return 3
    return min(row[-1], 3)

"""Decides under which name something written is shown, and to whom the person behind it.

What was written for a fund is signed by the fund and the post held then; the person is
named only to members of that fund, to the network's staff and to the person. What
somebody wrote as themselves is signed with their name. Never a telephone number or e-mail.
"""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from exchange.models.topics import Written
from portal.funds.access import Rights
from portal.funds.models import Fund, Office
from portal.thai.sorting import LEADING_VOWELS


@dataclass(frozen=True)
class Signature:
    """The line under which something stands; `fund` (its key) and `place` are a fund's alone.

    `person` is filled in beside a fund only for readers who may know; `initial` is the
    letter that stands for somebody in a picture's place.
    """

    name: str
    initial: str = ""
    fund: int | None = None
    place: str = ""
    person: str = ""

    def __str__(self) -> str:
        return self.name


def sign(written: Written, rights: Rights) -> Signature:
    """The signature of a topic or post for one reader.

    Asks the database for nothing when the querysets `for_list` or `for_reading` were used.
    """
    author = written.author
    person = _author(written)
    if written.fund is None:
        known = getattr(author, "person", None)
        return Signature(name=person, initial=_initial(known.first_name if known else person))
    return Signature(
        name=in_the_name_of(written.fund, written.post_held),
        fund=written.fund_id,
        place=written.fund.subdistrict.full_name,
        person=person if may_know_person(written, rights) else "",
    )


def signed_name(written: Written) -> str:
    """The name alone of a signature, the same for every reader."""
    if written.fund:
        return in_the_name_of(written.fund, written.post_held)
    return _author(written)


def _author(written: Written) -> str:
    return written.author.shown_name if written.author else _("somebody who has left")


def _initial(name: str) -> str:
    """The first letter of a name; a vowel written before its consonant is passed over."""
    letters = [letter for letter in name if letter.isalpha() and letter not in LEADING_VOWELS]
    return letters[0].upper() if letters else "–"


def in_the_name_of(fund: Fund, post_held: str) -> str:
    """“Treasurer · name of the fund”."""
    return f"{capfirst(Office.Role(post_held).label)} · {fund.name}"


def may_know_person(written: Written, rights: Rights) -> bool:
    """Whether the reader sees who wrote in a fund's name."""
    return (
        rights.is_staff_of_portal
        or written.fund_id in rights.member_of
        or (rights.signed_in and written.author_id == rights.user_id)
    )

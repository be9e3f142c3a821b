"""Decides what people are told about their data, and what they have agreed to today.

Four purposes. *Workshop data* is a notice: it is shown and needs no tick, and it ends with the
registration. *Needs* is agreed to by whoever writes some. *News* and *pictures* are free, and
never ticked beforehand. An answer about a workshop's data, needs and pictures counts for that
workshop alone; news count for the person, and there a box left empty is no withdrawal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.asked_often import AskedOften
from portal.people.models import Consent, ConsentText, Person, User

Purpose = ConsentText.Purpose

#: Sent after a withdrawal stands, with `consent`: rooms delete what it was given for.
withdrawn = Signal()


class ConsentError(Exception):
    """An answer that cannot be kept; the message says why and what to do."""


class Asked(Enum):
    """How a form asks about a purpose."""

    SHOWN = "shown"
    WITH_NEEDS = "with_needs"
    FREE = "free"


HOW_ASKED = {
    Purpose.WORKSHOP: Asked.SHOWN,
    Purpose.NEEDS: Asked.WITH_NEEDS,
    Purpose.NEWS: Asked.FREE,
    Purpose.PICTURES: Asked.FREE,
}
#: Answered once for the person, wherever it was asked; the others for each workshop.
OF_THE_PERSON = frozenset({Purpose.NEWS})
#: What can be taken back by itself. Workshop data ends with the registration.
CAN_BE_WITHDRAWN = frozenset({Purpose.NEEDS, Purpose.NEWS, Purpose.PICTURES})


@dataclass(frozen=True)
class Question:
    """What a form shows about one purpose, in the reader's language."""

    purpose: str
    version: int
    label: str
    text: str
    asked: Asked

    @property
    def ticked(self) -> bool:
        """Whether there is a box to tick; else the text is only shown."""
        return self.asked is not Asked.SHOWN


@dataclass(frozen=True)
class Standing:
    """What counts today about one purpose (for a workshop's purposes: at one source)."""

    consent: Consent
    given: bool

    @property
    def purpose(self) -> str:
        return self.consent.text.purpose

    @property
    def may_withdraw(self) -> bool:
        return self.given and self.purpose in CAN_BE_WITHDRAWN


def current_texts(
    purposes: Iterable[str] = tuple(Purpose), *, moment: datetime | None = None
) -> list[Question]:
    """The texts in force, in the order asked for; one query. A purpose without text is left out."""
    newest = {text.purpose: text for text in _published(purposes, moment)}
    return [
        Question(
            purpose=purpose,
            version=newest[purpose].version,
            label=newest[purpose].label,
            text=newest[purpose].text,
            asked=HOW_ASKED[Purpose(purpose)],
        )
        for purpose in purposes
        if purpose in newest
    ]


def record(
    *,
    person: Person,
    answers: Mapping[str, bool],
    source: str,
    source_ref: str,
    entered_by: User | None = None,
    versions: Mapping[str, int] | None = None,
    moment: datetime | None = None,
) -> list[Consent]:
    """Keep what somebody answered (`{"news": True, …}`), each with the version that was shown.

    `source` is where, in words; `source_ref` the same for the portal ("workshop:12"), by
    which it is found again. Without `versions` the texts in force were shown. An answer that
    counts already is not written again, so a form sent twice leaves one row each. Raises
    `ConsentError` for a version that is none.
    """
    moment = moment or timezone.now()
    texts = _texts_shown(answers, versions or {}, moment)
    standing = {} if person.just_made else _answers_by_place(person)
    written = []
    for purpose, yes in answers.items():
        answer = Consent.Answer.YES if yes else Consent.Answer.NO
        before = standing.get(_place(purpose, source_ref))
        if before == (texts[purpose], answer):
            continue
        if before and purpose in OF_THE_PERSON and not yes:
            continue  # an empty box somewhere else takes nothing back
        written.append(
            Consent(
                person=person,
                text_id=texts[purpose],
                answer=answer,
                given_at=moment,
                entered_by=entered_by,
                source=source[:200],
                source_ref=source_ref,
            )
        )
    return Consent.objects.bulk_create(written)


@transaction.atomic
def withdraw(*, consent: Consent, by: User | None, moment: datetime | None = None) -> Consent:
    """Take a yes back, from now on: a new row, the old one stays. Again, nothing happens.

    Raises `ConsentError` for workshop data, which end with the registration.
    """
    Person.objects.select_for_update().get(pk=consent.person_id)
    purpose = consent.text.purpose
    if purpose not in CAN_BE_WITHDRAWN:
        raise ConsentError(
            _("These details belong to your registration. To end it, cancel the registration.")
        )
    standing = _last_by_place(consent.person.consents.in_order())
    last = standing[_place(purpose, consent.source_ref)]
    if last.answer != Consent.Answer.YES:
        return last
    row = Consent.objects.create(
        person=consent.person,
        text=last.text,
        answer=Consent.Answer.WITHDRAWN,
        given_at=moment or timezone.now(),
        entered_by=by,
        source=last.source,
        source_ref=last.source_ref,
    )
    transaction.on_commit(lambda: withdrawn.send(Consent, consent=row), robust=True)
    return row


def state_of(person: Person) -> list[Standing]:
    """What counts for somebody today, newest first: one for the person's purposes, one for each
    workshop otherwise. One query.
    """
    last = _last_by_place(person.consents.in_order())
    found = [Standing(row, row.answer == Consent.Answer.YES) for row in last.values()]
    return sorted(found, key=lambda one: (one.consent.given_at, one.consent.pk), reverse=True)


def who_agreed(*, people: Iterable[Person], purpose: str, source_ref: str = "") -> set[int]:
    """Which of some people (their keys) have said yes, for a workshop's purposes at that workshop.

    One query: for lists of whom one may photograph or write to.
    """
    rows = Consent.objects.filter(person__in=people, text__purpose=purpose)
    if purpose not in OF_THE_PERSON:
        rows = rows.filter(source_ref=source_ref)
    last = dict(rows.order_by("given_at", "pk").values_list("person", "answer"))
    return {person for person, answer in last.items() if answer == Consent.Answer.YES}


def _place(purpose: str, source_ref: str) -> tuple[str, str]:
    """Where an answer counts."""
    return (purpose, "" if purpose in OF_THE_PERSON else source_ref)


def _last_by_place(rows: Iterable[Consent]) -> dict[tuple[str, str], Consent]:
    return {_place(row.text.purpose, row.source_ref): row for row in rows}


def _answers_by_place(person: Person) -> dict[tuple[str, str], tuple[int, str]]:
    """What somebody answered last in each place: the text's key and the answer. One query."""
    rows = person.consents.order_by("given_at", "pk")
    rows = rows.values_list("text__purpose", "source_ref", "text_id", "answer")
    return {_place(purpose, ref): (text, answer) for purpose, ref, text, answer in rows}


def _published(purposes: Iterable[str], moment):
    """The texts about some purposes, each later than the one before."""
    return _all_published(moment).filter(purpose__in=list(purposes))


def _all_published(moment):
    return ConsentText.objects.published(moment).order_by("published_at", "version")


def _keys_of_texts(moment: datetime):
    return _all_published(moment).values_list("purpose", "version", "pk")


PUBLISHED = AskedOften(_keys_of_texts, datetime)


def versions_in_force(purposes: Iterable[str], *, moment: datetime | None = None) -> dict[str, int]:
    """The version of the text about each purpose that is shown today. One query."""
    rows, wanted = PUBLISHED.rows(moment or timezone.now()), set(purposes)
    return {purpose: version for purpose, version, _pk in rows if purpose in wanted}


def _texts_shown(answers, versions, moment) -> dict[str, int]:
    """The key of the text each answer is about. One query."""
    found, known = {}, {}
    for purpose, version, pk in PUBLISHED.rows(moment):
        if purpose in answers:
            found[purpose] = known[purpose, version] = pk
    asked = {(purpose, v) for purpose, v in versions.items() if purpose in answers}
    if asked - known.keys():
        raise ConsentError(_("This text is not known. Please open the form again."))
    if missing := answers.keys() - found.keys():
        raise ConsentError(_("There is no text about this yet: %s.") % ", ".join(sorted(missing)))
    return found | {purpose: known[purpose, version] for purpose, version in asked}

"""Decides what people's needs and answers come to: how many beds, how many ask for which bus.

People write needs in their own words, so they are counted by words, a help for whoever orders
rooms and rice; the words themselves always stand beside it. Pure over records at hand.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.thai.words import normalise


class Need(TextChoices):
    """What somebody may ask for."""

    OVERNIGHT = "overnight", _("Overnight stay")
    FOOD = "food", _("Food")
    ACCESS = "access", _("Access")
    OTHER = "other", _("Something else")


#: Parts of words by which a need is known, as they are written once normalised.
SIGNS = {
    Need.OVERNIGHT: ("ค้าง", "ที่พัก", "ห้องพัก", "พักแรม", "นอน", "overnight", "room", "hotel", "bed"),
    Need.FOOD: (
        *("อาหาร", "กิน", "ทานเจ", "มังสวิรัติ", "มังฯ", "ฮาลาล", "อิสลาม", "มุสลิม", "เผ็ด", "แพ้", "งดหมู"),
        *("ไม่ทาน", "ไม่รับประทาน", "food", "vegetarian", "vegan", "halal", "spicy", "allerg", "eat"),
    ),
    Need.ACCESS: (
        *("รถเข็น", "วีลแชร์", "วีลแชร", "ไม้เท้า", "เดินลำบาก", "เดินไม่", "ชั้นล่าง", "บันได", "ลิฟต์"),
        *("ใกล้ทางออก", "หูตึง", "หูไม่", "ไม่ได้ยิน", "สายตา", "มองไม่", "ผู้ดูแล", "ล่าม", "ภาษามือ"),
        *("wheelchair", "stairs", "lift", "hearing", "sight", "carer", "exit"),
    ),
}


@dataclass
class Sum:
    """One kind of need: who asks for it, each with their words."""

    need: Need
    rows: list = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.rows)


def kinds_of(text: str) -> list[Need]:
    """What somebody asks for with these words; nothing for an empty text."""
    if not text.strip():
        return []
    words = normalise(text)
    return [need for need, signs in SIGNS.items() if any(sign in words for sign in signs)] or [
        Need.OTHER
    ]


def sums(registrations: Iterable) -> list[Sum]:
    """The needs of some people added up, those that nobody has left out."""
    found = {need: Sum(need) for need in Need}
    for one in registrations:
        for need in kinds_of(one.needs):
            found[need].rows.append(one)
    return [one for one in found.values() if one.rows]


@dataclass
class AnswersSum:
    """What the answers to one question come to: how often each, or the sum of numbers."""

    question: object
    people: int = 0
    counts: list[tuple[str, int]] = field(default_factory=list)
    total: Decimal | None = None


def answers_summed(questions: Iterable, registrations: Iterable) -> list[AnswersSum]:
    """The answers of some people to a workshop's questions, those nobody answered left out.

    Answers are those at hand with the registrations (`question_answers`).
    """
    given: dict[int, list[str]] = {}
    for one in registrations:
        for answer in one.question_answers.all():
            given.setdefault(answer.question_id, []).append(answer.value)
    return [_summed(question, given[question.pk]) for question in questions if question.pk in given]


def _summed(question, values: list[str]) -> AnswersSum:
    found = AnswersSum(question, people=len(values))
    if question.kind == "choice":
        counted = Counter(values)
        order = {choice: place for place, choice in enumerate(question.choice_list)}
        found.counts = sorted(counted.items(), key=lambda row: order.get(row[0], len(order)))
    elif question.kind == "number":
        try:
            found.total = sum((Decimal(value) for value in values), Decimal())
        except InvalidOperation:
            found.total = None
    return found

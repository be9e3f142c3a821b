"""Decides what a fund says of itself: its story, what it can teach and wants to learn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from portal.funds.models import Fund, FundNeed, FundOffer, FundTag, Subject

#: Most subjects a fund offers or needs; more would be no order of importance any more.
MOST_SUBJECTS = 8


class ProfileError(Exception):
    """A profile that cannot be kept; the message says why."""


@dataclass(frozen=True)
class RankedChoice:
    """A subject with what is written beside it: how one can see it, or what exactly is wanted."""

    subject: Subject
    text: str = ""


@transaction.atomic
def save_profile(
    *,
    fund: Fund,
    about: str,
    tags: Iterable[FundTag],
    offers: Sequence[RankedChoice],
    needs: Sequence[RankedChoice],
    mentor_capacity: int,
    travel_limit_km: int | None,
) -> Fund:
    """Keep what a fund says of itself; the order of offers and needs is their rank.

    Raises `ProfileError` for a subject named twice in one list and for too long a list.
    """
    for choices in (offers, needs):
        subjects = [choice.subject.pk for choice in choices]
        if len(subjects) > MOST_SUBJECTS:
            raise ProfileError(
                _("Please choose at most %(count)d subjects.") % {"count": MOST_SUBJECTS}
            )
        if len(set(subjects)) < len(subjects):
            raise ProfileError(_("Please choose each subject once."))
    fund = Fund.objects.select_for_update(of=["self"]).select_related("subdistrict").get(pk=fund.pk)
    fund.about = about
    fund.mentor_capacity = mentor_capacity
    fund.travel_limit_km = travel_limit_km
    fund.tags = list(tags)
    fund.save()
    FundOffer.objects.filter(fund=fund).delete()
    FundOffer.objects.bulk_create(
        FundOffer(fund=fund, subject=choice.subject, proof=choice.text, rank=rank)
        for rank, choice in enumerate(offers, 1)
    )
    FundNeed.objects.filter(fund=fund).delete()
    FundNeed.objects.bulk_create(
        FundNeed(fund=fund, subject=choice.subject, note=choice.text, rank=rank)
        for rank, choice in enumerate(needs, 1)
    )
    return fund

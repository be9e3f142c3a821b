"""Decides how much trainers teach in a year, where they are needed twice on a day, and who fits."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, Q

from courses.models import HalfDay, TrainerProfile, Workshop
from portal.funds.access import Rights
from portal.funds.models import Area, Mandate, Subject
from portal.people.models import User

Status = Workshop.Status
#: Through this table runs who teaches what.
Teaching = Workshop.trainers.through


@dataclass(frozen=True)
class Load:
    """What somebody teaches in a year: workshops and half-days that were not called off."""

    workshops: int = 0
    half_days: int = 0


NOTHING = Load()


def trainers_of_today():
    """The accounts that are trainers today, by name, with their profile at hand."""
    mandates = Mandate.objects.on().filter(role=Mandate.Role.TRAINER)
    accounts = User.objects.filter(pk__in=mandates.values("user"), is_active=True)
    return accounts.select_related("person", "trainer_profile__home_district__parent").order_by(
        "person__sort_key", "pk"
    )


def loads(*, year: int, trainers: Collection[int] | None = None) -> dict[int, Load]:
    """The load of each trainer who teaches at all in a year CE. Two queries."""
    held = Q(workshop__starts_on__year=year) & ~Q(workshop__status=Status.CANCELLED)
    taught = Teaching.objects.filter(held)
    half_days = HalfDay.objects.filter(held).exclude(workshop__trainers=None)
    if trainers is not None:
        taught = taught.filter(user__in=trainers)
        half_days = half_days.filter(workshop__trainers__in=trainers)
    workshops = dict(
        taught.values("user_id").annotate(count=Count("pk")).values_list("user_id", "count")
    )
    parts = dict(
        half_days.order_by()
        .values("workshop__trainers")
        .annotate(count=Count("pk"))
        .values_list("workshop__trainers", "count")
    )
    return {pk: Load(count, parts.get(pk, 0)) for pk, count in workshops.items()}


def clashes(
    *,
    first_day: date,
    last_day: date,
    trainers: Collection[int] | None = None,
    besides: Workshop | None = None,
) -> dict[int, list[str]]:
    """Titles of the workshops somebody teaches on one of these days, by trainer. One query.

    Drafts count: whoever plans wants to know. What was called off does not.
    """
    busy = Teaching.objects.filter(workshop__half_days__day__range=(first_day, last_day)).exclude(
        workshop__status=Status.CANCELLED
    )
    if besides and besides.pk:
        busy = busy.exclude(workshop=besides)
    if trainers is not None:
        busy = busy.filter(user__in=trainers)
    found: dict[int, list[str]] = {}
    rows = busy.order_by("workshop__starts_on", "workshop").values_list(
        "user_id", "workshop__title"
    )
    for pk, title in rows.distinct():
        found.setdefault(pk, []).append(title)
    return found


def fitting(trainers, *, subject: Subject | None = None, area: Area | None = None):
    """Of some trainers those who teach a subject, and who live in or go to an area.

    Whoever goes to a whole province goes to each of its districts; whoever goes to a district
    is found under its province too.
    """
    if subject:
        trainers = trainers.filter(trainer_profile__subjects=subject)
    if area:
        goes = TrainerProfile.goes_to.through.objects.filter(
            Q(area__code__startswith=area.code) | Q(area__code=area.code[:2])
        )
        near = TrainerProfile.objects.filter(
            Q(home_district__code__startswith=area.code) | Q(pk__in=goes.values("trainerprofile"))
        )
        trainers = trainers.filter(trainer_profile__in=near)
    return trainers


def may_edit_profile(rights: Rights, trainer: User) -> bool:
    """Whether the reader may write a trainer's profile: trainers their own, coordinators those
    that live in their provinces or say nothing yet, administrators all.
    """
    if rights.administrator or (rights.trainer and rights.user_id == trainer.pk):
        return True
    profile = TrainerProfile.objects.filter(user=trainer).first()
    if profile is None or profile.home_district_id is None:
        return rights.coordinator
    return rights.coordinates(profile.home_district_id)


@transaction.atomic
def keep_profile(
    *,
    trainer: User,
    subjects: Iterable[Subject],
    home_district: Area | None,
    goes_to: Iterable[Area],
    about: str,
) -> TrainerProfile:
    """Write what a trainer teaches and where; writing it again changes nothing more."""
    profile, _made = TrainerProfile.objects.update_or_create(
        user=trainer, defaults={"home_district": home_district, "about": about}
    )
    profile.subjects.set(subjects)
    profile.goes_to.set(goes_to)
    return profile

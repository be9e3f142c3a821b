"""Decides who may open, see, manage and mark a workshop.

Pure over `Rights` and the workshop: the only question to the database is who its trainers
are, asked once a workshop (`Workshop.trainer_ids`) and only for a reader who is a trainer.
"""

from collections.abc import Collection

from django.db.models import Q

from courses.models import Workshop
from portal.funds.access import Rights


def may_open_workshops(rights: Rights) -> bool:
    """Whether the reader may open workshops at all: trainers, coordinators, administrators."""
    return rights.is_staff_of_portal


def may_hold_in(rights: Rights, area_code: str) -> bool:
    """Whether a workshop the reader opens may take place in an area (its code, any length).

    A coordinator's end where the provinces coordinated end; a trainer is called from
    anywhere.
    """
    return rights.trainer or rights.coordinates(area_code)


def may_manage(rights: Rights, workshop: Workshop) -> bool:
    """Whether the reader may edit the workshop and see who registered, with their phones.

    Administrators, coordinators of the venue's province, and trainers it names.
    """
    if not rights.is_staff_of_portal:
        return False
    if rights.coordinates(workshop.province_code):
        return True
    return rights.trainer and rights.user_id in workshop.trainer_ids


def would_manage(rights: Rights, *, area_code: str, trainer_ids: Collection[int]) -> bool:
    """Whether the reader could still edit a workshop held there with these trainers."""
    return rights.coordinates(area_code) or (rights.trainer and rights.user_id in trainer_ids)


def may_mark(rights: Rights, workshop: Workshop) -> bool:
    """Whether the reader may mark attendance and print the sign-in sheet.

    Today whoever manages the workshop; kept apart because helpers at the door will be
    allowed to mark without being allowed to edit.
    """
    return may_manage(rights, workshop)


def may_see(rights: Rights, workshop: Workshop) -> bool:
    """Whether the workshop shows at all: a draft is hidden from all but its managers."""
    return workshop.status != Workshop.Status.DRAFT or may_manage(rights, workshop)


def venues_in_reach(rights: Rights, queryset):
    """The venues of a queryset at which the reader may open workshops (see `may_hold_in`)."""
    return queryset if rights.trainer else rights.in_reach(queryset, "subdistrict__code")


def workshops_in_reach(rights: Rights, queryset):
    """The workshops of a queryset the reader may manage; the same answer as `may_manage`."""
    if not rights.trainer:
        return rights.in_reach(queryset, "venue__subdistrict__code")
    named = Workshop.trainers.through.objects.filter(user_id=rights.user_id).values("workshop_id")
    held = rights.in_reach(Workshop.objects.order_by(), "venue__subdistrict__code").values("pk")
    return queryset.filter(Q(pk__in=named) | Q(pk__in=held))

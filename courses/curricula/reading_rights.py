"""Decides who may read the trainer's guide of a curriculum, and a text that was withdrawn since."""

from courses.access import may_manage
from courses.models import Registration, Workshop
from portal.funds.access import Rights


def may_read_guide(rights: Rights) -> bool:
    """Whether the trainer's guide shows: to trainers, coordinators and administrators."""
    return rights.is_staff_of_portal


def may_carry(rights: Rights) -> bool:
    """Whether somebody may take a curriculum to another installation, or bring one here."""
    return rights.is_staff_of_portal


def may_read_taught(rights: Rights, workshop: Workshop, *, token: str = "") -> bool:
    """Whether a text that is no longer open to everybody shows as taught at a workshop.

    To those who manage it, and to those registered in it: by their account, or by the
    private link (`token`) of somebody who has none.
    """
    if may_manage(rights, workshop):
        return True
    places = Registration.objects.filter(workshop_id=workshop.pk).living()
    if token and places.filter(token=token).exists():
        return True
    return rights.signed_in and places.filter(person__user=rights.user_id).exists()


def open_to_all(workshop: Workshop) -> bool:
    """Whether everybody may read what is taught: then no private link has to go along."""
    curriculum = workshop.curriculum
    return curriculum.live and not curriculum.get_view_restrictions().exists()

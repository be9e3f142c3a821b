"""Groups of the admin follow mandates in force."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from portal.funds.groups import sync_groups
from portal.funds.models import Mandate
from tests import factories

pytestmark = pytest.mark.django_db


def groups(user):
    return set(user.groups.values_list("name", flat=True))


def test_writing_and_deleting_a_mandate_moves_the_account():
    user = factories.coordinator("58")
    assert groups(user) == {"Coordinators"}
    trainer = Mandate.objects.create(
        user=user, role=Mandate.Role.TRAINER, nation=True, starts_on=date(2020, 1, 1)
    )
    assert groups(user) == {"Coordinators", "Trainers"}
    trainer.delete()
    assert groups(user) == {"Coordinators"}


def test_a_second_mandate_keeps_the_group():
    user = factories.coordinator("58")
    second = Mandate.objects.create(
        user=user,
        role=Mandate.Role.COORDINATOR,
        province=factories.area("50"),
        starts_on=date(2020, 1, 1),
    )
    second.delete()
    assert groups(user) == {"Coordinators"}


def test_other_groups_are_left_alone():
    user = factories.trainer()
    user.groups.add(Group.objects.create(name="Photographers"))
    user.mandates.all().delete()
    assert groups(user) == {"Photographers"}


def test_a_mandate_of_the_future_or_past_opens_nothing():
    today, user = timezone.localdate(), factories.user()
    for start, end in ((today + timedelta(days=1), None), (date(2020, 1, 1), date(2020, 2, 1))):
        Mandate.objects.create(
            user=user, role=Mandate.Role.TRAINER, nation=True, starts_on=start, ends_on=end
        )
    assert groups(user) == set()


def end_quietly(user):
    """A term that ran out while nothing was written."""
    Mandate.objects.filter(user=user).update(ends_on=timezone.localdate() - timedelta(days=1))


def test_daily_command_ends_and_begins_terms():
    ended, begun = factories.trainer(), factories.trainer()
    staying = factories.coordinator()
    end_quietly(ended)
    begun.groups.clear()
    out = StringIO()
    call_command("end_terms", stdout=out)
    assert "2 " in out.getvalue()
    assert groups(ended) == set()
    assert groups(begun) == {"Trainers"}
    assert groups(staying) == {"Coordinators"}


def test_signing_in_brings_groups_up_to_date(client):
    user = factories.trainer()
    end_quietly(user)
    client.force_login(user)
    assert groups(user) == set()


def test_the_admin_closes_on_the_day_without_any_command(client):
    user = factories.coordinator("58")
    client.force_login(user)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    end_quietly(user)
    assert client.get(reverse("wagtailadmin_home")).status_code == 302
    assert groups(user) == set()


def test_a_deactivated_account_loses_its_groups():
    user = factories.trainer()
    user.is_active = False
    user.save()
    assert sync_groups(user)
    assert groups(user) == set()


def test_nothing_to_change_is_two_queries(django_assert_num_queries):
    user = factories.trainer()
    with django_assert_num_queries(2):
        assert not sync_groups(user)


def test_pages_the_groups_may_edit():
    granted = {
        (each.group.name, each.page.slug, each.permission.codename)
        for each in GroupPagePermission.objects.filter(
            group__name__in=["Trainers", "Coordinators"]
        ).select_related("group", "page", "permission")
    }
    kinds = ("add_page", "change_page", "publish_page")
    places = [("Trainers", "curricula"), ("Trainers", "lessons"), ("Coordinators", "home")]
    assert granted == {(*place, kind) for place in places for kind in kinds}


def test_trainers_write_curricula_but_not_boards():
    user = factories.trainer()
    curriculum, board = factories.curriculum(), factories.board()
    assert curriculum.permissions_for_user(user).can_edit()
    # A second person publishes what one has written.
    assert not curriculum.permissions_for_user(user).can_publish()
    assert not board.permissions_for_user(user).can_edit()


def test_coordinators_edit_boards_and_front_page():
    user = factories.coordinator("58")
    assert factories.board().permissions_for_user(user).can_publish()
    assert factories.home_page().permissions_for_user(user).can_edit()

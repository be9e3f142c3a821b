"""Lessons in the Wagtail admin: reviewed there too, published by nobody who wrote them."""

import pytest
from django.urls import reverse

from exchange.lessons.writing import send_for_review
from exchange.models import LessonPage
from portal.funds.groups import sync_groups
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting() -> LessonPage:
    fund = factories.fund()
    officer = factories.officer(fund)
    lesson = factories.lesson(of_fund=fund, owner=officer, published=False)
    send_for_review(lesson=lesson, by=officer)
    return LessonPage.objects.get(pk=lesson.pk)


def signed_in(client, user):
    sync_groups(user)
    client.force_login(user)
    return user


def approve(client, lesson):
    state = lesson.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", state.pk])
    return client.post(address, {"comment": "ดีมาก"})


@pytest.mark.parametrize("who", ["trainer", "coordinator", "administrator"])
def test_the_editor_opens_for_whoever_may_see_it(client, waiting, who):
    signed_in(client, getattr(factories, who)())
    for address in (
        reverse("wagtailadmin_pages:edit", args=[waiting.pk]),
        reverse("wagtailadmin_pages:history", args=[waiting.pk]),
        reverse("wagtailadmin_home"),
    ):
        assert client.get(address).status_code == 200, address


def test_a_trainer_approves_there(client, waiting):
    signed_in(client, factories.trainer())
    approve(client, waiting)
    assert LessonPage.objects.get(pk=waiting.pk).live
    assert waiting.versions.count() == 1


def test_a_trainer_of_the_same_fund_does_not(client, waiting):
    trainer = signed_in(client, factories.trainer())
    factories.office(trainer, waiting.fund)
    approve(client, waiting)
    assert not LessonPage.objects.get(pk=waiting.pk).live


def test_nor_is_one_published_in_which_something_is_missing(client, waiting):
    revision = waiting.latest_revision
    revision.content["why"] = ""
    revision.save()
    signed_in(client, factories.trainer())
    approve(client, waiting)
    assert not LessonPage.objects.get(pk=waiting.pk).live


def test_officers_have_no_place_in_the_admin(client, waiting):
    client.force_login(waiting.owner)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[waiting.pk])).status_code == 302

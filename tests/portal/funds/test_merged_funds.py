"""A fund that joined another one: no longer offered or counted, its history kept."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from courses.attendance import fund_history, fund_totals
from courses.models import Attendance
from exchange.pairing.taking_part import mentees, mentors
from home.figures import network_figures
from portal.funds.models import Fund
from tests import factories
from tests.courses.registering.form_filling import text
from tests.portal.funds.test_admin_funds import save_fund

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def kept():
    return factories.fund("กองทุนสวัสดิการชุมชนที่รวมแล้ว")


@pytest.fixture
def joined(kept):
    return factories.fund("กองทุนสวัสดิการชุมชนเดิม", merged_into=kept, offers=["accounts"])


def test_it_stands_no_longer(joined, kept):
    assert list(Fund.objects.standing()) == [kept]
    assert network_figures().funds == 1
    Fund.objects.update(level=Fund.Level.STRONG)
    assert joined not in mentors(None)
    Fund.objects.update(level=Fund.Level.NEEDS_SUPPORT)
    assert list(mentees("58")) == [kept]


def test_one_step_leads_to_the_fund_that_stands(joined, kept):
    last = factories.fund()
    kept.merged_into = last
    kept.save()
    joined.refresh_from_db()
    assert joined.merged_into == last


def test_it_joins_neither_itself_nor_one_that_joined_another(joined, kept):
    joined.merged_into = joined
    with pytest.raises(IntegrityError), transaction.atomic():
        joined.save()
    third = factories.fund(merged_into=None)
    joined.merged_into = kept
    third.merged_into = joined
    with pytest.raises(ValidationError, match="ที่รวมแล้ว"):
        third.clean()


def test_its_page_leads_on_and_the_other_one_counts_its_training(client, joined, kept):
    with translation.override("en"):
        page = client.get(joined.get_absolute_url())
        of_kept = client.get(kept.get_absolute_url())
    assert f"This fund has joined {kept.name}" in text(page)
    assert kept.get_absolute_url() in page.content.decode()
    workshop = factories.workshop()
    for fund in (joined, kept):
        registration = factories.registration(workshop, of_fund=fund)
        Attendance.objects.create(
            registration=registration, half_day=workshop.half_days.first(), present=True
        )
    assert [(line.workshop, line.people) for line in fund_history(kept)] == [(workshop, 2)]
    assert fund_totals(kept).people == 2
    assert fund_totals(joined).people == 1
    assert f"Has taken in: {joined.name}" in text(of_kept)


def test_neither_directory_nor_search_shows_it(client, joined, kept):
    for address in ("/funds/", "/search/?q=กองทุนสวัสดิการชุมชนเดิม"):
        assert joined.get_absolute_url() not in client.get(address).content.decode()
    assert kept.get_absolute_url() in client.get("/funds/").content.decode()


def test_a_coordinator_writes_it_down_in_the_admin(client, kept):
    fund, away = factories.fund(), factories.fund(subdistrict="500101")
    client.force_login(factories.coordinator("58"))
    save_fund(client, fund, merged_into=away.pk)
    fund.refresh_from_db()
    assert fund.merged_into is None
    save_fund(client, fund, merged_into=kept.pk)
    fund.refresh_from_db()
    assert fund.merged_into == kept

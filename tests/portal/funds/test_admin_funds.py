"""A fund saved in the admin: eras, levels, reach, figures that do not add up."""

from datetime import date

import pytest

from portal.funds.models import (
    FoundingStep,
    Fund,
    FundYear,
)
from tests import factories
from tests.portal.funds.admin_desk import (
    HERE,
    THERE,
    one_of_each,
    url,
)

pytestmark = pytest.mark.django_db


def fund_data(fund, **changes):
    """The fund's form as the admin sends it."""
    data = {
        "name": fund.name,
        "subdistrict": fund.subdistrict_id,
        "stage": fund.stage,
        "mentor_capacity": "1",
    }
    for prefix in ("years", "offers", "needs", "founding_steps"):
        data |= {
            f"{prefix}-TOTAL_FORMS": 0,
            f"{prefix}-INITIAL_FORMS": 0,
            f"{prefix}-MIN_NUM_FORMS": 0,
            f"{prefix}-MAX_NUM_FORMS": 1000,
        }
    return data | changes


def new_year(**values):
    return {"years-TOTAL_FORMS": 1, "years-0-source": "fund"} | {
        f"years-0-{name}": value for name, value in values.items()
    }


def save_fund(client, fund, **changes):
    return client.post(url("funds", "edit", fund.pk), fund_data(fund, **changes))


def test_days_and_years_are_typed_in_the_buddhist_era(coordinator):
    client, user = coordinator
    fund = factories.fund(subdistrict=HERE)
    response = save_fund(
        client,
        fund,
        founded_on="27/3/2566",
        committee_from="๑ ต.ค. ๒๕๖๕",
        rules_year="2553",
        **new_year(year="๒๕๖๖", members_working_age="๑,๒๓๔"),
    )
    assert response.status_code == 302
    fund = Fund.objects.get(pk=fund.pk)
    assert fund.founded_on == date(2023, 3, 27)
    assert fund.committee_from == date(2022, 10, 1)
    assert fund.rules_year == 2010
    year = fund.years.get()
    assert (year.year, year.members, year.entered_by) == (2023, 1234, user)
    html = client.get(url("funds", "edit", fund.pk)).content.decode()
    for shown in ("27/3/2566", "1/10/2565", 'value="2553"', 'value="2566"'):
        assert shown in html


def test_a_day_that_is_none_comes_back_as_typed(coordinator):
    client, _ = coordinator
    fund = factories.fund(subdistrict=HERE)
    page = save_fund(client, fund, founded_on="31/2/2566")
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {"founded_on"}
    assert "31/2/2566" in page.content.decode()
    assert Fund.objects.get(pk=fund.pk).founded_on is None


def test_figures_that_do_not_add_up_are_kept_and_told(coordinator):
    client, _ = coordinator
    fund = factories.fund(subdistrict=HERE)
    response = client.post(
        url("funds", "edit", fund.pk),
        fund_data(fund, **new_year(year="2566", members_children="5", members_reported="9")),
        follow=True,
    )
    assert FundYear.objects.get().members == 9
    assert any(
        "9" in str(message) and "5" in str(message) for message in response.context["messages"]
    )


def test_a_stage_changed_in_the_admin_changes_the_level_and_keeps_the_founding(coordinator):
    client, _ = coordinator
    fund = one_of_each(HERE)["funds"]
    step = FoundingStep.objects.first()
    save_fund(
        client,
        fund,
        stage="forming",
        **{
            "founding_steps-TOTAL_FORMS": 1,
            "founding_steps-0-step": step.pk,
            "founding_steps-0-done_on": "1/5/2552",
        },
    )
    fund = Fund.objects.get(pk=fund.pk)
    assert (fund.stage, fund.level) == ("forming", "forming")
    done = fund.founding_steps.get()
    assert done.done_on == date(2009, 5, 1)
    save_fund(
        client,
        fund,
        stage="active",
        **{
            "founding_steps-TOTAL_FORMS": 1,
            "founding_steps-INITIAL_FORMS": 1,
            "founding_steps-0-id": done.pk,
            "founding_steps-0-step": step.pk,
            "founding_steps-0-done_on": "1/5/2552",
            **{
                key: value
                for year in fund.years.all()
                for key, value in {
                    "years-TOTAL_FORMS": 1,
                    "years-INITIAL_FORMS": 1,
                    "years-0-id": year.pk,
                    "years-0-year": "2566",
                    "years-0-source": "fund",
                }.items()
            },
        },
    )
    fund = Fund.objects.get(pk=fund.pk)
    assert (fund.level, fund.level_score) == ("strong", 100)
    assert fund.founding_steps.count() == 1


def test_a_fund_cannot_be_made_or_moved_out_of_reach(coordinator):
    client, _ = coordinator
    fund = factories.fund(subdistrict=HERE)
    there = factories.area(THERE)
    page = save_fund(client, fund, subdistrict=there.pk)
    assert page.context["form"].errors.keys() == {"subdistrict"}
    page = client.post(url("funds", "add"), fund_data(fund, subdistrict=there.pk, name="ใหม่"))
    assert page.context["form"].errors.keys() == {"subdistrict"}
    assert Fund.objects.get().subdistrict_id == HERE
    made = client.post(url("funds", "add"), fund_data(fund, name="กองทุนใหม่", stage="forming"))
    assert made.status_code == 302
    assert Fund.objects.get(name="กองทุนใหม่").level == "forming"

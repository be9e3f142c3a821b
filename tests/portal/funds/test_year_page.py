"""A year's figures of a fund, written by its officers."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.funds.models import (
    FundYear,
    WelfarePaid,
)
from portal.funds.yearly import YearError, save_year
from tests import factories

pytestmark = pytest.mark.django_db


def year_address(fund, year=2023):
    return reverse("fund_year_edit", args=[fund.pk, year])


def test_figures_typed_in_thai_ways_are_kept_and_missing_stays_missing(client, fund, officer):
    response = client.post(
        year_address(fund),
        {
            "members_working_age": "๑,๒๓๔",
            "members_children": "0",
            "money_from_members": "12,500.50 บาท",
            "state_contribution": "yes",
            "birth_people": "3",
            "birth_baht": "1,500.-",
            "death_people": "",
            "complete": "on",
        },
    )
    assert response.status_code == 302
    row = FundYear.objects.get()
    assert (row.year, row.members_working_age, row.members_children) == (2023, 1234, 0)
    assert row.members_elderly is None
    assert row.money_from_members == Decimal("12500.50")
    assert (row.state_contribution, row.complete) == (True, True)
    assert (row.source, row.entered_by, row.checked_by) == ("fund", officer, None)
    assert [(each.kind, each.people, each.baht) for each in row.welfare.all()] == [
        ("birth", 3, Decimal(1500))
    ]


def test_an_unchanged_form_changes_nothing(client, fund, officer):
    row = factories.fund_year(
        fund,
        members_working_age=1234,
        money_from_local=Decimal("98000.25"),
        reserve=Decimal("5000.00"),
        state_contribution=False,
        other_help="ข้าวสาร",
    )
    WelfarePaid.objects.create(year=row, kind="death", people=2)
    page = client.get(year_address(fund))
    shown = {bound.html_name: bound.value() for bound in page.context["form"]}
    typed = {
        name: page.context["form"][name].field.widget.format_value(value)
        if hasattr(page.context["form"][name].field.widget, "show")
        else value
        for name, value in shown.items()
        if value not in (None, False)
    }
    client.post(year_address(fund), typed)
    again = FundYear.objects.get()
    for field in ("members_working_age", "money_from_local", "reserve", "state_contribution"):
        assert getattr(again, field) == getattr(row, field), field
    assert again.other_help == "ข้าวสาร"
    assert again.welfare.get().people == 2


def test_a_mismatch_is_kept_and_warned_of_beside_its_figure(client, fund, officer):
    response = client.post(
        year_address(fund),
        {"members_working_age": "100", "members_reported": "120"},
        follow=True,
    )
    row = FundYear.objects.get()
    assert row.members == 120
    assert response.context["form"].warnings.keys() == {"members_reported"}
    assert "notice--warning" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("members_children", "ไม่รู้"),
        ("members_children", "-1"),
        ("money_from_members", "1,5"),
        ("birth_baht", "มาก"),
        ("other_help", "1101700230708"),
        ("state_contribution", "maybe"),
    ],
)
def test_a_figure_not_understood_keeps_everything_typed(client, fund, officer, name, typed):
    data = {"members_elderly": "๘๐", name: typed}
    page = client.post(year_address(fund), data)
    assert page.context["form"].errors.keys() == {name}
    html = page.content.decode()
    assert 'value="๘๐"' in html
    assert typed in html or name == "state_contribution"
    assert not FundYear.objects.exists()


def test_only_years_that_have_begun_have_a_page(client, fund, officer):
    this_year = timezone.localdate().year
    assert client.get(year_address(fund, this_year)).status_code == 200
    for year in (this_year + 1, 1989, 2566):
        assert client.get(year_address(fund, year)).status_code == 404
        assert client.post(year_address(fund, year)).status_code == 404
    with pytest.raises(YearError):
        save_year(fund=fund, year=this_year + 1, figures={}, welfare={}, entered_by=officer)


def test_figures_of_a_coordinator_are_the_networks_report(client, fund):
    client.force_login(factories.coordinator("58"))
    client.post(year_address(fund), {"members_reported": "5"})
    assert FundYear.objects.get().source == "network"

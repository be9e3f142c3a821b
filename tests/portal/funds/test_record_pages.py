"""The pages on which a fund's officers keep its record, by real requests."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from portal.funds.models import (
    Assessment,
    Fund,
    FundNeed,
    FundTag,
    FundYear,
    Rubric,
    Subject,
    WelfarePaid,
)
from portal.funds.profile import ProfileError, RankedChoice, save_profile
from portal.funds.yearly import YearError, save_year
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund():
    return factories.fund(subdistrict="580104", offers=["accounts"], needs=["youth"])


@pytest.fixture
def officer(client, fund):
    user = factories.officer(fund)
    client.force_login(user)
    return user


# Profile


def ranked(prefix, *rows):
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for number, (slug, text) in enumerate(rows):
        subject = Subject.objects.get(slug=slug).pk if slug else ""
        data |= {f"{prefix}-{number}-subject": subject, f"{prefix}-{number}-text": text}
    return data


def profile(**changes):
    return {
        "about": "เริ่มจากเพื่อนบ้าน 20 คน",
        "mentor_capacity": "๒",
        "travel_limit_km": "",
        **ranked("offers", ("rules", "มีระเบียบให้ดู"), ("", ""), ("accounts", "")),
        **ranked("needs", ("carbon", "ขยะ"), ("youth", "")),
        **changes,
    }


def test_a_profile_is_kept_in_its_order(client, fund, officer):
    tag = FundTag.objects.get(slug="karen")
    address = reverse("fund_edit", args=[fund.pk])
    assert client.post(address, profile(tags=[tag.pk])).status_code == 302
    stored = Fund.objects.get(pk=fund.pk)
    assert (stored.mentor_capacity, stored.travel_limit_km) == (2, None)
    assert [(row.subject.slug, row.rank) for row in stored.offers.all()] == [
        ("rules", 1),
        ("accounts", 2),
    ]
    assert [row.note for row in stored.needs.all()] == ["ขยะ", ""]
    assert list(stored.tags.all()) == [tag]
    assert "เพื่อนบ้าน" in stored.search_text


def test_the_form_shows_what_is_kept(client, fund, officer):
    client.post(reverse("fund_edit", args=[fund.pk]), profile())
    page = client.get(reverse("fund_edit", args=[fund.pk]))
    offers = page.context["offers"]
    assert [form["text"].value() for form in offers][:2] == ["มีระเบียบให้ดู", ""]
    assert len(offers.forms) == 4  # two filled, two to spare
    assert "เพื่อนบ้าน" in page.content.decode()


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"mentor_capacity": "มาก"}, "form"),
        ({"mentor_capacity": "21"}, "form"),
        ({"travel_limit_km": "0"}, "form"),
        ({"about": "เลขบัตร 1 1017 00230 70 8"}, "form"),
        ({"offers-1-text": "ไม่มีเรื่อง"}, "offers"),
        ({"offers-0-subject": "999999"}, "offers"),
        ({"needs-0-text": "1101700230708"}, "needs"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_the_rest(client, fund, officer, changes, where):
    page = client.post(reverse("fund_edit", args=[fund.pk]), profile(**changes))
    assert page.status_code == 200
    assert not page.context[where].is_valid()
    html = page.content.decode()
    assert "field__error" in html
    assert "มีระเบียบให้ดู" in html
    assert all(str(value) in html for value in changes.values() if value != "999999")
    assert Fund.objects.get(pk=fund.pk).about == ""


def test_a_subject_chosen_twice_is_told_beside_the_second(client, fund, officer):
    data = profile(**ranked("offers", ("rules", ""), ("rules", "")))
    page = client.post(reverse("fund_edit", args=[fund.pk]), data)
    first, second = page.context["offers"].forms
    assert not first.errors
    assert second.errors["subject"]


def test_a_retired_subject_stays_choosable_where_it_was_chosen(client, fund, officer):
    Subject.objects.filter(slug__in=["accounts", "carbon"]).update(active=False)
    page = client.get(reverse("fund_edit", args=[fund.pk]))
    choices = {value for value, _ in page.context["offers"].forms[0].fields["subject"].choices}
    assert Subject.objects.get(slug="accounts").pk in choices
    assert Subject.objects.get(slug="carbon").pk not in choices


def test_the_rule_refuses_what_no_form_should_send(fund):
    accounts = Subject.objects.get(slug="accounts")
    keep = {
        "fund": fund,
        "about": "",
        "tags": [],
        "needs": [],
        "mentor_capacity": 1,
        "travel_limit_km": None,
    }
    with pytest.raises(ProfileError):
        save_profile(**keep, offers=[RankedChoice(accounts), RankedChoice(accounts)])
    many = [RankedChoice(subject) for subject in Subject.objects.all()[:9]]
    with pytest.raises(ProfileError):
        save_profile(**keep, offers=many)
    assert FundNeed.objects.filter(fund=fund).count() == 1


# Yearly figures


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


# Self-assessment


def answers(score="2", **changes):
    statements = Rubric.objects.current().statements.all()
    return {f"statement_{each.pk}": score for each in statements} | {
        "assessed_on": "27/3/2566",
        **changes,
    }


def test_answers_make_the_level_and_come_back_with_reasons(client, fund, officer):
    page = client.post(reverse("fund_assessment", args=[fund.pk]), answers("3"), follow=True)
    fund.refresh_from_db()
    assert (fund.level, fund.level_score) == ("strong", 100)
    assessment = Assessment.objects.get()
    assert (assessment.assessed_on, assessment.assessed_by) == (date(2023, 3, 27), officer)
    assert page.context["level"].percent == 100
    assert "level--strong" in page.content.decode()


def test_the_form_begins_with_the_newest_answers(client, fund, officer):
    client.post(reverse("fund_assessment", args=[fund.pk]), answers("1"))
    form = client.get(reverse("fund_assessment", args=[fund.pk])).context["form"]
    assert {form[name].value() for name in form.fields if name != "assessed_on"} == {1}


def test_an_unanswered_statement_is_told_and_the_others_stay_chosen(client, fund, officer):
    data = answers("3")
    left_out = next(name for name in data if name.startswith("statement"))
    del data[left_out]
    page = client.post(reverse("fund_assessment", args=[fund.pk]), data)
    assert page.context["form"].errors.keys() == {left_out}
    assert page.content.decode().count("checked") == 19
    assert not Assessment.objects.exists()


def test_a_day_to_come_is_refused_beside_its_field(client, fund, officer):
    page = client.post(reverse("fund_assessment", args=[fund.pk]), answers(assessed_on="1/1/2640"))
    assert page.context["form"].errors["assessed_on"]


def test_without_an_edition_in_force_the_page_says_so(client, fund, officer):
    Rubric.objects.update(in_force_from=date(2099, 1, 1))
    address = reverse("fund_assessment", args=[fund.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {}).status_code == 200


def test_statements_are_in_the_readers_language(client, fund, officer):
    with translation.override("en"):
        address = reverse("fund_assessment", args=[fund.pk])
    assert "We have members in every village" in client.get(address).content.decode()


# Who may


@pytest.mark.parametrize("name", ["fund_edit", "fund_assessment", "fund_year_edit"])
def test_who_may_write_a_record(client, fund, name):
    args = [fund.pk, 2023] if name == "fund_year_edit" else [fund.pk]
    address = reverse(name, args=args)
    assert client.get(address)["Location"].startswith("/accounts/login/")
    same_province = factories.officer(factories.fund(subdistrict="580702"))
    for user, status in (
        (factories.officer(fund), 200),
        (factories.coordinator("58"), 200),
        (factories.administrator(), 200),
        (factories.coordinator("50"), 403),
        (same_province, 403),
        (factories.trainer(), 403),
        (factories.user(), 403),
    ):
        client.force_login(user)
        assert client.get(address).status_code == status
        if status == 403:
            assert client.post(address).status_code == 403


def test_the_pages_cost_the_same_whatever_the_fund_has(client, fund, officer, same_queries):
    years = iter(range(2015, 2023))
    slugs = iter(["rules", "software", "members", "arrears", "governance"])

    def more():
        WelfarePaid.objects.create(
            year=factories.fund_year(fund, next(years)), kind="birth", people=1
        )
        FundNeed.objects.create(fund=fund, subject=factories.subject(next(slugs)), rank=2)

    same_queries(more, lambda: client.get(reverse("fund_edit", args=[fund.pk])))

"""What a fund says of itself, written by its officers."""

import pytest
from django.urls import reverse

from portal.funds.models import (
    Fund,
    FundNeed,
    FundTag,
    Subject,
    WelfarePaid,
)
from portal.funds.profile import ProfileError, RankedChoice, save_profile
from tests import factories

pytestmark = pytest.mark.django_db


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
    assert "error-summary" in html
    assert "มีระเบียบให้ดู" in html
    assert all(str(value) in html for value in changes.values() if value != "999999")
    assert Fund.objects.get(pk=fund.pk).about == ""


def test_a_subject_chosen_twice_is_told_beside_the_second(client, fund, officer):
    data = profile(**ranked("offers", ("rules", ""), ("rules", "")))
    page = client.post(reverse("fund_edit", args=[fund.pk]), data)
    first, second = page.context["offers"].forms
    assert not first.errors
    assert second.errors["subject"]
    assert 'href="#id_offers-1-subject"' in page.content.decode()


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

"""The pages on which posts are asked for, answered and ended, by real requests."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.funds.models import Office
from portal.people.models import User
from tests import factories

pytestmark = pytest.mark.django_db


def asked(fund, **kwargs):
    return factories.office(of_fund=fund, status=Office.Status.ASKED, **kwargs)


def decide(client, office, **data):
    return client.post(reverse("office_decide", args=[office.pk]), data)


def test_asking_with_days_typed_in_the_buddhist_era(sign_in, fund):
    user = factories.user()
    year = timezone.localdate().year
    response = sign_in(user).post(
        reverse("office_request", args=[fund.pk]),
        {"role": "chair", "starts_on": f"๑/๑๐/{year + 543}", "ends_on": f"30 ก.ย. {year + 545}"},
    )
    assert response.status_code == 302
    office = Office.objects.get()
    assert (office.person, office.fund, office.status) == (user.person, fund, "asked")
    assert (office.starts_on, office.ends_on) == (date(year, 10, 1), date(year + 2, 9, 30))


def test_asking_without_a_choice_or_with_a_day_that_is_none_keeps_what_was_typed(sign_in, fund):
    response = sign_in(factories.user()).post(
        reverse("office_request", args=[fund.pk]), {"starts_on": "31/2/2566", "ends_on": "1/1/2570"}
    )
    form = response.context["form"]
    assert response.status_code == 200
    assert set(form.errors) == {"role", "starts_on"}
    assert 'value="31/2/2566"' in response.content.decode()
    assert not Office.objects.exists()


def test_a_refusal_of_the_rule_is_told_on_the_form(sign_in, fund):
    response = sign_in(factories.user()).post(
        reverse("office_request", args=[fund.pk]),
        {"role": "chair", "starts_on": "1/1/2560", "ends_on": "1/1/2561"},
    )
    assert response.context["form"].non_field_errors()
    assert 'value="1/1/2560"' in response.content.decode()


def test_an_account_without_a_person_gets_one_when_it_asks(sign_in, fund):
    user = User.objects.create_user("somebody")
    sign_in(user).post(
        reverse("office_request", args=[fund.pk]), {"role": "member", "starts_on": "1/1/2566"}
    )
    assert Office.objects.get().person.user == user
    assert str(Office.objects.get().person) == "somebody"


def test_a_visitor_is_led_to_the_sign_in(client, fund):
    for address in (reverse("office_request", args=[fund.pk]), reverse("office_list")):
        assert client.get(address)["Location"].startswith("/accounts/login/")


def test_an_officer_sees_and_confirms_what_waits(sign_in, fund):
    officer, office = factories.officer(fund, Office.Role.CHAIR), asked(fund)
    elsewhere = asked(factories.fund(subdistrict="500101"))
    client = sign_in(officer)
    page = client.get(reverse("office_list"))
    assert [one["office"] for one in page.context["waiting"]] == [office]
    assert elsewhere.person.name not in page.content.decode()
    assert decide(client, office, action="confirm").status_code == 302
    office.refresh_from_db()
    assert (office.status, office.decided_by) == ("confirmed", officer)


def test_who_holds_the_post_at_present_stands_beside_the_request(sign_in, fund):
    holder = factories.office(of_fund=fund, role=Office.Role.CHAIR)
    asked(fund, role=Office.Role.CHAIR)
    asked(fund, role=Office.Role.TREASURER)
    page = sign_in(factories.coordinator("58")).get(reverse("office_list"))
    holders = {one["office"].role: one["holders"] for one in page.context["waiting"]}
    assert holders == {"chair": [holder], "treasurer": []}
    assert holder.person.name in page.content.decode()


def test_a_refusal_without_a_reason_comes_back_beside_its_request(sign_in, fund):
    office, other = asked(fund), asked(fund)
    client = sign_in(factories.coordinator("58"))
    page = decide(client, office, action="refuse", reason=" ")
    assert page.status_code == 200
    assert page.context["form"].errors["reason"]
    html = page.content.decode()
    assert f'id="reason-{office.pk}-error"' in html
    assert f'id="reason-{other.pk}-error"' not in html
    office.refresh_from_db()
    assert office.status == "asked"


def test_a_reason_that_gives_away_an_id_number_is_kept_and_refused(sign_in, fund):
    office = asked(fund)
    page = decide(
        sign_in(factories.coordinator("58")), office, action="refuse", reason="1101700230708"
    )
    assert "1101700230708" in page.content.decode()
    office.refresh_from_db()
    assert office.status == "asked"


def test_a_refusal_tells_its_reason_to_the_person(sign_in, fund):
    office = asked(fund)
    decide(sign_in(factories.coordinator("58")), office, action="refuse", reason="ยังไม่ได้เลือกตั้ง")
    page = sign_in(office.person.user).get(reverse("office_list"))
    assert "ยังไม่ได้เลือกตั้ง" in page.content.decode()


def test_laying_down_a_post_by_oneself(sign_in, fund):
    officer = factories.officer(fund)
    office = Office.objects.get()
    client = sign_in(officer)
    assert decide(client, office, action="end").status_code == 302
    office.refresh_from_db()
    assert office.status == "ended"
    assert client.get(reverse("fund_edit", args=[fund.pk])).status_code == 403


def test_nobody_confirms_their_own_request(sign_in, fund):
    officer = factories.officer(fund)
    own = asked(fund, of_user=officer, role=Office.Role.TREASURER)
    page = decide(sign_in(officer), own, action="confirm")
    assert page.context["form"].errors
    own.refresh_from_db()
    assert own.status == "asked"


@pytest.mark.parametrize("make", [factories.user, factories.trainer])
def test_strangers_are_refused(sign_in, fund, make):
    office = asked(fund)
    assert decide(sign_in(make()), office, action="confirm").status_code == 403
    far = factories.coordinator("50")
    assert decide(sign_in(far), office, action="confirm").status_code == 403
    other = factories.officer(factories.fund(subdistrict="580702"))
    assert decide(sign_in(other), office, action="confirm").status_code == 403
    office.refresh_from_db()
    assert office.status == "asked"


def test_an_unknown_action_does_nothing(sign_in, fund):
    office = asked(fund)
    assert decide(sign_in(factories.coordinator("58")), office, action="x").status_code == 200
    office.refresh_from_db()
    assert office.status == "asked"


def test_reading_an_address_to_write_to_is_not_possible(sign_in, fund):
    office = asked(fund)
    response = sign_in(factories.coordinator("58")).get(reverse("office_decide", args=[office.pk]))
    assert response.status_code == 405


def test_the_list_of_requests_costs_the_same_for_one_and_three(sign_in, same_queries, fund):
    client = sign_in(factories.coordinator("58"))
    same_queries(
        lambda: asked(factories.fund(subdistrict="580702")),
        lambda: client.get(reverse("office_list")),
    )


def test_own_posts_and_those_in_my_fund_cost_the_same_for_one_and_three(
    sign_in, same_queries, fund
):
    officer = factories.officer(fund)

    def more():
        factories.office(of_fund=fund)
        factories.office(
            officer,
            factories.fund(),
            Office.Role.MEMBER,
            decided_by=factories.user(),
            ends_on=timezone.localdate() + timedelta(days=1),
        )

    client = sign_in(officer)
    same_queries(more, lambda: client.get(reverse("office_list")))


@pytest.mark.parametrize(
    ("state", "kwargs"),
    [
        ("badge--ok", {}),
        ("badge--warn", {"status": Office.Status.ASKED}),
        ("badge--bad", {"status": Office.Status.REFUSED}),
        ("badge--info", {"starts_on": date(2099, 1, 1)}),
    ],
)
def test_each_state_of_a_post_has_its_badge(sign_in, fund, state, kwargs):
    office = factories.office(of_fund=fund, **kwargs)
    client = sign_in(office.person.user)
    for address in (reverse("office_list"), reverse("office_request", args=[fund.pk])):
        assert state in client.get(address).content.decode()

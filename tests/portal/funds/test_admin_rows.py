"""Rows of funds and people saved in the admin, and what saving sets off."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from portal.funds.models import (
    Assessment,
    Fund,
    FundYear,
    Office,
    Region,
)
from portal.people.models import Person
from tests import factories
from tests.portal.funds.admin_desk import (
    HERE,
    THERE,
    listed,
    one_of_each,
    opens,
    url,
)

pytestmark = pytest.mark.django_db


def test_figures_of_a_fund_elsewhere_cannot_be_written(coordinator):
    client, _ = coordinator
    there = factories.fund(subdistrict=THERE)
    data = {"fund": there.pk, "year": "2566", "source": "network"}
    welfare = {f"welfare-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    page = client.post(url("fund_years", "add"), data | welfare)
    assert page.context["form"].errors.keys() == {"fund"}
    assert not FundYear.objects.exists()


def test_deleting_an_assessment_takes_its_level_back(coordinator):
    client, _ = coordinator
    row = one_of_each(HERE)
    assert client.post(url("assessments", "delete", row["assessments"].pk)).status_code == 302
    assert not Assessment.objects.exists()
    assert Fund.objects.get(pk=row["funds"].pk).level == "not_assessed"


def test_an_assessment_of_the_wrong_fund_moves_with_its_level(coordinator):
    client, _ = coordinator
    row = one_of_each(HERE)
    right = factories.fund(subdistrict=HERE)
    assessment = row["assessments"]
    scores = list(assessment.scores.all())
    data = {
        "fund": right.pk,
        "assessed_on": "27/3/2566",
        "rubric": assessment.rubric_id,
        "scores-TOTAL_FORMS": len(scores),
        "scores-INITIAL_FORMS": len(scores),
    }
    for number, score in enumerate(scores):
        data |= {
            f"scores-{number}-id": score.pk,
            f"scores-{number}-statement": score.statement_id,
            f"scores-{number}-score": 0,
        }
    assert client.post(url("assessments", "edit", assessment.pk), data).status_code == 302
    assert Fund.objects.get(pk=row["funds"].pk).level == "not_assessed"
    assert Fund.objects.get(pk=right.pk).level == "needs_support"


def test_a_fund_that_is_needed_elsewhere_is_not_deleted_and_says_why(sign_in):
    fund = factories.fund(subdistrict=HERE)
    factories.registration(of_fund=fund)
    client = sign_in(factories.administrator())
    response = client.post(url("funds", "delete", fund.pk), follow=True)
    assert Fund.objects.filter(pk=fund.pk).exists()
    assert any(fund.name in str(message) for message in response.context["messages"])


def office_data(person, fund, **changes):
    return {
        "person": person.pk,
        "fund": fund.pk,
        "role": "chair",
        "status": "confirmed",
        "starts_on": "1/10/2565",
    } | changes


def test_a_coordinator_enters_a_post(coordinator):
    client, user = coordinator
    fund, person = factories.fund(subdistrict=HERE), factories.person()
    assert client.post(url("offices", "add"), office_data(person, fund)).status_code == 302
    office = Office.objects.get()
    assert (office.starts_on, office.decided_by) == (date(2022, 10, 1), user)
    assert office.decided_at.date() >= timezone.localdate() - timedelta(days=1)


def test_a_post_of_ones_own_or_elsewhere_is_refused(coordinator):
    client, user = coordinator
    here, there = factories.fund(subdistrict=HERE), factories.fund(subdistrict=THERE)
    own = client.post(url("offices", "add"), office_data(user.person, here))
    assert own.context["form"].non_field_errors()
    far = client.post(url("offices", "add"), office_data(factories.person(), there))
    assert far.context["form"].errors.keys() == {"fund"}
    assert not Office.objects.exists()
    asked = factories.office(user, here, status=Office.Status.ASKED)
    assert not opens(client.get(url("offices", "edit", asked.pk)))


def test_an_office_ended_without_a_last_day_gets_a_sentence(coordinator):
    client, _ = coordinator
    office = factories.office(of_fund=factories.fund(subdistrict=HERE))
    page = client.post(
        url("offices", "edit", office.pk),
        office_data(office.person, office.fund, status="ended"),
    )
    assert page.context["form"].non_field_errors()


def test_a_mandate_given_in_the_admin_opens_the_admin(sign_in):
    user = factories.user()
    client = sign_in(factories.administrator())
    data = {"user": user.pk, "role": "trainer", "nation": "on", "starts_on": "1/1/2566"}
    assert client.post(url("mandates", "add"), data).status_code == 302
    assert user.mandates.get().starts_on == date(2023, 1, 1)
    assert user.groups.get().name == "Trainers"
    both = client.post(url("mandates", "add"), data | {"region": Region.objects.first().pk})
    assert both.context["form"].non_field_errors()


def test_a_province_coordinator_cannot_tie_an_account_to_a_person(coordinator):
    client, _ = coordinator
    person = factories.person()
    factories.office(of_fund=factories.fund(subdistrict=HERE))
    stranger = factories.user(with_person=False)
    data = {"first_name": person.first_name, "last_name": "ใหม่", "phone": "081-234-5678"}
    client.post(url("people", "edit", person.pk), data | {"user": stranger.pk})
    person.refresh_from_db()
    assert (person.last_name, person.phone, person.user) == ("ใหม่", "0812345678", None)


def test_people_of_no_province_yet_are_seen_only_without_account(coordinator):
    client, _ = coordinator
    nobody, account = factories.person(), factories.user().person
    visitor = factories.registration().person  # a workshop in Mae Hong Son
    rows = listed(client.get(url("people")))
    assert {nobody, visitor} <= rows
    assert account not in rows


def test_similar_people_stand_below_the_form(coordinator):
    client, _ = coordinator
    person = factories.person(first_name="ผู้เข้าอบรม", last_name="01")
    twin = factories.person(first_name="นางผู้เข้าอบรม", last_name="01")
    alone = factories.person()

    def others_on_the_page_of(one):
        html = client.get(url("people", "edit", one.pk)).content.decode()
        return [other for other in (person, twin, alone) if url("people", "edit", other.pk) in html]

    assert twin in others_on_the_page_of(person)
    assert others_on_the_page_of(alone) == [alone]


def test_a_person_made_in_the_chooser_is_the_one_known(coordinator):
    client, _ = coordinator
    known = factories.person(first_name="ผู้เข้าอบรม", last_name="01", phone="0812345678")
    answer = client.post(
        url("person_chooser", "create"),
        {"first_name": "ผู้เข้าอบรม", "last_name": "๐๑", "phone": "081 234 5678"},
    ).json()
    assert answer["result"]["id"] == str(known.pk)
    assert Person.objects.filter(phone="0812345678").count() == 1

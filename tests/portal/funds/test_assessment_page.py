"""The self-assessment, answered by a fund's officers."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from portal.funds.models import (
    Assessment,
    Rubric,
)

pytestmark = pytest.mark.django_db


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

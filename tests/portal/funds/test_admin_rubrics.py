"""Editions of the self-assessment in the admin."""

from datetime import date

import pytest

from portal.funds.levels import assess
from portal.funds.models import (
    Fund,
    Rubric,
)
from tests import factories
from tests.portal.funds.admin_desk import (
    HERE,
    one_of_each,
    url,
)

pytestmark = pytest.mark.django_db


def rubric_data(rubric, statements, **changes):
    data = {
        "name": rubric.name,
        "in_force_from": "1/1/2566",
        "strong_from": "70",
        "developing_from": "40",
        "statements-TOTAL_FORMS": len(statements),
        "statements-INITIAL_FORMS": sum(bool(each.pk) for each in statements),
    }
    for number, each in enumerate(statements):
        data |= {
            f"statements-{number}-id": each.pk or "",
            f"statements-{number}-field": each.field,
            f"statements-{number}-position": each.position,
            f"statements-{number}-text_th": each.text_th,
            f"statements-{number}-text_en": each.text_en,
        }
    return data | changes


def test_moving_a_threshold_moves_the_levels(sign_in):
    rubric = Rubric.objects.current()
    statements = list(rubric.statements.all())
    fund = factories.fund()
    assess(
        fund=fund,
        rubric=rubric,
        scores={each.pk: 2 for each in statements},
        assessed_on=date(2023, 3, 27),
        assessed_by=None,
    )
    client = sign_in(factories.coordinator(None))
    address = url("rubrics", "edit", rubric.pk)
    assert (
        client.post(address, rubric_data(rubric, statements, strong_from="60")).status_code == 302
    )
    assert Fund.objects.get(pk=fund.pk).level == "strong"
    wrong = client.post(address, rubric_data(rubric, statements, strong_from="30"))
    assert wrong.context["form"].non_field_errors()


def test_an_answered_edition_keeps_its_statements(sign_in):
    one_of_each(HERE)
    rubric = Rubric.objects.current()
    statements = list(rubric.statements.all())
    client = sign_in(factories.coordinator(None))
    address = url("rubrics", "edit", rubric.pk)
    fewer = rubric_data(rubric, statements, **{"statements-0-DELETE": "1"})
    assert client.post(address, fewer).context["form"].non_field_errors()
    more = [*statements, type(statements[0])(field="money", position=21, text_th="ข้อใหม่")]
    assert client.post(address, rubric_data(rubric, more)).context["form"].non_field_errors()
    assert rubric.statements.count() == 20
    statements[0].text_th = "ถ้อยคำใหม่"
    assert client.post(address, rubric_data(rubric, statements)).status_code == 302
    assert rubric.statements.first().text_th == "ถ้อยคำใหม่"


def test_a_new_edition_begins_with_the_present_statements(sign_in):
    client = sign_in(factories.coordinator(None))
    html = client.get(url("rubrics", "add")).content.decode()
    old = list(Rubric.objects.current().statements.all())
    assert all(each.text_th in html for each in old)
    for each in old:
        each.pk = None
    new = Rubric(name="ฉบับที่ 2")
    data = rubric_data(new, old, in_force_from="1/1/2567")
    data["statements-INITIAL_FORMS"] = 20
    assert client.post(url("rubrics", "add"), data).status_code == 302
    assert Rubric.objects.get(name="ฉบับที่ 2").statements.count() == 20
    assert Rubric.objects.current().name == "ฉบับที่ 2"

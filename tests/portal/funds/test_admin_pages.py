"""The admin of the funds room: every list, form and chooser opens; lists find and export."""

import io
from datetime import date

import openpyxl
import pytest

from portal.funds.admin.exporting import harmless
from tests import factories
from tests.portal.funds.admin_desk import (
    HERE,
    NAMES,
    OF_PROVINCES,
    THERE,
    listed,
    one_of_each,
    opens,
    url,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", NAMES)
def test_administrators_open_every_list_and_form(sign_in, name):
    one_of_each(HERE)
    factories.coordinator("58")
    client = sign_in(factories.administrator())
    page = client.get(url(name), {"q": "แม่ฮ่องสอน"})
    assert opens(page)
    assert opens(client.get(url(name, "index_results")))
    if name != "assessments":
        assert opens(client.get(url(name, "add")))
    row = page.context["model_opts"].model.objects.first()
    for view in ("edit", "delete", "history", "usage"):
        assert opens(client.get(url(name, view, row.pk))), view


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("subdistrict_chooser", "ต.ปางหมู แม่ฮ่องสอน"),
        ("fund_chooser", "ปางหมู"),
        ("person_chooser", "สมมติ"),
        ("account_chooser", "user"),
    ],
)
def test_choosers_find_and_describe(sign_in, name, words):
    row = one_of_each(HERE)
    client = sign_in(factories.administrator())
    chosen = {
        "subdistrict_chooser": row["funds"].subdistrict,
        "fund_chooser": row["funds"],
        "person_chooser": row["people"],
        "account_chooser": row["people"].user,
    }[name]
    assert opens(client.get(url(name, "choose")))
    found = client.get(url(name, "choose_results"), {"q": words})
    assert str(chosen) in found.content.decode()
    assert "ไม่มีชื่อนี้" not in found.content.decode()
    assert (
        str(chosen) not in client.get(url(name, "choose_results"), {"q": "ไม่มีชื่อนี้"}).content.decode()
    )
    answer = client.get(url(name, "chosen", chosen.pk)).json()
    assert answer["result"]["id"] == str(chosen.pk)


@pytest.fixture
def three_funds(coordinator):
    here = factories.fund("กองทุนปางหมู", subdistrict=HERE)
    factories.fund_year(here, 2022, members_reported=90)
    factories.fund_year(here, 2023, members_working_age=100, members_elderly=20)
    beside = factories.fund("กองทุนปางมะผ้า", subdistrict="580702", stage="forming", level="forming")
    far = factories.fund("กองทุนศรีภูมิ", subdistrict=THERE)
    return here, beside, far


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "ปางหมู"}, {0}),
        ({"q": "แม่ฮ่องสอน กองทุน"}, {0, 1}),
        ({"q": "mae hong son"}, {0, 1}),
        ({"q": "ศรีภูมิ"}, set()),
        ({"q": '"'}, set()),
        ({"stage": "forming"}, {1}),
        ({"level": "not_assessed"}, {0}),
        ({"district": "5807"}, {1}),
        ({"province": "58", "district": "5801"}, {0}),
        ({"province": "50"}, {0, 1}),  # not offered, so not a filter
    ],
)
def test_funds_are_found_by_words_place_level_and_stage(coordinator, three_funds, asked, found):
    client, _ = coordinator
    rows = listed(client.get(url("funds"), asked))
    assert rows == {three_funds[number] for number in found}


def test_districts_are_offered_once_a_province_is_chosen(sign_in, three_funds):
    client = sign_in(factories.administrator())
    assert "district" not in client.get(url("funds")).context["filters"].form.fields
    page = client.get(url("funds"), {"province": "50"})
    assert [code for code, _ in page.context["filters"].form.fields["district"].choices][1:] == [
        "5001"
    ]
    assert listed(page) == {three_funds[2]}


def exported(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")  # Excel then reads Thai letters as such
    return [line.split(",") for line in text.removeprefix("\ufeff").splitlines()]


def test_the_list_is_exported_with_place_level_and_newest_members(coordinator, three_funds):
    client, _ = coordinator
    here = three_funds[0]
    here.founded_on = date(2009, 5, 1)
    here.save()
    rows = exported(client.get(url("funds"), {"export": "csv"}))
    assert len(rows) == 3  # headings and the two in reach
    row = next(row for row in rows if here.name in row)
    assert row[2:6] == ["580104", "ปางหมู", "เมืองแม่ฮ่องสอน", "แม่ฮ่องสอน"]
    assert "1/5/2552" in row
    assert row[-2:] == ["120", "2566"]
    sheet = openpyxl.load_workbook(
        io.BytesIO(
            b"".join(client.get(url("funds"), {"export": "xlsx", "q": "ปางหมู"}).streaming_content)
        )
    ).active
    assert [cell.value for cell in sheet[2]][1] == here.name
    assert sheet.max_row == 2


def test_newest_members_stand_in_the_list(coordinator, three_funds):
    client, _ = coordinator
    html = client.get(url("funds")).content.decode()
    assert ">120<" in "".join(html.split())


@pytest.mark.parametrize("name", OF_PROVINCES)
def test_lists_cost_the_same_for_one_row_and_three(coordinator, same_queries, name):
    client, _ = coordinator
    same_queries(lambda: one_of_each(HERE), lambda: client.get(url(name)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("=1+1", "'=1+1"), ("@a", "'@a"), ("ผู้เข้าอบรม", "ผู้เข้าอบรม"), ("", ""), ("081-2", "081-2")],
)
def test_no_cell_is_a_formula(text, shown):
    assert harmless(text) == shown


def test_no_list_exports_a_formula(coordinator):
    client, _ = coordinator
    factories.fund('=HYPERLINK("x")')
    [row] = exported(client.get(url("funds"), {"export": "csv", "q": "HYPERLINK"}))[1:]
    assert "'=HYPERLINK" in row[1]

"""The Wagtail admin of the funds room: who sees and changes which rows."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from portal.funds.levels import assess
from portal.funds.models import (
    Assessment,
    FoundingStep,
    Fund,
    FundYear,
    Mandate,
    Office,
    Region,
    Rubric,
)
from portal.people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db

HERE, THERE = "580104", "500101"
NAMES = [
    *("funds", "fund_years", "assessments", "offices", "people", "mandates"),
    *("areas", "regions", "subjects", "fund_tags", "founding_steps", "rubrics"),
]
SHARED = ["regions", "subjects", "fund_tags", "founding_steps", "rubrics"]


@pytest.fixture
def sign_in(client):
    def signed_in(user):
        client.force_login(user)
        return client

    return signed_in


def url(name, view="index", *args):
    return reverse(f"{name}:{view}", args=args)


def opens(response) -> bool:
    """Whether the admin showed the page; it leads those without right to its front page."""
    assert response.status_code in (200, 302), response.status_code
    return response.status_code == 200


def listed(response) -> set:
    return set(response.context["object_list"])


def one_of_each(subdistrict):
    """A fund with a row of each kind that lies where it lies."""
    fund = factories.fund(subdistrict=subdistrict)
    rubric = Rubric.objects.current()
    return {
        "funds": fund,
        "fund_years": factories.fund_year(fund, members_reported=100),
        "assessments": assess(
            fund=fund,
            rubric=rubric,
            scores={statement.pk: 3 for statement in rubric.statements.all()},
            assessed_on=date(2023, 3, 27),
            assessed_by=None,
        ),
        "offices": factories.office(of_fund=fund),
        "people": Office.objects.get(fund=fund).person,
    }


# Every list and form opens


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


# Coordinators of a province


@pytest.mark.parametrize("name", ["funds", "fund_years", "assessments", "offices", "people"])
def test_a_coordinator_sees_and_changes_only_what_lies_in_reach(sign_in, name):
    here, there = one_of_each(HERE)[name], one_of_each(THERE)[name]
    client = sign_in(factories.coordinator("58"))
    rows = listed(client.get(url(name)))
    assert here in rows
    assert there not in rows
    views = ["edit", "history", "usage"] + (
        ["delete"] if name in ("fund_years", "assessments", "offices") else []
    )
    for view in views:
        assert opens(client.get(url(name, view, here.pk))), view
        assert not opens(client.get(url(name, view, there.pk))), view


@pytest.mark.parametrize("name", ["funds", "fund_years", "assessments", "offices", "people"])
def test_writing_elsewhere_is_refused_and_writes_nothing(sign_in, name):
    there = one_of_each(THERE)[name]
    client = sign_in(factories.coordinator("58"))
    before = list(type(there).objects.values())
    for view in ("edit", "delete"):
        assert client.post(url(name, view, there.pk), {}).status_code == 302
    assert list(type(there).objects.values()) == before


@pytest.mark.parametrize("name", ["fund_chooser", "person_chooser"])
def test_choosers_offer_only_what_lies_in_reach(sign_in, name):
    kind = "funds" if name == "fund_chooser" else "people"
    here, there = one_of_each(HERE)[kind], one_of_each(THERE)[kind]
    client = sign_in(factories.coordinator("58"))
    html = client.get(url(name, "choose_results")).content.decode()
    assert str(here) in html
    assert str(there) not in html
    assert client.get(url(name, "chosen", there.pk)).status_code == 404


def test_a_region_reaches_its_provinces_and_only_while_they_are_in_it(sign_in):
    here, there = one_of_each(HERE)["funds"], one_of_each(THERE)["funds"]
    north = Region.objects.get(slug="north")
    here.subdistrict.parent.parent.region = north
    here.subdistrict.parent.parent.save()
    user = factories.user()
    Mandate.objects.create(
        user=user, role=Mandate.Role.COORDINATOR, region=north, starts_on=date(2020, 1, 1)
    )
    client = sign_in(user)
    assert listed(client.get(url("funds"))) == {here}
    assert not opens(client.get(url("funds", "edit", there.pk)))


def test_shared_lists_are_read_by_a_province_and_changed_by_the_nation(sign_in):
    client = sign_in(factories.coordinator("58"))
    for name in SHARED:
        page = client.get(url(name))
        assert opens(page)
        row = page.context["model_opts"].model.objects.first()
        if row:
            assert not opens(client.get(url(name, "edit", row.pk)))
        assert not opens(client.get(url(name, "add")))
    assert not opens(client.get(url("mandates")))
    client = sign_in(factories.coordinator(None))
    for name in (*SHARED, "mandates"):
        assert opens(client.get(url(name, "add")))


def test_funds_and_areas_are_deleted_for_the_nation_only(sign_in):
    fund = one_of_each(HERE)["funds"]
    client = sign_in(factories.coordinator("58"))
    assert not opens(client.get(url("funds", "delete", fund.pk)))
    assert not opens(client.get(url("areas", "delete", fund.subdistrict_id)))
    assert opens(sign_in(factories.coordinator(None)).get(url("funds", "delete", fund.pk)))


def test_a_province_and_its_region_are_the_nations_to_change(sign_in):
    province = factories.area("58")
    district = factories.area("5801")
    client = sign_in(factories.coordinator("58"))
    assert not opens(client.get(url("areas", "edit", province.pk)))
    assert opens(client.get(url("areas", "edit", district.pk)))
    assert not opens(client.get(url("areas", "edit", factories.area("5001").pk)))
    assert opens(sign_in(factories.coordinator(None)).get(url("areas", "edit", province.pk)))


# Trainers


def test_trainers_read_funds_and_lists_and_change_nothing(sign_in):
    here, there = one_of_each(HERE)["funds"], one_of_each(THERE)["funds"]
    client = sign_in(factories.trainer())
    page = client.get(url("funds"))
    assert listed(page) == {here, there}
    html = page.content.decode()
    assert reverse("fund_detail", args=[here.pk]) in html
    assert url("funds", "edit", here.pk) not in html
    for view in ("edit", "delete", "history", "usage"):
        assert not opens(client.get(url("funds", view, here.pk)))
    assert not opens(client.get(url("funds", "add")))
    for name in ("fund_years", "assessments", "offices", "people", "mandates"):
        assert not opens(client.get(url(name)))
    for name in ("areas", *SHARED):
        assert opens(client.get(url(name)))


def test_others_do_not_come_in_at_all(sign_in):
    fund = one_of_each(HERE)["funds"]
    for user in (factories.user(), factories.officer(fund)):
        client = sign_in(user)
        for name in NAMES:
            assert not opens(client.get(url(name)))


# What saving does


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


@pytest.fixture
def coordinator(sign_in):
    user = factories.coordinator("58")
    return sign_in(user), user


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


# People


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
    html = client.get(url("people", "edit", person.pk)).content.decode()
    assert url("people", "edit", twin.pk) in html
    alone = factories.person()
    assert "similar" not in client.get(url("people", "edit", alone.pk)).content.decode()


def test_a_person_made_in_the_chooser_is_the_one_known(coordinator):
    client, _ = coordinator
    known = factories.person(first_name="ผู้เข้าอบรม", last_name="01", phone="0812345678")
    answer = client.post(
        url("person_chooser", "create"),
        {"first_name": "ผู้เข้าอบรม", "last_name": "๐๑", "phone": "081 234 5678"},
    ).json()
    assert answer["result"]["id"] == str(known.pk)
    assert Person.objects.filter(phone="0812345678").count() == 1


# Editions of the self-assessment


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


# Lists: search, filters, export, queries


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


@pytest.mark.parametrize("name", ["funds", "fund_years", "assessments", "offices", "people"])
def test_lists_cost_the_same_for_one_row_and_three(coordinator, same_queries, name):
    client, _ = coordinator
    same_queries(lambda: one_of_each(HERE), lambda: client.get(url(name)))

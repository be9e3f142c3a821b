"""The public list of workshops with its filters."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from courses.models import CurriculumPage, Workshop
from portal.funds.models import Region
from tests import factories

pytestmark = pytest.mark.django_db


def html(client, address="/workshops/", **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def fill(workshop, people=None):
    for _ in range(people or workshop.seats):
        factories.registration(workshop)


def test_coming_and_past_are_apart_and_drafts_hidden(client):
    factories.workshop("กำลังจะมา")
    factories.workshop("ผ่านไปแล้ว", first_day=date(2023, 3, 27))
    factories.workshop("ฉบับร่าง", status=Workshop.Status.DRAFT)
    coming, past = html(client), html(client, when="past")
    assert "กำลังจะมา" in coming
    assert "ผ่านไปแล้ว" not in coming
    assert "ผ่านไปแล้ว" in past
    assert "27–28 มี.ค. 2566" in past
    assert "ฉบับร่าง" not in coming + past + html(client, when="drafts")


def test_drafts_are_listed_for_those_who_manage_them(client):
    trainer = factories.trainer()
    factories.workshop("ร่างของฉัน", status=Workshop.Status.DRAFT, trainers=[trainer])
    client.force_login(trainer)
    assert "ร่างของฉัน" in html(client, when="drafts")
    client.force_login(factories.coordinator("58"))
    assert "ร่างของฉัน" in html(client, when="drafts")
    for stranger in (factories.coordinator("50"), factories.trainer(), factories.officer()):
        client.force_login(stranger)
        assert "ร่างของฉัน" not in html(client, when="drafts")


def test_places_are_found_by_where_it_is_and_for_whom(client):
    north = Region.objects.get(slug="north")
    province = factories.area("58")
    province.region = north
    province.save()
    factories.workshop("ที่ปางหมู", venue=factories.venue("580104"))
    for_pang_mapha = factories.workshop("เพื่อปางมะผ้า", venue=factories.venue("500101"))
    for_pang_mapha.districts.set([factories.area("5807")])
    for_pang_mapha.save()
    for_the_north = factories.workshop("เพื่อภาคเหนือ", venue=factories.venue("500101"))
    for_the_north.regions.set([north])
    for_the_north.save()

    def shown(**query):
        page = html(client, **query)
        return [name for name in ("ที่ปางหมู", "เพื่อปางมะผ้า", "เพื่อภาคเหนือ") if f">{name}</a>" in page]

    assert shown(province="58") == ["ที่ปางหมู", "เพื่อปางมะผ้า"]
    assert shown(province="58", district="5807") == ["เพื่อปางมะผ้า"]
    assert shown(province="50") == ["เพื่อปางมะผ้า", "เพื่อภาคเหนือ"]
    assert shown(region="north") == ["ที่ปางหมู", "เพื่อภาคเหนือ"]


def test_subject_month_and_seats_left(client):
    accounts = factories.curriculum(subjects=[factories.subject("accounts")])
    full = factories.workshop("เต็มแล้ว", seats=1)
    fill(full)
    closed = factories.workshop("ปิดรับ", status=Workshop.Status.CLOSED)
    factories.workshop("เรื่องบัญชี", curriculum=accounts)
    factories.workshop("ปีหน้า", first_day=date(timezone.localdate().year + 2, 1, 5))
    page = html(client, subject="accounts")
    assert "เรื่องบัญชี" in page
    assert full.title not in page
    page = html(client, month=f"{timezone.localdate().year + 2}-01")
    assert "ปีหน้า" in page
    assert "เรื่องบัญชี" not in page
    page = html(client, free="on")
    assert full.title not in page
    assert closed.title not in page
    assert "เรื่องบัญชี" in page


def test_the_level_of_the_curriculum(client):
    level = CurriculumPage.Level.values[0]
    factories.workshop("ตามระดับ", curriculum=factories.curriculum(level=level))
    factories.workshop("ไม่บอกระดับ")
    page = html(client, level=level)
    assert "ตามระดับ" in page
    assert "ไม่บอกระดับ" not in page


def test_the_calendar_of_what_is_shown_is_a_press_away(client):
    factories.workshop()
    assert "/workshops/calendar.ics" in html(client)
    assert "/workshops/calendar/58.ics" in html(client, province="58")
    assert "/workshops/calendar" not in html(client, when="past")


def test_months_are_offered_in_the_readers_era(client):
    factories.workshop(first_day=date(2023, 3, 27))
    assert "มี.ค. 2566" in html(client, when="past")
    assert "Mar 2023" in html(client, "/en/workshops/", when="past")


@pytest.mark.parametrize(
    "query",
    [
        {"province": "99"},
        {"province": "'; --", "district": "5807"},
        {"month": "2566-13"},
        {"subject": "ไม่มี"},
        {"region": "x"},
        {"curriculum": "999999"},
        {"when": "never"},
        {"level": "x"},
        {"page": "-1"},
    ],
)
def test_what_is_not_understood_narrows_nothing(client, query):
    factories.workshop("กำลังจะมา")
    assert "กำลังจะมา" in html(client, **query)


def test_an_answer_without_workshops_says_what_to_do(client):
    assert 'class="empty"' in html(client)
    factories.workshop()
    factories.area("50")
    assert 'class="empty"' in html(client, province="50")


def test_the_list_comes_in_pages_that_keep_the_filters(client):
    curriculum, venue = factories.curriculum(), factories.venue()
    for _ in range(21):
        last = factories.workshop(curriculum=curriculum, venue=venue)
    page = html(client, province="58")
    assert page.count("row__title") == 20
    mark = f"{last.starts_on:%Y-%m-%d}.{last.pk - 1}"
    assert f"province=58&amp;after={mark}" in page
    assert html(client, province="58", after=mark).count("row__title") == 1


def test_a_longer_list_costs_no_more_queries(client, same_queries):
    def add_row():
        fill(factories.workshop(demo=True), 2)

    assert same_queries(add_row, lambda: client.get("/workshops/")) <= 20


def test_how_each_stands_is_said_in_words(client):
    later = timezone.now() + timedelta(days=2)
    factories.workshop("ยังไม่เปิด", opens_at=later)
    factories.workshop("ยกเลิก", status=Workshop.Status.CANCELLED)
    fill(factories.workshop("เต็ม", seats=2))
    page = html(client, "/en/workshops/")
    assert "opens" in page
    assert "cancelled" in page
    assert "Full" in page

"""Workshops in calendar programs: what is right in every entry, and who reads which calendar."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.utils import timezone
from icalendar import Calendar

from courses.models import CalendarAddress, HalfDay, Registration, Workshop
from courses.workshops.calendars import renew_address
from courses.workshops.places import refresh_search
from courses.workshops.running import cancel, change_workshop
from tests import factories

pytestmark = pytest.mark.django_db
BANGKOK = ZoneInfo("Asia/Bangkok")
DAY = timezone.localdate() + timedelta(days=20)
LONG = "โครงการเพิ่มศักยภาพเครือข่ายสวัสดิการชุมชนจังหวัดแม่ฮ่องสอนและพื้นที่ใกล้เคียงประจำปี"


def calendar(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def events(client, address):
    return calendar(client, address).walk("VEVENT")


def of(client, workshop):
    return events(client, f"/workshops/{workshop.pk}.ics")


def test_each_day_is_one_entry_from_its_first_to_its_last_hour(client):
    workshop = factories.workshop(first_day=DAY)
    first, second = of(client, workshop)
    assert first.decoded("dtstart") == datetime.combine(DAY, time(9), tzinfo=BANGKOK)
    assert first.decoded("dtend") == datetime.combine(DAY, time(16), tzinfo=BANGKOK)
    assert first["dtstart"].params["TZID"] == "Asia/Bangkok"
    assert second.decoded("dtstart").date() == DAY + timedelta(days=1)
    assert "(วันที่ 1 จาก 2)" in first["summary"]
    assert first["status"] == "CONFIRMED"


def test_a_missing_hour_makes_it_a_whole_day(client):
    workshop = factories.workshop(first_day=DAY)
    workshop.half_days.filter(day=DAY, part=HalfDay.Part.MORNING).update(starts_at=None)
    first, second = of(client, workshop)
    assert (first.decoded("dtstart"), first.decoded("dtend")) == (DAY, DAY + timedelta(days=1))
    assert isinstance(second.decoded("dtstart"), datetime)


def test_without_half_days_every_day_is_there(client):
    workshop = factories.workshop(first_day=DAY, days=3)
    workshop.half_days.all().delete()
    assert [event.decoded("dtstart") for event in of(client, workshop)] == [
        DAY + timedelta(days=number) for number in range(3)
    ]


def test_an_entry_says_where_and_what_and_leads_back(client):
    venue = factories.venue(address="ถนนสมมติ 1; ติดตลาด, ชั้น 2", latitude=19.3, longitude=97.9)
    workshop = factories.workshop(
        LONG, first_day=DAY, days=1, venue=venue, contact_name="ผู้ประสานงานสมมติ"
    )
    Workshop.objects.update(contact_phone="0812345678")
    workshop.half_days.filter(part=HalfDay.Part.MORNING).update(topic="เปิดเวที")
    (event,) = of(client, workshop)
    assert event["summary"] == LONG
    assert str(event["location"]).startswith(f"{venue}, {venue.address}, ")
    assert event["geo"].to_ical() == "19.3;97.9"
    assert event["url"] == f"http://testserver/workshops/{workshop.pk}/"
    assert "09.00–12.00 เปิดเวที" in event["description"]
    assert "081-234-5678" in event["description"]


def test_it_is_written_as_the_standard_wants(client):
    workshop = factories.workshop(LONG, first_day=DAY)
    body = client.get(f"/workshops/{workshop.pk}.ics").content
    lines = body.split(b"\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no Thai letter is cut in two
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert b"BEGIN:VTIMEZONE" in lines
    assert b"METHOD:PUBLISH" in lines


def test_a_change_moves_the_entries_it_had(client):
    workshop = factories.workshop(first_day=DAY)
    before = of(client, workshop)
    Workshop.objects.update(
        created_at=timezone.now() - timedelta(days=2), updated_at=timezone.now() - timedelta(days=1)
    )
    older = of(client, workshop)
    moved = {"starts_on": DAY + timedelta(days=2), "ends_on": DAY + timedelta(days=3)}
    change_workshop(workshop=workshop, **moved)
    after = of(client, workshop)
    assert [event["uid"] for event in before] == [event["uid"] for event in after]
    assert len({event["uid"] for event in after}) == 2
    assert after[0]["sequence"] > older[0]["sequence"]
    assert after[0].decoded("last-modified") > older[0].decoded("last-modified")
    assert after[0].decoded("dtstart").date() == DAY + timedelta(days=2)


def test_what_is_called_off_says_so(client):
    workshop = factories.workshop(first_day=DAY, days=1)
    cancel(workshop=workshop, reason="ถนนขาด")
    (event,) = of(client, workshop)
    assert event["status"] == "CANCELLED"
    assert event["summary"].startswith("(ยกเลิกแล้ว)")
    assert "ถนนขาด" in event["description"]


def test_drafts_are_in_no_calendar(client):
    trainer = factories.trainer()
    draft = factories.workshop(status=Workshop.Status.DRAFT, trainers=[trainer])
    client.force_login(trainer)
    token = renew_address(user=trainer).token
    assert client.get(f"/workshops/{draft.pk}.ics").status_code == 404
    assert events(client, "/workshops/calendar.ics") == []
    assert events(client, f"/calendars/{token}.ics") == []


def titles(client, address):
    return [str(event["summary"]) for event in events(client, address)]


def test_a_province_reads_what_is_held_there_or_meant_for_it(client):
    factories.area("5807")
    factories.workshop("ที่นี่", first_day=DAY, days=1)
    meant = factories.workshop("เพื่อที่นี่", first_day=DAY, days=1, venue=factories.venue("500101"))
    meant.districts.set([factories.area("5807")])
    meant.save()
    factories.workshop("ที่อื่น", first_day=DAY, days=1, venue=factories.venue("500101"))
    factories.workshop("นานแล้ว", first_day=date(2023, 3, 27), days=1)
    assert titles(client, "/workshops/calendar/58.ics") == ["ที่นี่", "เพื่อที่นี่"]
    assert titles(client, "/workshops/calendar.ics") == ["ที่นี่", "เพื่อที่นี่", "ที่อื่น"]
    name = calendar(client, "/workshops/calendar/58.ics")["x-wr-calname"]
    assert "แม่ฮ่องสอน" in name


@pytest.mark.parametrize("code", ["99", "5801", "x", "' --", "%00"])
def test_there_is_no_such_province(client, code):
    factories.area("5801")
    assert client.get(f"/workshops/calendar/{code}.ics").status_code == 404


def test_whoever_has_it_already_gets_no_second_copy(client):
    workshop = factories.workshop(first_day=DAY)
    for address in (f"/workshops/{workshop.pk}.ics", "/workshops/calendar.ics"):
        response = client.get(address)
        assert "public" in response["Cache-Control"]
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        again = client.get(address, headers={"if-none-match": response["ETag"]})
        assert again.status_code == 304
        assert again.content == b""
        change_workshop(workshop=workshop, paid_by=f"กองทุน {address}")
        HalfDay.objects.update(topic=address)
        assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 200


def test_in_english_it_reads_english(client):
    workshop = factories.workshop(first_day=DAY)
    first, _ = events(client, f"/en/workshops/{workshop.pk}.ics")
    assert "(day 1 of 2)" in first["summary"]
    assert "/en/workshops/" in first["url"]


def test_ones_own_calendar_has_what_one_goes_to_and_teaches(client):
    user = factories.trainer()
    mine = factories.workshop("ไปเรียน", first_day=DAY, days=1)
    factories.registration(mine, person=user.person)
    waiting = factories.workshop("รออยู่", first_day=DAY, days=1)
    status = Registration.Status.WAITING
    place = factories.registration(waiting, person=user.person, status=status, seat=None)
    gone = factories.workshop("คืนที่แล้ว", first_day=DAY, days=1)
    status = Registration.Status.CANCELLED
    factories.registration(gone, person=user.person, status=status, seat=None)
    factories.workshop("ไปสอน", first_day=DAY, days=1, trainers=[user])
    factories.registration(factories.workshop("ของคนอื่น", first_day=DAY, days=1))
    address = f"/calendars/{renew_address(user=user).token}.ics"
    found = {event["uid"]: event for event in events(client, address)}
    assert sorted(event["summary"] for event in found.values()) == [
        "(รอที่นั่ง) รออยู่",
        "(สอน) ไปสอน",
        "ไปเรียน",
    ]
    uid, entry = next((u, e) for u, e in found.items() if "รออยู่" in e["summary"])
    assert entry["status"] == "TENTATIVE"
    place.status, place.seat = Registration.Status.CONFIRMED, 1
    place.save()
    after = {event["uid"]: event for event in events(client, address)}[uid]
    assert (after["summary"], after["status"]) == ("รออยู่", "CONFIRMED")
    assert after["sequence"] > entry["sequence"]


def test_the_secret_address_is_made_shown_and_renewed(client):
    user = factories.user()
    client.force_login(user)
    assert not CalendarAddress.objects.exists()
    assert ".ics" not in client.get("/me/calendar/").content.decode()
    assert not CalendarAddress.objects.exists()
    client.post("/me/calendar/")
    old = CalendarAddress.objects.get().token
    page = client.get("/me/calendar/").content.decode()
    assert f"http://testserver/calendars/{old}.ics" in page
    assert f"webcal://testserver/calendars/{old}.ics" in page
    client.logout()
    response = client.get(f"/calendars/{old}.ics")
    assert "private" in response["Cache-Control"]
    renewed = renew_address(user=user).token
    assert renewed != old
    assert client.get(f"/calendars/{old}.ics").status_code == 404
    assert client.get(f"/calendars/{renewed}.ics").status_code == 200


def test_a_closed_account_has_no_calendar_any_more(client):
    user = factories.user()
    token = renew_address(user=user).token
    user.is_active = False
    user.save()
    assert client.get(f"/calendars/{token}.ics").status_code == 404


def test_a_long_calendar_is_made_once_for_each_change(client, django_assert_num_queries):
    workshop = factories.workshop(first_day=DAY)
    first = client.get("/workshops/calendar.ics").content
    with django_assert_num_queries(1):
        assert client.get("/workshops/calendar.ics").content == first
    venue = workshop.venue
    venue.name = "ศาลาที่เปลี่ยนชื่อ"
    venue.save()
    refresh_search(venue)
    assert "ศาลาที่เปลี่ยนชื่อ" in titled(client)


def titled(client) -> str:
    (event, _second) = events(client, "/workshops/calendar.ics")
    return str(event["location"])


def test_a_longer_calendar_costs_no_more_queries(client, same_queries):
    user = factories.trainer()
    token = renew_address(user=user).token

    def add_row():
        factories.registration(
            factories.workshop(first_day=DAY, trainers=[user]), person=user.person
        )

    def ask():
        cache.clear()
        return client.get("/workshops/calendar.ics")

    assert same_queries(add_row, ask) <= 3
    assert same_queries(add_row, lambda: client.get(f"/calendars/{token}.ics")) <= 5

"""The trainer's guide: its clock, its readers, and editions with their numbers."""

from datetime import date, time
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from courses.curricula.timing import Slot, days_from, timetable
from courses.models import Edition, Prerequisite
from tests import factories
from tests.courses import teaching

SECRET = "ห้ามบอกผู้เข้าอบรม"


def lesson(minutes, *steps):
    told = [{"minutes": length, "what": "ทำ"} for length in steps]
    return SimpleNamespace(value={"minutes": minutes, "guide": {"steps": told}})


def clocks(planned):
    """(day, from, until) of each session, half-day by half-day."""
    return [
        [(half.slot and half.slot.day, str(run.starts)[:5], str(run.ends)[:5]) for run in half.runs]
        for half in planned
    ]


# The clock


def test_sessions_follow_each_other_from_the_start_of_the_day():
    planned = timetable([lesson(45), lesson(45), lesson(90)], days_from(time(9)))
    told = [(1, "09:00", "09:45"), (1, "09:45", "10:30"), (1, "10:30", "12:00")]
    assert clocks(planned) == [told]


def test_what_does_not_fit_begins_the_next_half_day():
    planned = timetable([lesson(120), lesson(90), lesson(120), lesson(60)], days_from(time(9)))
    assert clocks(planned) == [
        [(1, "09:00", "11:00")],
        [(1, "13:00", "14:30"), (1, "14:30", "16:30")],
        [(2, "09:00", "10:00")],
    ]


def test_what_is_longer_than_a_half_day_runs_over_and_says_so():
    (half,) = timetable([lesson(240)], days_from(time(9)))
    assert half.runs[0].over
    assert half.runs[0].ends == time(13)


def test_a_day_may_begin_in_the_afternoon_or_evening():
    assert clocks(timetable([lesson(60)], days_from(time(13)))) == [[(1, "13:00", "14:00")]]
    assert clocks(timetable([lesson(60)], days_from(time(18)))) == [[(1, "18:00", "19:00")]]
    assert timetable([lesson(600)], days_from(time(23)))[0].runs[0].ends == time(23, 59)


def test_steps_have_their_own_times():
    run = timetable([lesson(60, 10, 20)], days_from(time(9)))[0].runs[0]
    assert [step.starts for step in run.steps] == [time(9), time(9, 10)]
    assert run.planned == 30


def test_a_workshops_half_days_may_be_used_up():
    slots = [Slot(1, time(9), time(10), date(2023, 3, 27))]
    planned = timetable([lesson(60), lesson(60, 30), lesson(30)], slots)
    assert clocks(planned) == [
        [(1, "09:00", "10:00")],
        [(None, "None", "None"), (None, "None", "None")],
    ]
    assert planned[1].runs[0].steps[0].starts is None


def test_nothing_is_planned_for_no_sessions():
    assert timetable([], days_from(time(9))) == []


# Its page


@pytest.fixture
def page(db):
    return factories.curriculum(
        guide_checklist="ปลั๊กพ่วง\n\nกระดาษ",
        guide_notes=f"<p>{SECRET}</p>",
        sessions=[
            teaching.session(
                minutes=60, guide=teaching.guide(steps=[(20, "เปิดวง")], checklist=["ลูกบอล"])
            )
        ],
    )


def shown(client, page, **query):
    response = client.get(f"/curricula/{page.pk}/guide/", query)
    assert response.status_code == 200
    return response.content.decode()


def test_visitors_and_members_do_not_read_it(client, page):
    assert client.get(f"/curricula/{page.pk}/guide/").status_code == 302
    client.force_login(factories.officer())
    assert client.get(f"/curricula/{page.pk}/guide/").status_code == 403


@pytest.mark.parametrize("role", ["trainer", "coordinator", "administrator"])
def test_those_who_work_for_the_network_do(client, page, role):
    client.force_login(getattr(factories, role)())
    html = shown(client, page)
    for text in (SECRET, "ปลั๊กพ่วง", "กระดาษ", "ลูกบอล", "เปิดวง", "09.00–10.00", "09.00"):
        assert text in html
    response = client.get(f"/curricula/{page.pk}/guide/")
    assert "no-store" in response["Cache-Control"]


def test_another_hour_to_begin_at(client, page):
    client.force_login(factories.trainer())
    assert "13.30–14.30" in shown(client, page, starts="13.30")
    assert "08.00–09.00" in shown(client, page, starts="๘.๐๐")


@pytest.mark.parametrize("typed", ["25", "x", "<b>", "9" * 50])
def test_an_hour_not_understood_is_said_and_kept(client, page, typed):
    client.force_login(factories.trainer())
    html = shown(client, page, starts=typed)
    assert "field__error" in html
    assert "09.00–10.00" in html


def test_a_workshops_guide_has_its_own_days(client, page):
    workshop = factories.workshop(
        curriculum=page, edition=page.live_revision, first_day=date(2023, 3, 27)
    )
    client.force_login(factories.trainer())
    html = client.get(f"/workshops/{workshop.pk}/curriculum/guide/").content.decode()
    assert "วันจันทร์ที่ 27 มีนาคม 2566" in html
    assert 'name="starts"' not in html


def test_a_restricted_curriculum_keeps_its_guide_too(client, page):
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    client.force_login(factories.trainer())
    response = client.get(f"/curricula/{page.pk}/guide/")
    assert SECRET not in response.content.decode()


def test_the_editor_previews_the_guide(page):
    for mode in ("", "guide"):
        request = page.make_preview_request(preview_mode=mode)
        assert request.status_code == 200
    assert SECRET in page.make_preview_request(preview_mode="guide").render().content.decode()


# Editions


def test_every_published_text_has_the_next_number(page):
    assert [one.number for one in page.editions.all()] == [1]
    for text in ("สอง", "สาม"):
        page.summary = text
        page.save_revision().publish()
    assert [one.number for one in page.editions.all()] == [1, 2, 3]
    page.save_revision()
    assert page.editions.count() == 3


def test_publishing_the_same_text_again_is_the_same_edition(page):
    revision = page.live_revision
    page.unpublish()
    revision.publish()
    assert page.editions.count() == 1


def test_the_page_says_which_edition_it_is(client, page):
    page.editions.update(published_at="2023-03-27T02:00:00Z")
    assert "ฉบับที่ 1 วันที่ 27 มีนาคม 2566" in client.get(page.url).content.decode()


def test_a_workshop_says_which_edition_it_was_taught_with(client, page):
    workshop = factories.workshop(curriculum=page, edition=page.live_revision)
    Edition.objects.update(published_at="2023-03-27T02:00:00Z")
    page.summary = "ฉบับใหม่"
    page.save_revision().publish()
    html = client.get(f"/workshops/{workshop.pk}/curriculum/").content.decode()
    assert "ฉบับที่ 1 วันที่ 27 มีนาคม 2566" in html
    assert "ฉบับใหม่" not in html


def test_numbers_stay_when_old_texts_are_cleared_away(page):
    for text in ("สอง", "สาม"):
        page.summary = text
        page.save_revision().publish()
    call_command("purge_revisions", "--pages", verbosity=0)
    page.refresh_from_db()
    assert [one.number for one in page.editions.all()] == [1, 2, 3]
    page.save_revision().publish()
    assert page.editions.last().number == 4


@pytest.mark.django_db
def test_what_was_taught_is_read_without_its_document_picture_subject_and_prerequisite(client):
    first, subject = factories.curriculum("ขั้นก่อน"), factories.subject("weaving")
    file, image = teaching.document(), teaching.picture()
    page = factories.curriculum(
        subjects=[subject],
        prerequisites=[Prerequisite(needs=first)],
        sessions=[
            teaching.module(
                "หมวด",
                teaching.session_value(
                    "คาบที่สอนแล้ว",
                    materials=[
                        teaching.material("ใบงานหาย", document=file),
                        teaching.material("ภาพหาย", image=image),
                    ],
                ),
            )
        ],
    )
    workshop = factories.workshop(curriculum=page, edition=page.live_revision)
    page.sessions, page.subjects = [], []
    page.prerequisites = []
    page.save_revision().publish()
    for gone in (file, image, subject, first):
        gone.delete()
    address = f"/workshops/{workshop.pk}/curriculum/"
    html = client.get(address).content.decode()
    for text in ("คาบที่สอนแล้ว", "ใบงานหาย", "ภาพหาย"):
        assert text in html
    assert client.get(f"{address}zip/").status_code == 200
    assert client.get(f"{address}print/").status_code == 200


def test_texts_published_before_there_were_numbers_get_them_in_order(page):
    workshop = factories.workshop(curriculum=page, edition=page.live_revision)
    for text in ("สอง", "สาม"):
        page.summary = text
        page.save_revision().publish()
    Edition.objects.all().delete()
    uid = page.uid
    import_module("courses.migrations.0005_number_editions").make(apps, None)
    page.refresh_from_db()
    numbered = list(page.editions.values_list("revision", "number"))
    assert numbered == [(workshop.edition_id, 1), (page.live_revision_id, 2)]
    assert page.uid != uid


# A text closed to the public since


def test_a_withdrawn_text_shows_to_those_who_took_part(client, page):
    workshop = factories.workshop(curriculum=page, edition=page.live_revision)
    member = factories.user()
    place = factories.registration(workshop, person=member.person)
    page.unpublish()
    address = f"/workshops/{workshop.pk}/curriculum/"
    for tail in ("", "zip/", "print/"):
        assert client.get(address + tail).status_code == 403
        assert client.get(address + tail, {"place": place.token}).status_code == 200
        assert client.get(address + tail, {"place": "x"}).status_code == 403
    html = client.get(address, {"place": place.token}).content.decode()
    assert f"{address}zip/?place={place.token}" in html
    client.force_login(member)
    assert client.get(address).status_code == 200


def test_a_cancelled_place_and_another_workshops_do_not_count(client, page):
    workshop = factories.workshop(curriculum=page, edition=page.live_revision)
    cancelled = factories.registration(workshop, status="cancelled", seat=None)
    other = factories.registration(factories.workshop(curriculum=page))
    page.unpublish()
    for place in (cancelled, other):
        query = {"place": place.token}
        assert client.get(f"/workshops/{workshop.pk}/curriculum/", query).status_code == 403


def test_a_text_closed_since_says_why(client, page):
    workshop = factories.workshop(curriculum=page, edition=page.live_revision)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    response = client.get(f"/workshops/{workshop.pk}/curriculum/")
    assert response.status_code == 403
    assert "ผู้ที่เข้าอบรม" in response.content.decode()
    client.force_login(factories.user())
    assert client.get(f"/workshops/{workshop.pk}/curriculum/").status_code == 200

"""Opening, changing, publishing, closing and cancelling workshops."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from courses.models import HalfDay, Registration, Venue, Workshop
from courses.workshops import running as workshops
from courses.workshops.timetable import HalfDayPlan, WorkshopError, usual_half_days
from tests import factories

pytestmark = pytest.mark.django_db
Part = HalfDay.Part
FIRST = date(2030, 3, 27)
LAST = date(2030, 3, 28)


def opened(**kwargs) -> Workshop:
    return workshops.open_workshop(
        **{
            "curriculum": kwargs.pop("curriculum", None) or factories.curriculum("หลักสูตรบัญชี"),
            "venue": kwargs.pop("venue", None) or factories.venue(),
            "starts_on": FIRST,
            "ends_on": LAST,
            "seats": 60,
            **kwargs,
        }
    )


def halves(workshop):
    return [(row.day.day, row.part, row.topic) for row in HalfDay.objects.filter(workshop=workshop)]


def marked(workshop, *, day=FIRST, part=Part.MORNING, present=True):
    half_day = HalfDay.objects.get(workshop=workshop, day=day, part=part)
    factories.registration(workshop).attendance.create(half_day=half_day, present=present)


# Opening


def test_a_morning_and_an_afternoon_a_day_at_the_usual_times():
    plans = usual_half_days(FIRST, LAST)
    assert [(plan.day, plan.part) for plan in plans] == [
        (FIRST, Part.MORNING),
        (FIRST, Part.AFTERNOON),
        (LAST, Part.MORNING),
        (LAST, Part.AFTERNOON),
    ]
    assert (plans[0].starts_at, plans[0].ends_at) == (time(9), time(12))
    assert (plans[1].starts_at, plans[1].ends_at) == (time(13), time(16))


def test_opening_makes_a_draft_with_its_half_days():
    trainer = factories.trainer()
    district = factories.area("5807")
    workshop = opened(trainers=[trainer], districts=[district], paid_by="กองทุนส่งเสริมฯ")
    workshop = Workshop.objects.get(pk=workshop.pk)
    assert workshop.status == Workshop.Status.DRAFT
    assert workshop.half_days.count() == 4
    assert workshop.trainer_ids == {trainer.pk}
    assert list(workshop.districts.all()) == [district]
    assert workshop.paid_by == "กองทุนส่งเสริมฯ"


def test_half_days_may_be_given():
    plan = HalfDayPlan(FIRST, Part.AFTERNOON, time(14), time(17), "เปิดงาน")
    workshop = opened(half_days=[plan])
    row = workshop.half_days.get()
    assert (row.day, row.part, row.starts_at, row.topic) == (
        FIRST,
        Part.AFTERNOON,
        time(14),
        "เปิดงาน",
    )


def test_the_text_of_the_day_is_pinned():
    curriculum = factories.curriculum(summary="อย่างที่สอนวันนั้น")
    workshop = opened(curriculum=curriculum)
    curriculum.summary = "แก้ไขภายหลัง"
    curriculum.save_revision().publish()
    workshop = Workshop.objects.get(pk=workshop.pk)
    assert workshop.edition.as_object().summary == "อย่างที่สอนวันนั้น"
    assert workshop.curriculum.summary == "แก้ไขภายหลัง"
    assert workshop.edition_id != workshop.curriculum.live_revision_id


def test_a_changed_draft_of_the_curriculum_is_not_what_is_taught():
    curriculum = factories.curriculum(summary="ที่เผยแพร่แล้ว")
    curriculum.summary = "ฉบับร่าง"
    curriculum.save_revision()
    assert opened(curriculum=curriculum).edition.as_object().summary == "ที่เผยแพร่แล้ว"


def test_an_unpublished_curriculum_opens_nothing():
    curriculum = factories.curriculum()
    curriculum.unpublish()
    with pytest.raises(WorkshopError) as refusal:
        opened(curriculum=curriculum)
    assert refusal.value.field == "curriculum"
    assert not Workshop.objects.exists()


def test_without_a_title_it_is_a_numbered_round():
    curriculum = factories.curriculum("หลักสูตรบัญชี")
    first = opened(curriculum=curriculum)
    second = opened(curriculum=curriculum, starts_on=LAST)
    assert first.title.startswith("หลักสูตรบัญชี")
    assert "1" in first.title
    assert second.title == first.title.replace("1", "2")


def test_a_very_long_curriculum_title_still_gives_a_title_that_fits():
    workshop = opened(curriculum=factories.curriculum("ก" * 255))
    assert len(workshop.title) == 200
    assert workshop.title.endswith("1")


def test_opening_twice_gives_the_same_workshop():
    same = {"curriculum": factories.curriculum(), "venue": factories.venue()}
    first = opened(**same)
    assert opened(**same) == first
    assert opened(**same, title="อีกชื่อ") != first
    assert opened(**same, title="อีกชื่อ").half_days.count() == 4
    assert Workshop.objects.count() == 2


def test_a_new_venue_is_added_once():
    def typed():
        return Venue(name="วัดจองคำ", room="ศาลา", subdistrict=factories.area("580101"))

    first, second = opened(venue=typed()), opened(venue=typed())
    assert first.venue_id == second.venue_id
    assert Venue.objects.filter(name="วัดจองคำ").count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_on": FIRST - timedelta(days=1)}, "ends_on"),
        ({"ends_on": FIRST + timedelta(days=366)}, "ends_on"),
        ({"seats": 0}, "seats"),
        ({"seats": 5001}, "seats"),
        ({"seats_per_fund": 0}, "seats_per_fund"),
        ({"about": "เลข 1-1037-02071-81-1 ของฉัน"}, "about"),
        ({"title": "ก" * 201}, "title"),
        ({"half_days": []}, "half_days"),
        ({"half_days": [HalfDayPlan(LAST + timedelta(days=1), Part.MORNING)]}, "half_days"),
        ({"half_days": [HalfDayPlan(FIRST, Part.MORNING, time(12), time(9))]}, "half_days"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(wrong, field):
    with pytest.raises(WorkshopError) as refusal:
        opened(**wrong)
    assert refusal.value.field == field
    assert str(refusal.value)
    assert not Workshop.objects.exists()


# Changing


def test_seats_never_fall_below_those_confirmed():
    workshop = factories.workshop(seats=3)
    factories.registration(workshop)
    factories.registration(workshop)
    with pytest.raises(WorkshopError, match="2") as refusal:
        workshops.change_workshop(workshop=workshop, seats=1, title="ใหม่")
    assert refusal.value.field == "seats"
    workshop.refresh_from_db()
    assert workshop.seats == 3
    assert workshop.title != "ใหม่"
    assert workshops.change_workshop(workshop=workshop, seats=2).seats == 2


def test_a_funds_share_never_falls_below_what_it_has():
    workshop, fund = factories.workshop(), factories.fund()
    factories.registration(workshop, of_fund=fund)
    factories.registration(workshop, of_fund=fund)
    factories.registration(workshop)
    with pytest.raises(WorkshopError) as refusal:
        workshops.change_workshop(workshop=workshop, seats_per_fund=1)
    assert refusal.value.field == "seats_per_fund"
    assert workshops.change_workshop(workshop=workshop, seats_per_fund=2).seats_per_fund == 2


def test_seats_added_go_to_those_who_wait():
    workshop = factories.workshop(seats=1)
    factories.registration(workshop)
    waiting = factories.registration(workshop, status=Registration.Status.WAITING, seat=None)
    workshops.change_workshop(workshop=workshop, seats=2)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.seat) == (Registration.Status.CONFIRMED, 2)


def test_longer_days_come_with_half_days_and_shorter_ones_take_theirs():
    workshop = opened()
    HalfDay.objects.filter(workshop=workshop, day=FIRST, part=Part.AFTERNOON).delete()
    HalfDay.objects.filter(workshop=workshop, day=FIRST).update(topic="เปิดงาน")
    third = LAST + timedelta(days=1)
    workshop = workshops.change_workshop(workshop=workshop, ends_on=third)
    assert halves(workshop) == [
        (27, Part.MORNING, "เปิดงาน"),
        (28, Part.MORNING, ""),
        (28, Part.AFTERNOON, ""),
        (29, Part.MORNING, ""),
        (29, Part.AFTERNOON, ""),
    ]
    workshop = workshops.change_workshop(workshop=workshop, ends_on=FIRST)
    assert halves(workshop) == [(27, Part.MORNING, "เปิดงาน")]


def test_other_changes_leave_the_half_days_alone():
    workshop = opened(half_days=[HalfDayPlan(LAST, Part.MORNING)])
    workshops.change_workshop(workshop=workshop, about="เพิ่มเติม")
    assert halves(workshop) == [(28, Part.MORNING, "")]


def test_a_half_day_that_stays_keeps_its_row():
    workshop = opened()
    marked(workshop)
    before = HalfDay.objects.get(workshop=workshop, day=FIRST, part=Part.MORNING)
    workshops.change_workshop(
        workshop=workshop, half_days=[HalfDayPlan(FIRST, Part.MORNING, topic="แนะนำตัว")]
    )
    after = HalfDay.objects.get(workshop=workshop)
    assert (after.pk, after.topic) == (before.pk, "แนะนำตัว")
    assert after.attendance.count() == 1


@pytest.mark.parametrize("present", [True, False])
def test_a_half_day_with_marks_stays(present):
    workshop = opened()
    marked(workshop, present=present)
    with pytest.raises(WorkshopError) as refusal:
        workshops.change_workshop(
            workshop=workshop, half_days=[HalfDayPlan(LAST, Part.MORNING)], seats=99
        )
    assert refusal.value.field == "half_days"
    assert HalfDay.objects.filter(workshop=workshop).count() == 4
    assert Workshop.objects.get(pk=workshop.pk).seats == 60


def test_days_do_not_move_away_from_marks():
    workshop = opened()
    marked(workshop)
    with pytest.raises(WorkshopError):
        workshops.change_workshop(workshop=workshop, starts_on=LAST)
    assert Workshop.objects.get(pk=workshop.pk).starts_on == FIRST


def test_a_misspelt_name_of_a_field_is_no_silent_change():
    with pytest.raises(Exception, match="seat_count"):
        workshops.change_workshop(workshop=opened(), seat_count=5)


# Publishing, closing, cancelling


def test_publish_and_close_and_publish_again():
    workshop = opened()
    assert workshops.publish(workshop=workshop).status == Workshop.Status.OPEN
    assert workshops.publish(workshop=workshop).status == Workshop.Status.OPEN
    assert workshops.close(workshop=workshop).status == Workshop.Status.CLOSED
    assert workshops.close(workshop=workshop).status == Workshop.Status.CLOSED
    assert workshops.publish(workshop=workshop).status == Workshop.Status.OPEN


def test_a_draft_cannot_be_closed():
    with pytest.raises(WorkshopError):
        workshops.close(workshop=opened())


def test_what_is_over_is_not_published_but_was_on_its_day():
    workshop = opened(starts_on=date(2023, 3, 27), ends_on=date(2023, 3, 28))
    with pytest.raises(WorkshopError):
        workshops.publish(workshop=workshop)
    then = timezone.make_aware(datetime(2023, 3, 28, 23, 59))
    assert workshops.publish(workshop=workshop, moment=then).status == Workshop.Status.OPEN


def test_cancelling_says_why_and_leaves_registrations():
    workshop = opened()
    factories.registration(workshop)
    workshop = workshops.cancel(workshop=workshop, reason=" น้ำท่วมถนน ")
    assert workshop.status == Workshop.Status.CANCELLED
    assert workshop.cancelled_because == "น้ำท่วมถนน"
    assert workshop.registrations.confirmed().count() == 1
    assert workshops.publish(workshop=workshop).cancelled_because == ""


def test_cancelling_needs_a_reason():
    with pytest.raises(WorkshopError) as refusal:
        workshops.cancel(workshop=opened(), reason="  ")
    assert refusal.value.field == "reason"


def test_what_took_place_is_not_cancelled():
    workshop = opened()
    marked(workshop)
    with pytest.raises(WorkshopError):
        workshops.cancel(workshop=workshop, reason="ฝนตก")
    absent = opened(starts_on=LAST)
    marked(absent, day=LAST, present=False)
    assert workshops.cancel(workshop=absent, reason="ไม่มีผู้มา").status == "cancelled"

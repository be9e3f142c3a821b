"""The audit of seats: clean where the rules wrote, exit 2 for each fault planted past them."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, utils
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.models import (
    Attendance,
    Invitation,
    Question,
    QuestionAnswer,
    Quota,
    Registration,
    RegistrationGroup,
    RegistrationStep,
    Workshop,
)
from courses.registering.auditing import HANGING, audit, one_moment
from tests import factories
from tests.courses.arriving import come

pytestmark = pytest.mark.usefixtures("in_english")
Status = Registration.Status
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GONE = 987_654


def run(**options) -> tuple[int, str]:
    """Exit code and words of the command."""
    words = StringIO()
    try:
        call_command("audit_seats", stdout=words, stderr=words, **options)
    except SystemExit as end:
        return end.code, words.getvalue()
    return 0, words.getvalue()


def two_seats(title="การอบรมที่ตรวจ", **kwargs):
    """Two seats of two in use, and two people who wait."""
    made = factories.workshop(title, seats=2, **kwargs)
    for _person in range(4):
        come(made)
    return made


@pytest.fixture
def workshop(db):
    return two_seats()


@pytest.fixture
def unguarded(transactional_db):
    """The tables of registration without what the database itself refuses; copied anew after."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute("DROP INDEX courses_registration_seat_once")
        cursor.execute("DROP INDEX courses_registration_person_once_living")
        for table in (model._meta.db_table for model in HANGING):
            for name, about in connection.introspection.get_constraints(cursor, table).items():
                if connection.vendor == "postgresql" and (about["check"] or about["foreign_key"]):
                    cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    yield
    connection.close()  # its pragmas go with it


def sitting(workshop):
    """The first who has a seat."""
    return Registration.objects.filter(workshop=workshop).confirmed().order_by("pk").first()


def waiting(workshop):
    return Registration.objects.filter(workshop=workshop).waiting().first()


def alter(one, **values):
    """Write past the rules, to a registration and to its trail."""
    Registration.objects.filter(pk=one.pk).update(**values)
    if trail := {name: values[name] for name in ("status", "seat") if name in values}:
        RegistrationStep.objects.filter(registration=one).update(**trail)


def group(workshop, **kwargs):
    return RegistrationGroup.objects.create(workshop=workshop, fund=factories.fund(), **kwargs)


def everybody(workshop, **values):
    Registration.objects.filter(workshop=workshop).update(**values)


def answer(registration, **kwargs):
    made = QuestionAnswer(registration=registration, value="9", **kwargs)
    QuestionAnswer.objects.bulk_create([made])


def attend(registration, half_day):
    Attendance.objects.create(registration=registration, half_day=half_day, present=True)


def of_another():
    return factories.workshop(seats=2)


#: What is said about the workshop → how it is planted past the rules.
PLANTED = {
    "2 seats are given of 1": lambda workshop: Workshop.objects.filter(pk=workshop.pk).update(
        seats=1
    ),
    "one person has several places": lambda workshop: everybody(
        workshop, person=factories.person()
    ),
    "seat 2 is given 2 times": lambda workshop: (
        alter(sitting(workshop), seat=2),
        Workshop.objects.filter(pk=workshop.pk).update(seats=1),
    ),
    "waiting although a seat is free for them": lambda workshop: alter(
        sitting(workshop), status=Status.CANCELLED, seat=None
    ),
    "the seat number and the state do not belong together": lambda workshop: alter(
        waiting(workshop), seat=3
    ),
    "who came later, has a seat": lambda workshop: alter(
        waiting(workshop), registered_at=timezone.now() - DAY
    ),
    "registered in the future": lambda workshop: alter(
        Registration.objects.filter(workshop=workshop).latest("pk"),
        registered_at=timezone.now() + DAY,
    ),
    "the offer has run out and the seat is still held": lambda workshop: alter(
        sitting(workshop), status=Status.OFFERED, offer_until=timezone.now() - 2 * HOUR
    ),
    "an offer without an end": lambda workshop: alter(sitting(workshop), status=Status.OFFERED),
    "the trail does not lead to where the registration is": lambda workshop: (
        RegistrationStep.objects.filter(registration=sitting(workshop)).update(seat=99)
    ),
    "wants seats together, and some wait": lambda workshop: everybody(
        workshop, group=group(workshop, all_or_none=True)
    ),
    "registered in a group of another workshop": lambda workshop: alter(
        sitting(workshop), group=group(of_another())
    ),
    "answers to questions of another workshop": lambda workshop: answer(
        sitting(workshop),
        question=Question.objects.create(workshop=of_another(), place=1, text="มากี่โมง"),
    ),
    "attendance at half-days of another workshop": lambda workshop: attend(
        sitting(workshop), of_another().half_days.first()
    ),
    "marked as there without a seat": lambda workshop: attend(
        waiting(workshop), workshop.half_days.first()
    ),
    "there is no such person": lambda workshop: alter(sitting(workshop), person_id=GONE),
    "there is no such fund": lambda workshop: alter(sitting(workshop), fund_id=GONE),
    "there is no such question": lambda workshop: answer(sitting(workshop), question_id=GONE),
}


class TestClean:
    def test_the_empty_portal_is_clean(self, db):
        assert run() == (0, "Nothing is wrong: 0 workshops, 0 registrations.\n")

    def test_what_the_rules_wrote_is_clean(self, workshop):
        assert run() == (0, "Nothing is wrong: 1 workshops, 4 registrations.\n")

    def test_places_from_before_there_was_a_trail_are_clean(self, workshop):
        RegistrationStep.objects.all().delete()
        assert run()[0] == 0


class TestPlanted:
    def test_each_fault_is_said_once_with_the_name_of_its_workshop(self, unguarded):
        curriculum, venue = factories.curriculum(), factories.venue()
        planted = {}
        for number, (says, plant) in enumerate(PLANTED.items()):
            workshop = two_seats(f"ผิดแบบที่ {number}", curriculum=curriculum, venue=venue)
            planted[f"{workshop.pk} {workshop.title}"] = says
            plant(workshop)
        code, words = run()
        assert code == 2
        *lines, count = words.splitlines()
        assert count == f"{len(PLANTED)} things are wrong.", words
        said = dict(line.split(": ", 1) for line in lines)
        assert {name: says for name, says in planted.items() if says not in said[name]} == {}

    def test_what_has_lost_its_workshop_is_said_too(self, unguarded):
        first, second = two_seats("หนึ่ง"), two_seats("สอง")
        everybody(first, workshop_id=GONE)
        RegistrationStep.objects.filter(registration=sitting(second)).update(registration_id=GONE)
        code, words = run()
        assert code == 2
        assert "there is no such workshop" in words
        assert "there is no such registration" in words

    def test_a_quota_over_its_limit(self, workshop):
        everybody(workshop, fund=factories.fund(subdistrict="580702"))
        Quota.objects.create(workshop=workshop, area=factories.area("5807"), at_most=1)
        code, words = run()
        assert code == 2
        assert "Pang Mapha, Mae Hong Son: 2 seats are given, at most 1 are allowed" in words

    def test_somebody_waits_for_a_seat_that_is_no_longer_kept(self, workshop):
        Workshop.objects.filter(pk=workshop.pk).update(seats=3)
        quota = Quota.objects.create(workshop=workshop, area=factories.area("5807"), kept=1)
        quotas = Quota.objects.filter(pk=quota.pk)
        assert run()[0] == 0  # the third seat waits for somebody of that district
        quotas.update(kept_until=timezone.localdate() - 2 * DAY)
        assert "seats are still kept although the day for it is over" in run()[1]
        quotas.update(released_at=timezone.now())
        assert "waiting although a seat is free for them" in run()[1]

    def test_an_invitation_whose_day_is_over_keeps_nothing(self, workshop):
        Workshop.objects.filter(pk=workshop.pk).update(seats=3)
        asked = Invitation.objects.create(
            workshop=workshop,
            fund=factories.fund(),
            seats=1,
            answer_by=timezone.localdate() - 2 * DAY,
        )
        assert "seats are still kept although the day for it is over" in run()[1]
        Invitation.objects.filter(pk=asked.pk).update(answer=Invitation.Answer.YES)
        assert run()[0] == 0


class TestOneWorkshop:
    def test_only_this_one_is_looked_at(self, workshop):
        other = of_another()
        Workshop.objects.filter(pk=workshop.pk).update(seats=1)
        assert run(workshop=other.pk) == (0, "Nothing is wrong: 1 workshops, 0 registrations.\n")
        assert run(workshop=workshop.pk)[0] == 2

    def test_one_that_is_not_there_is_said(self, db):
        with pytest.raises(CommandError, match="There is no such workshop"):
            call_command("audit_seats", workshop=1)


class TestReadingOnly:
    def test_nothing_can_be_written_while_it_looks(self, transactional_db):
        workshop = two_seats()
        with pytest.raises((utils.OperationalError, utils.InternalError)), one_moment():
            Workshop.objects.filter(pk=workshop.pk).update(seats=9)
        assert Workshop.objects.get(pk=workshop.pk).seats == 2
        Workshop.objects.filter(pk=workshop.pk).update(seats=9)  # and afterwards it can

    def test_the_audit_looks_inside_that(self, transactional_db):
        with CaptureQueriesContext(connection) as queries:
            audit()
        said = [query["sql"].lstrip() for query in queries.captured_queries]
        begun = next(
            number for number, sql in enumerate(said) if "READ ONLY" in sql or "BEGIN" in sql
        )
        looks = [number for number, sql in enumerate(said) if sql.startswith("SELECT")]
        assert looks
        assert min(looks) > begun
        words = {sql.split()[0] for sql in said}
        assert words <= {"SELECT", "SET", "PRAGMA", "BEGIN", "ROLLBACK", "COMMIT"}


def test_many_workshops_cost_few_queries(db, django_assert_max_num_queries):
    template = factories.workshop(seats=5)
    for number in range(30):
        template.pk, template.title = None, f"การอบรม {number}"
        template.save()
        for _person in range(2):
            factories.registration(template)
    with CaptureQueriesContext(connection) as queries:
        found = audit()
    assert (found.workshops, found.registrations, found.findings) == (31, 60, ())
    few = len(queries)
    template.pk, template.title = None, "การอบรมอีกรุ่น"
    template.save()
    with CaptureQueriesContext(connection) as queries:
        audit()
    assert len(queries) == few

"""What must have been attended before: by person, by fund, and never in a circle."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from courses.curricula.prerequisites import unmet
from courses.models import Attendance, Prerequisite
from courses.models.prerequisite import way
from portal.people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db
PERSON, FUND = Prerequisite.By.PERSON, Prerequisite.By.FUND


def needing(*needs, by=PERSON):
    """A curriculum that builds on others."""
    page = factories.curriculum("ต่อเนื่อง")
    for number, one in enumerate(needs):
        Prerequisite.objects.create(page=page, needs=one, by=by, sort_order=number)
    return page


def attended(curriculum, *, present=True, **kwargs):
    """Somebody who came to the first half-day of a workshop in the past."""
    workshop = factories.workshop(curriculum=curriculum, first_day=date(2023, 3, 27))
    registration = factories.registration(workshop, **kwargs)
    Attendance.objects.create(
        registration=registration, half_day=workshop.half_days.first(), present=present
    )
    return registration.person


def missing(curriculum, person=None, fund=None):
    return [one.curriculum for one in unmet(curriculum_id=curriculum.pk, person=person, fund=fund)]


def test_nothing_is_asked_where_nothing_is_needed(django_assert_num_queries):
    page, person = factories.curriculum(), factories.person()
    with django_assert_num_queries(1):
        assert unmet(curriculum_id=page.pk, person=person, fund=None) == []


def test_whoever_was_present_once_has_attended():
    first = factories.curriculum()
    page = needing(first)
    assert missing(page, attended(first)) == []
    assert missing(page, factories.person()) == [first]


def test_absence_and_a_seat_alone_are_no_attendance():
    first = factories.curriculum()
    page = needing(first)
    assert missing(page, attended(first, present=False)) == [first]
    seated = factories.registration(factories.workshop(curriculum=first)).person
    assert missing(page, seated) == [first]


def test_another_curriculum_does_not_count():
    first = factories.curriculum()
    assert missing(needing(first), attended(factories.curriculum())) == [first]


def test_by_fund_anybody_of_it_counts_and_nobody_elses():
    first, fund = factories.curriculum(), factories.fund()
    page = needing(first, by=FUND)
    newcomer = factories.person()
    assert missing(page, newcomer, fund) == [first]
    attended(first, of_fund=factories.fund())
    assert missing(page, newcomer, fund) == [first]
    attended(first, of_fund=fund)
    assert missing(page, newcomer, fund) == []


def test_the_fund_does_not_stand_in_for_the_person():
    first, fund = factories.curriculum(), factories.fund()
    attended(first, of_fund=fund)
    assert missing(needing(first, by=PERSON), factories.person(), fund) == [first]


def test_having_come_for_another_fund_is_not_of_this_one():
    first, fund = factories.curriculum(), factories.fund()
    person = attended(first, of_fund=factories.fund())
    assert missing(needing(first, by=FUND), person, fund) == [first]


def test_somebody_new_and_nobody_at_all_are_answered():
    first = factories.curriculum()
    new = Person(first_name="ผู้มาใหม่")
    assert missing(needing(first), new, None) == [first]
    assert missing(needing(first, by=FUND), None, None) == [first]


def test_a_withdrawn_curriculum_holds_nobody_up():
    first = factories.curriculum()
    page = needing(first)
    first.unpublish()
    assert missing(page, factories.person()) == []


def test_each_missing_one_is_said_in_the_readers_language():
    first, fund = factories.curriculum("บัญชีขั้นต้น"), factories.fund("กองทุนตัวอย่าง")
    person_row = unmet(curriculum_id=needing(first).pk, person=factories.person(), fund=fund)
    fund_row = unmet(curriculum_id=needing(first, by=FUND).pk, person=None, fund=fund)
    no_fund = unmet(curriculum_id=needing(first, by=FUND).pk, person=None, fund=None)
    for row in (person_row, fund_row, no_fund):
        assert "บัญชีขั้นต้น" in row[0].sentence
    assert "กองทุนตัวอย่าง" in fund_row[0].sentence
    with translation.override("en"):
        english = unmet(curriculum_id=needing(first).pk, person=None, fund=None)
        assert english[0].sentence.isascii() is False  # the title stays Thai
        assert "must have been attended" in english[0].sentence


def test_five_prerequisites_cost_as_much_as_one(django_assert_num_queries):
    person, fund = factories.person(), factories.fund()
    for count in (1, 5):
        page = needing(*(factories.curriculum() for _ in range(count)))
        with django_assert_num_queries(2):
            found = unmet(curriculum_id=page.pk, person=person, fund=fund)
            assert len(found) == count
            assert all(one.curriculum.title for one in found)


def test_they_come_in_the_authors_order():
    first, second = factories.curriculum(), factories.curriculum()
    assert missing(needing(second, first), factories.person()) == [second, first]


# No circles


@pytest.mark.parametrize(
    ("edges", "found"),
    [
        ([], []),
        ([(1, 2)], [1, 2]),
        ([(1, 3), (3, 4), (4, 2), (1, 5), (5, 2)], [1, 5, 2]),
        ([(2, 1)], []),
        ([(1, 3), (3, 1)], []),
    ],
)
def test_the_way_from_one_to_two(edges, found):
    assert way(edges, 1, 2) == found


def test_a_circle_of_three_is_refused_with_its_names():
    first, second = factories.curriculum("ขั้นหนึ่ง"), factories.curriculum("ขั้นสอง")
    third = factories.curriculum("ขั้นสาม")
    Prerequisite.objects.create(page=second, needs=first)
    Prerequisite.objects.create(page=third, needs=second)
    with pytest.raises(ValidationError) as refusal:
        Prerequisite(page=first, needs=third).full_clean()
    assert "ขั้นหนึ่ง" in str(refusal.value)
    assert "ขั้นสาม" in str(refusal.value)
    Prerequisite(page=third, needs=first).full_clean()


def test_a_curriculum_is_not_needed_for_itself():
    page = factories.curriculum()
    with pytest.raises(ValidationError):
        Prerequisite(page=page, needs=page).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Prerequisite.objects.create(page=page, needs=page)


def test_the_page_shows_what_must_come_before(client):
    first = factories.curriculum("บัญชีขั้นต้น")
    html = client.get(needing(first, by=FUND).url).content.decode()
    assert "บัญชีขั้นต้น" in html
    assert first.url in html


def test_attendance_of_today_counts_at_once():
    first = factories.curriculum()
    page = needing(first)
    workshop = factories.workshop(
        curriculum=first, first_day=timezone.localdate() - timedelta(days=1)
    )
    registration = factories.registration(workshop)
    Attendance.objects.create(
        registration=registration, half_day=workshop.half_days.first(), present=True
    )
    assert missing(page, registration.person) == []

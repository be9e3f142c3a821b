"""Consent and answers are kept with a registration, and go with it where they must."""

import pytest

from courses.models import Question, Registration
from courses.registering.groups import Member
from courses.registering.swapping import swap
from portal.people.consent import ConsentError, Purpose, state_of, who_agreed, withdraw
from tests import factories
from tests.courses.arriving import come

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_what_was_agreed_to_is_kept_for_this_workshop():
    workshop, user = factories.workshop(), factories.user()
    made = come(
        workshop,
        consents={Purpose.WORKSHOP: True, Purpose.PICTURES: False},
        entered_by=user,
        needs="ฮาลาล",
    )
    kept = {one.purpose: one for one in state_of(made.person)}
    assert (kept[Purpose.WORKSHOP].given, kept[Purpose.PICTURES].given) == (True, False)
    assert kept[Purpose.WORKSHOP].consent.source == workshop.title
    assert kept[Purpose.WORKSHOP].consent.entered_by == user
    people, where = [made.person], f"workshop:{workshop.pk}"
    assert who_agreed(people=people, purpose=Purpose.PICTURES, source_ref=where) == set()


def test_taking_back_what_was_told_about_needs_deletes_it_there_alone(
    django_capture_on_commit_callbacks,
):
    person = factories.person()
    places = [
        come(factories.workshop(), person, needs="ฮาลาล", consents={Purpose.NEEDS: True})
        for _ in range(2)
    ]
    ref = f"workshop:{places[0].workshop_id}"
    row = next(one.consent for one in state_of(person) if one.consent.source_ref == ref)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(consent=row, by=None)
    assert [Registration.objects.get(pk=one.pk).needs for one in places] == ["", "ฮาลาล"]


def test_a_text_that_was_never_shown_registers_nobody():
    workshop = factories.workshop()
    with pytest.raises(ConsentError):
        come(workshop, consents={Purpose.PICTURES: True}, versions={Purpose.PICTURES: 99})
    assert not Registration.objects.exists()


def test_answers_are_kept_and_foreign_questions_are_not():
    workshop = factories.workshop()
    size = Question.objects.create(workshop=workshop, place=1, text="ขนาดเสื้อ")
    empty = Question.objects.create(workshop=workshop, place=2, text="มากับใคร")
    foreign = Question.objects.create(workshop=factories.workshop(), place=1, text="อื่น")
    made = come(workshop, answers={size.pk: "XL", empty.pk: "", foreign.pk: "x", 10**9: "y"})
    assert list(made.question_answers.values_list("question", "value")) == [(size.pk, "XL")]


def test_the_new_person_in_a_place_answers_for_themselves():
    workshop = factories.workshop()
    size = Question.objects.create(workshop=workshop, place=1, text="ขนาดเสื้อ")
    place = come(workshop, answers={size.pk: "XL"}, consents={Purpose.WORKSHOP: True})
    member = Member("คนใหม่", "สมมติ", answers={size.pk: "M"}, consents={Purpose.WORKSHOP: True})
    new = swap(registration=place, member=member, by=None)
    assert new.question_answers.get().value == "M"
    assert [one.purpose for one in state_of(new.person)] == [Purpose.WORKSHOP]

"""Which of a workshop's questions are asked, and what may be answered: without a database."""

import pytest

from courses.models import Question
from courses.registering.questions import asked, check, condition_sentence

pytestmark = pytest.mark.usefixtures("in_english")

NIGHT, ROOM, PEOPLE, WHY = 1, 2, 3, 4


def question(pk, text="?", kind="text", **kwargs):
    return Question(pk=pk, place=pk, text=text, kind=kind, **kwargs)


@pytest.fixture
def questions():
    return [
        question(NIGHT, "Do you stay overnight?", "choice", choices="yes\nno", required=True),
        question(ROOM, "With whom?", "text", shown_if_id=NIGHT, shown_value="yes", required=True),
        question(PEOPLE, "How many of you?", "number", shown_if_id=NIGHT, shown_value="yes"),
        question(WHY, "Why so many?", "text", shown_if_id=PEOPLE, shown_value="1,000"),
    ]


def numbers(found):
    return [one.pk for one in found]


def test_a_condition_is_met_by_the_answer_it_names(questions):
    assert numbers(asked(questions, {})) == [NIGHT]
    assert numbers(asked(questions, {NIGHT: "no"})) == [NIGHT]
    assert numbers(asked(questions, {NIGHT: " yes "})) == [NIGHT, ROOM, PEOPLE]


@pytest.mark.parametrize("given", ["1000", "๑๐๐๐", "1,000", "1000.00"])
def test_numbers_meet_a_condition_however_they_are_written(questions, given):
    assert WHY in numbers(asked(questions, {NIGHT: "yes", PEOPLE: given}))
    assert WHY not in numbers(asked(questions, {NIGHT: "yes", PEOPLE: "12"}))
    assert WHY not in numbers(asked(questions, {NIGHT: "yes", PEOPLE: "many"}))


def test_what_hangs_on_a_question_not_asked_is_not_asked_either(questions):
    assert numbers(asked(questions, {NIGHT: "no", PEOPLE: "1000"})) == [NIGHT]


def test_a_condition_without_a_value_is_met_by_any_answer():
    pair = [question(1), question(2, shown_if_id=1)]
    assert numbers(asked(pair, {1: "x"})) == [1, 2]
    assert numbers(asked(pair, {1: "  "})) == [1]


def test_a_condition_on_a_later_question_or_in_a_circle_is_never_met():
    turned = [question(1, shown_if_id=2, shown_value="a"), question(2, shown_if_id=1)]
    assert asked(turned, {1: "a", 2: "a"}) == []


def test_what_is_right_is_kept_as_it_is_read_back(questions):
    checked = check(questions, {NIGHT: "yes", ROOM: " with ยาย 🙂 <b> ", PEOPLE: "๑,๒๐๐.50"})
    assert checked.faults == {}
    assert checked.answers == {NIGHT: "yes", ROOM: "with ยาย 🙂 <b>", PEOPLE: "1200.5"}


def test_what_was_not_asked_is_neither_judged_nor_kept(questions):
    checked = check(questions, {NIGHT: "no", ROOM: "ก" * 900, PEOPLE: "NaN", 999: "forged"})
    assert (checked.answers, checked.faults) == ({NIGHT: "no"}, {})


def test_what_must_be_answered_is_asked_for_only_when_it_is_asked(questions):
    assert set(check(questions, {}).faults) == {NIGHT}
    assert set(check(questions, {NIGHT: "yes"}).faults) == {ROOM}
    assert check(questions, {NIGHT: "no"}).faults == {}


BAD = {
    "a choice that is none": (NIGHT, "perhaps"),
    "too long": (ROOM, "ก" * 501),
    "an ID number": (ROOM, "บัตร 1-1037-02071-81-1"),
    "right to left": (ROOM, "ab\u202ecd"),
    "a null byte": (ROOM, "a\x00b"),
    "letters for a number": (PEOPLE, "สามคน"),
    "below nothing": (PEOPLE, "-1"),
    "beyond all": (PEOPLE, "99999999"),
    "of no end": (PEOPLE, "9" * 5000),
    "infinity": (PEOPLE, "Infinity"),
    "not a number": (PEOPLE, "NaN"),
    "in exponents": (PEOPLE, "1e9"),
    "three decimals": (PEOPLE, "1.234"),
    "a strange digit": (PEOPLE, "²"),
}


@pytest.mark.parametrize(("number", "text"), BAD.values(), ids=BAD)
def test_a_bad_answer_gets_one_sentence(questions, number, text):
    checked = check(questions, {NIGHT: "yes", ROOM: "x", number: text})
    assert list(checked.faults) == [number]
    assert checked.faults[number].endswith(".")
    assert number not in checked.answers


def test_the_condition_is_told_in_words(questions):
    assert condition_sentence(questions[0], questions) == ""
    said = condition_sentence(questions[1], questions)
    assert said == "Only if you answered “Do you stay overnight?” with “yes”."
    open_end = question(9, shown_if_id=NIGHT)
    assert condition_sentence(open_end, questions) == (
        "Only if you answered “Do you stay overnight?”."
    )

"""The page on which organisers write a workshop's own questions."""

import pytest

from courses.models import Question, QuestionAnswer
from courses.workshops.question_lists import (
    MOST_QUESTIONS,
    QuestionPlan,
    QuestionsRefused,
    write_questions,
)
from tests import factories

pytestmark = pytest.mark.django_db
NATIONAL_ID = "1-1037-02071-81-1"
WAY = QuestionPlan("มาอย่างไร", Question.Kind.CHOICE, ("รถตู้", "รถเอง"), required=True)
SEATS = QuestionPlan("มีที่ว่างกี่ที่", Question.Kind.NUMBER, after=0, value="รถเอง")


@pytest.fixture
def workshop():
    return factories.workshop()


def answer(question, value):
    place = factories.registration(question.workshop)
    return QuestionAnswer.objects.create(question=question, registration=place, value=value)


def refused(workshop, *plans) -> QuestionsRefused:
    before = list(Question.objects.values())
    with pytest.raises(QuestionsRefused) as problem:
        write_questions(workshop=workshop, plans=plans)
    assert list(Question.objects.values()) == before
    return problem.value


def test_questions_are_written_in_order_and_depend_on_earlier_ones(workshop):
    way, seats = write_questions(workshop=workshop, plans=[WAY, SEATS])
    assert way.choice_list == ["รถตู้", "รถเอง"]
    assert (seats.place, seats.shown_if, seats.shown_value) == (2, way, "รถเอง")
    again = write_questions(
        workshop=workshop,
        plans=[QuestionPlan(**{**vars(WAY), "key": way.pk, "text": "เดินทางอย่างไร"})],
    )
    assert [row.pk for row in again] == [way.pk]
    assert Question.objects.get().text == "เดินทางอย่างไร"


@pytest.mark.parametrize(
    "plans",
    [
        [QuestionPlan("เลือก", Question.Kind.CHOICE, ("อย่างเดียว",))],
        [WAY, QuestionPlan(" มาอย่างไร ")],
        [QuestionPlan("ก่อน", after=0)],
        [QuestionPlan("ก่อน", after=1), WAY],
        [WAY, QuestionPlan("หลัง", after=-1)],
        [WAY, QuestionPlan("หลัง", after=0, value="เรือ")],
        [QuestionPlan(f"ข้อ {number}") for number in range(MOST_QUESTIONS + 1)],
    ],
    ids=["one choice", "twice", "itself", "later", "none", "no such choice", "too many"],
)
def test_a_list_that_cannot_be_is_refused(workshop, plans):
    assert str(refused(workshop, *plans))


def test_what_was_answered_stays(workshop):
    (way,) = write_questions(workshop=workshop, plans=[WAY])
    answer(way, "รถตู้")
    kept = {**vars(WAY), "key": way.pk}
    refused(workshop)
    refused(workshop, QuestionPlan(**{**kept, "kind": "text", "choices": ()}))
    refused(workshop, QuestionPlan(**{**kept, "choices": ("รถเอง", "เรือ")}))
    more = QuestionPlan(**{**kept, "choices": ("รถตู้", "เรือ")})
    write_questions(workshop=workshop, plans=[more])
    assert QuestionAnswer.objects.get().value == "รถตู้"


# The page


def rows(*typed, **kwargs) -> dict:
    data = {"question-TOTAL_FORMS": str(len(typed)), "question-INITIAL_FORMS": str(len(typed))}
    for number, row in enumerate(typed):
        data |= {f"question-{number}-{name}": value for name, value in row.items()}
    return data | kwargs


def send(client, workshop, *typed, **kwargs):
    return client.post(f"/workshops/{workshop.pk}/questions/", rows(*typed, **kwargs))


def as_shown(response) -> list[dict]:
    return [
        {field.name: field.value() for field in row if field.value() not in (None, False)}
        for row in response.context["table"].forms
    ]


TYPED_WAY = {"place": "๑", "text": "มาอย่างไร", "kind": "choice", "choices": "รถตู้\n\nรถเอง\nรถตู้"}
TYPED_SEATS = {"place": "2", "text": "กี่ที่", "kind": "number", "after": "1", "value": "รถเอง"}


def test_questions_are_typed_shown_and_sent_again(client, coordinator, workshop):
    assert send(client, workshop, TYPED_WAY, TYPED_SEATS, {"place": "3"}).status_code == 302
    way, seats = Question.objects.all()
    assert way.choice_list == ["รถตู้", "รถเอง"]
    assert seats.shown_if == way
    before = list(Question.objects.values())
    shown = as_shown(client.get(f"/workshops/{workshop.pk}/questions/"))
    assert send(client, workshop, *shown).status_code == 302
    assert list(Question.objects.values()) == before


def test_places_order_them_and_a_tick_takes_one_out(client, coordinator, workshop):
    send(client, workshop, {**TYPED_WAY, "place": "2"}, {"place": "1", "text": "ข้อแรก"})
    assert [row.text for row in Question.objects.all()] == ["ข้อแรก", "มาอย่างไร"]
    shown = as_shown(client.get(f"/workshops/{workshop.pk}/questions/"))
    shown[0]["gone"] = "on"
    send(client, workshop, *shown)
    assert [row.text for row in Question.objects.all()] == ["มาอย่างไร"]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"text": "", "choices": "ก\nข"}, "text"),
        ({"text": "ก" * 201}, "text"),
        ({"text": f"เลข {NATIONAL_ID}"}, "text"),
        ({"text": "เลือก", "kind": "choice", "choices": "อย่างเดียว"}, "choices"),
        ({"text": "ถาม", "kind": "drawing"}, "kind"),
        ({"text": "ถาม", "after": "7"}, "after"),
        ({"text": "ถาม", "after": "x"}, "after"),
        ({"text": "ถาม", "place": "สาม"}, "place"),
    ],
)
def test_a_mistake_gets_a_sentence_and_keeps_what_was_typed(
    client, coordinator, workshop, row, field
):
    response = send(client, workshop, {"place": "1", "text": "ข้อที่ดี"}, {"place": "2", **row})
    assert response.status_code == 200
    assert field in response.context["table"].forms[1].errors
    page = response.content.decode()
    assert "ข้อที่ดี" in page
    assert 'class="field__error"' in page
    assert not Question.objects.exists()


def test_more_rows_keep_what_was_typed(client, coordinator, workshop):
    response = send(client, workshop, {"place": "1", "text": "ข้อที่ดี"}, more="1")
    assert "ข้อที่ดี" in response.content.decode()
    assert len(response.context["table"].forms) == 3
    assert not Question.objects.exists()


def test_questions_of_elsewhere_are_out_of_reach(client, coordinator, workshop):
    (far,) = write_questions(
        workshop=factories.workshop(venue=factories.venue("500101")), plans=[WAY]
    )
    send(client, workshop, {"key": far.pk, "place": "1", "text": "แย่งมา"})
    far.refresh_from_db()
    assert far.text == WAY.text
    assert send(client, far.workshop, {"text": "x"}).status_code == 403


def test_nonsense_is_no_fault(client, coordinator, workshop):
    address = f"/workshops/{workshop.pk}/questions/"
    for data in ({}, {"question-TOTAL_FORMS": "x"}, {"question-TOTAL_FORMS": "9999", "more": "1"}):
        assert client.post(address, data).status_code == 200


def test_more_questions_cost_no_more_queries(client, coordinator, workshop, same_queries):
    plans = [WAY, SEATS, QuestionPlan("ข้อสาม"), QuestionPlan("ข้อสี่")]

    def add_row():
        number = Question.objects.count()
        Question.objects.create(workshop=workshop, place=number + 1, text=plans[number].text)

    same_queries(add_row, lambda: client.get(f"/workshops/{workshop.pk}/questions/"))

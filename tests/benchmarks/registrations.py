"""Measures confirmed registrations: the form opened and sent as a visitor does, beside one row."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import count
from json import loads

from tests.benchmarks.client import Answer, Request, Visit, ask_once, play
from tests.benchmarks.course import Course
from tests.benchmarks.figures import Figures, Slice

VISITORS = 120
CONNECTIONS = 16
AT_ONCE = 500
MOST_SECONDS = 5

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')
#: What has to be ticked before the form is taken.
REQUIRED = re.compile(r'<input type="checkbox" name="([^"]+)"[^>]* required')
_numbers = count(1)


def workshop_of(course: Course) -> int:
    """A workshop nobody has registered for yet."""
    return course.facts["rushes"].pop()


def page_of(workshop: int) -> str:
    return f"/workshops/{workshop}/register/"


def filled_in(page: Answer, funds: list[int]) -> dict:
    """What a visitor sends: the hidden fields of the page and a name nobody else has."""
    number = next(_numbers)
    hidden = {name: unescape(value) for name, value in HIDDEN.findall(page.text)}
    return {
        **hidden,
        **dict.fromkeys(REQUIRED.findall(page.text), "on"),
        "title": "นาง",
        "first_name": f"ผู้เข้าอบรม{number:05}",
        "last_name": "สมมติ",
        "phone": f"08{number % 10**8:08}",
        "fund": str(funds[number % len(funds)]),
        "post_held": "treasurer",
        "needs": "",
    }


def visit(course: Course, workshop: int, *, reads_answer: bool = False) -> Visit:
    """Open the form, send it, and perhaps follow to the answer."""
    page = yield Request(page_of(workshop), compressed=True)
    answer = yield sending(page, workshop, filled_in(page, course.facts["funds"]))
    if answer.status == 302 and reads_answer:
        answer = yield Request(answer.header("location"), compressed=True)
        return answer.status == 200
    return answer.status == 302


def sending(page: Answer, workshop: int, form: dict) -> Request:
    cookies = "; ".join(f"{name}={value}" for name, value in page.cookies.items())
    return Request(page_of(workshop), form=form, cookies=cookies, compressed=True)


def inserting() -> Visit:
    number = next(_numbers)
    form = {"name": f"ผู้เข้าอบรม{number:05} สมมติ", "phone": f"08{number % 10**8:08}"}
    answer = yield Request("/bench/insert/", form=form)
    return answer.status == 200


def confirmed(course: Course, workshop: int) -> int:
    """How many have a seat, asked of the database."""
    found = loads(ask_once(course.server.port, Request(f"/bench/places/{workshop}/")).text)
    return found.get("confirmed", 0)


def beside_insert(course: Course, name: str, **kwargs) -> Figures:
    """Visitors who do all it takes, beside the bare view."""
    figures = Figures(name, course.database, **kwargs)
    reads_answer = "answer" in name
    course.take((inserting() for _ in range(100)), connections=CONNECTIONS)
    warming = workshop_of(course)
    course.take((visit(course, warming) for _ in range(40)), connections=CONNECTIONS)
    for _round in range(course.rounds):
        inserts = (inserting() for _ in range(3 * VISITORS))
        figures.floor.append(course.take(inserts, connections=CONNECTIONS, seconds=30))
        workshop = workshop_of(course)
        visits = (visit(course, workshop, reads_answer=reads_answer) for _ in range(VISITORS))
        part = course.take(visits, connections=CONNECTIONS, seconds=30)
        seated = confirmed(course, workshop)
        if seated != VISITORS:
            part.played.errors.append(f"{seated} seats for {VISITORS} visitors")
        figures.rounds.append(Slice(part.played, seated, part.server_cpu))
    return figures


def sent_beside_insert(course: Course) -> Figures:
    """Only the sending is measured: everybody has had the form open for a while."""
    figures = Figures(
        "registration, form open already", course.database, target=1 / 3, judged_by="rate"
    )
    for _round in range(course.rounds):
        inserts = (inserting() for _ in range(3 * VISITORS))
        figures.floor.append(course.take(inserts, connections=CONNECTIONS, seconds=30))
        workshop = workshop_of(course)
        requests = forms_opened(course, workshop, VISITORS)
        part = course.take(map(pressing, requests), connections=CONNECTIONS, seconds=30)
        figures.rounds.append(Slice(part.played, confirmed(course, workshop), part.server_cpu))
    return figures


def forms_opened(course: Course, workshop: int, people: int) -> list[Request]:
    """What so many visitors are about to send."""
    ready = []

    def opening() -> Visit:
        page = yield Request(page_of(workshop), compressed=True)
        ready.append(sending(page, workshop, filled_in(page, course.facts["funds"])))
        return True

    play(course.server.port, (opening() for _ in range(people)), connections=CONNECTIONS)
    return ready


def pressing(request: Request) -> Visit:
    answer = yield request
    return answer.status == 302


def all_at_once(course: Course) -> Figures:
    """Hundreds press the button in the same moment; the time until the last one is answered."""
    workshop = workshop_of(course)
    requests = forms_opened(course, workshop, AT_ONCE)
    part = course.take(map(pressing, requests), connections=AT_ONCE, seconds=60)
    seated = confirmed(course, workshop)
    if seated != AT_ONCE:
        part.played.errors.append(f"{AT_ONCE - seated} of {AT_ONCE} lost")
    return Figures(
        f"{AT_ONCE} registrations at once",
        course.database,
        rounds=[Slice(part.played, seated, part.server_cpu)],
        seconds=part.played.seconds,
        most_seconds=MOST_SECONDS,
    )


def bench(course: Course) -> Iterator[Figures]:
    """The form and its sending, the sending alone, all of it with the answer, and a rush."""
    yield beside_insert(course, "registration, form and sending", target=1 / 3, judged_by="rate")
    yield sent_beside_insert(course)
    yield beside_insert(course, "registration, form, sending and answer")
    yield all_at_once(course)


def workshops_needed(rounds: int) -> int:
    """How many fresh workshops `bench` uses up."""
    return 3 * rounds + 3

"""Measures the upload of hundreds of attendance marks in one request."""

from collections.abc import Iterator

from tests.benchmarks.client import Request, Visit
from tests.benchmarks.course import Course
from tests.benchmarks.figures import Figures
from tests.benchmarks.registrations import HIDDEN

MOST_SECONDS = 5


def marking(course: Course, half_day: int, before: str, mark: str) -> Visit:
    """A trainer's page opened and sent with everybody's mark."""
    sheet, session = course.facts["sheet"], course.facts["sessions"]["coordinator"]
    path = f"/workshops/{sheet['workshop']}/attendance/?half={half_day}"
    page = yield Request(path, cookies=session, compressed=True)
    csrf = dict(HIDDEN.findall(page.text))["csrfmiddlewaretoken"]
    cookies = "; ".join([session, *(f"{name}={value}" for name, value in page.cookies.items())])
    form = {"csrfmiddlewaretoken": csrf}
    for pk in sheet["registrations"]:
        form |= {f"shown-{pk}": before, f"mark-{pk}": mark}
    answer = yield Request(path, form=form, cookies=cookies, compressed=True)
    return answer.status == 302


def bench(course: Course) -> Iterator[Figures]:
    """First everybody is marked as there, then everybody's mark is changed, on two half-days."""
    for name, before, mark in (
        ("500 attendance marks, new", "", "1"),
        ("500 attendance marks, changed", "1", "0"),
    ):
        parts = [
            course.take(iter([marking(course, half_day, before, mark)]), connections=1)
            for half_day in course.facts["sheet"]["half_days"]
        ]
        yield Figures(
            name,
            course.database,
            rounds=parts,
            seconds=max(part.played.latencies[-1] for part in parts),
            most_seconds=MOST_SECONDS,
            note="the slower of two sendings",
        )

"""Measures pages: for a visitor and signed in, each beside a constant of its own size."""

import re
from collections.abc import Iterator

from tests.benchmarks.client import Request, ask_once
from tests.benchmarks.course import Course
from tests.benchmarks.figures import Figures

#: A page for everybody once it has been asked for; and on the first time after a change.
WARM, FIRST = 0.60, 0.03
SIGNED_IN = 0.04

VISITOR = {
    "front page": "/",
    "curricula": "/curricula/",
    "curriculum": "/curricula/<curriculum>/",
    "workshops": "/workshops/",
    "workshop": "/workshops/<workshop>/",
    "registration form": "/workshops/<workshop>/register/",
    "directory": "/funds/",
    "fund": "/funds/<fund>/",
    "board": "/exchange/<board>/",
    "topic of 20": "/topics/<topic20>/",
    "news": "/news/",
    "search": "/search/?q=%E0%B8%9A%E0%B8%B1%E0%B8%8D%E0%B8%8A%E0%B8%B5",
}
#: Address, who reads it, and the target.
READERS = {
    "workshop, signed in": ("/workshops/<workshop>/", "member", SIGNED_IN),
    "curriculum, signed in": ("/curricula/<curriculum>/", "member", SIGNED_IN),
    "fund, signed in": ("/funds/<fund>/", "member", SIGNED_IN),
    "directory, signed in": ("/funds/", "member", SIGNED_IN),
    "topic of 20, signed in": ("/topics/<topic20>/", "member", 0.12),
    "topic of 50, signed in, first page": ("/topics/<topic50>/", "member", 0.10),
    "my page": ("/me/", "officer", None),
    "attendance sheet, 20 people": ("/workshops/<trained>/attendance/", "trainer", None),
}
#: Nothing may set these on a page for everybody.
COOKIE = "set-cookie"


def address(pattern: str, objects: dict) -> str:
    return re.sub(r"<(\w+)>", lambda name: str(objects[name[1]]), pattern)


def measured(course: Course, name: str, request: Request, **kwargs) -> Figures:
    answer = ask_once(course.server.port, request)
    size = len(answer.body)
    figures = Figures(name, course.database, **kwargs)
    figures.note = f"{size / 1024:.0f} KB"
    if not request.cookies and answer.header(COOKIE):
        figures.note += ", sets a cookie"
    return course.beside_constant(figures, request, size)


def bench(course: Course) -> Iterator[Figures]:
    """Pages for everybody, then pages of somebody who is signed in."""
    objects = course.facts["objects"]
    for name, pattern in VISITOR.items():
        yield measured(course, name, Request(address(pattern, objects)), target=WARM)
    for name, (pattern, role, target) in READERS.items():
        request = Request(address(pattern, objects), cookies=course.facts["sessions"][role])
        yield measured(course, name, request, target=target)


def lists(course: Course) -> Iterator[Figures]:
    """Lists with many rows: the same address on its first and on its last pages."""
    staff = course.facts["sessions"]["coordinator"]
    for name, path, cookies in (
        ("past workshops, first of many pages", "/workshops/?when=past", ""),
        ("past workshops, page 50", "/workshops/?when=past&page=50", ""),
        ("attendance sheet, 500 people", sheet_address(course), staff),
    ):
        yield measured(course, name, Request(path, cookies=cookies))


def sheet_address(course: Course) -> str:
    sheet = course.facts["sheet"]
    return f"/workshops/{sheet['workshop']}/attendance/?half={sheet['half_days'][0]}"

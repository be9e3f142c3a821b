"""The roll of a half-day as a browser sees and sends it, for the tests of its pages."""

import re
from html import unescape

from django.urls import reverse

from courses.models import Attendance
from tests import factories


def address(workshop, name="workshop_attendance", **query):
    path = reverse(name, args=[workshop.pk])
    return path + (
        "?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else ""
    )


def at(workshop, **query):
    return address(workshop, half=workshop.half_days.first().pk, **query)


def person(workshop, first_name, **kwargs):
    seat = workshop.registrations.count() + 1
    who = factories.person(first_name=first_name, last_name="สมมติ")
    return factories.registration(workshop, person=who, seat=seat, **kwargs)


def shown(response) -> dict:
    """The fields of the page's rows as a browser sends them back untouched."""
    sent = {}
    for row in response.context["page_obj"]:
        key = row["registration"].pk
        sent |= {f"shown-{key}": row["shown"], f"mark-{key}": row["chosen"]}
    return sent


def names(response) -> list[str]:
    return [row["registration"].person.first_name for row in response.context["page_obj"]]


def marks():
    return dict(Attendance.objects.values_list("registration__person__first_name", "present"))


def text(response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())

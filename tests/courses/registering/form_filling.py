"""Filling in the registration form as a browser does, for the tests of its pages."""

import re
from html import unescape

from django.urls import reverse


def address(workshop, **query):
    path = reverse("workshop_register", args=[workshop.pk])
    return path + (
        "?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else ""
    )


def fields(response) -> dict:
    """What a browser would send back: the values of the form of a page."""
    form = response.context["form"]
    return {field.html_name: field.value() or "" for field in form} | {"searched": form.words}


def fill(client, page, **typed) -> dict:
    return {**fields(client.get(page)), **typed}


def visitor(client, workshop, **typed) -> dict:
    """A form filled in by somebody with nothing but a name and a phone."""
    return fill(
        client,
        address(workshop),
        **{
            "first_name": "ผู้เข้าอบรม",
            "last_name": "สมมติ",
            "phone": "081-234-5678",
            "fund": "none",
            **typed,
        },
    )


def text(response) -> str:
    """The words of a page, without tags and extra spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())

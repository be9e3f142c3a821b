"""Every cell of docs/rights.md is tried with a real request, and no address is without a row."""

import re
from dataclasses import dataclass
from functools import cache

import pytest
from django.db import transaction
from django.urls import URLPattern, get_resolver, resolve
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet

from portal.settings import env
from tests import scene
from tests.test_rooms import room_of

SIGN_IN = ("/accounts/login/", "/en/accounts/login/", "/admin/login/")
DESK = "/admin/"
PREFIX = "…"


@dataclass(frozen=True)
class Row:
    """One address and method, with what is sent, and the expected answer for each role."""

    section: str
    address: str
    method: str
    body: str
    cells: tuple[tuple[str, str], ...]


@cache
def table() -> list[Row]:
    """The rows of docs/rights.md; one with two methods counts as two."""
    rows, roles, section = [], [], ""
    for line in env.ROOT.joinpath("docs/rights.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
        if line.startswith("## "):
            section = line.removeprefix("## ")
        elif line.startswith("| address"):
            roles = cells[2:]
        elif line.startswith("| `/"):
            assert len(cells) == len(roles) + 2, f"not a cell for each role: {line}"
            for method in cells[1].split(", "):
                name, _, body = method.replace("`", "").partition(" ")
                answers = tuple(zip(roles, cells[2:], strict=True))
                rows.append(Row(section, cells[0].strip("`"), name, body, answers))
    return rows


def answer(response) -> str:
    """The sign of the table that a response stands for."""
    if response.status_code in (301, 302):
        if response["Location"].startswith(SIGN_IN):
            return "→"
        # Wagtail's way to refuse: back to the desk's front page, which says why.
        return "✗" if response["Location"] == DESK else "✓"
    signs = {200: "✓", 403: "✗", 404: "∅"}
    return signs.get(response.status_code, str(response.status_code))


def ask(client, method: str, address: str, body: str) -> str:
    """Send a request and take back whatever it wrote."""
    with transaction.atomic():
        response = client.generic(
            method, address, body, content_type="application/x-www-form-urlencoded"
        )
        if hasattr(response, "render") and not response.is_rendered:
            response.render()
        transaction.set_rollback(True)
    return answer(response)


@pytest.mark.parametrize("section", sorted({row.section for row in table()}))
@pytest.mark.django_db
def test_every_cell_is_as_the_table_says(section):
    the_scene = scene.build()
    clients = {role: the_scene.client(role) for role in the_scene.people}
    for client in clients.values():
        client.raise_request_exception = False  # the cell then says 500, and the rest is tried
    wrong = []
    for row in [row for row in table() if row.section == section]:
        assert {role for role, _ in row.cells} == set(clients), "a role without a column"
        address = the_scene.address(row.address.removesuffix(PREFIX))
        for role, expected in row.cells:
            got = ask(clients[role], row.method, address, the_scene.address(row.body))
            if got != expected:
                wrong.append(f"{row.method} {row.address} as {role}: {got}, not {expected}")
    assert not wrong, "\n".join(wrong)


def our_views(patterns=None, route=""):
    """(route, view) of every address; the languages' own prefix is left out."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        longer = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield longer, pattern.callback
        else:
            yield from our_views(pattern.url_patterns, longer)


def methods_of(view) -> set[str]:
    """What a view answers to, where it tells: a class has a method for each."""
    view_class = getattr(view, "view_class", None)
    taken = getattr(view_class, "http_method_names", [])
    told = {
        name
        for name in ("GET", "POST")
        if hasattr(view_class, name.lower()) and name.lower() in taken
    }
    return told or {"GET"}


@pytest.mark.django_db
def test_every_address_and_method_has_a_row():
    prefixes = tuple(
        row.address.removesuffix(PREFIX).lstrip("/") for row in table() if PREFIX in row.address
    )
    filled = {
        (resolve(re.sub(r"<\w+>", "1", row.address)).route, row.method)
        for row in table()
        if PREFIX not in row.address
    }
    missing = [
        f"{method} {route}"
        for route, view in our_views()
        if not route.startswith(prefixes)
        for method in sorted(methods_of(view))
        if (route, method) not in filled
    ]
    assert not missing, "addresses without a row in docs/rights.md:\n" + "\n".join(missing)


def test_every_list_of_the_editors_desk_has_a_row():
    list(our_views())  # viewsets are registered with the addresses
    filled = {row.address for row in table()}
    ours = [viewset for viewset in viewsets.viewsets if isinstance(viewset, ModelViewSet)]
    addresses = [
        f"/admin/{viewset.url_prefix}/" for viewset in ours if room_of(type(viewset).__module__)
    ]
    assert len(addresses) > 10
    assert [address for address in addresses if address not in filled] == []

"""Imports between rooms, and between the floors of one room, run one way only."""

import ast
from functools import cache

import pytest

from portal.settings import env

BELOW_COURSES = {
    *("portal.funds", "portal.notices", "portal.people"),
    *("portal.asked_often", "portal.qr", "portal.review", "portal.thai"),
}
#: What each room may import of our own code. `portal` is the project package, on top of
#: `portal.thai`, `portal.qr` and the rights; nobody imports it. A lazy import counts like
#: any other.
MAY_IMPORT = {
    "portal.asked_often": set(),
    "portal.thai": {"portal.asked_often"},
    "portal.qr": set(),
    "portal.review": set(),
    "portal.people": {"portal.asked_often", "portal.thai"},
    "portal.funds": {"portal.asked_often", "portal.people", "portal.thai"},
    "portal.notices": {"portal.asked_often", "portal.funds", "portal.people", "portal.thai"},
    "portal": {"portal.funds", "portal.notices", "portal.thai"},
    "courses": BELOW_COURSES,
    "exchange": BELOW_COURSES,
    "home": {"courses", "exchange", *BELOW_COURSES},
}
#: The first part of a module's name inside its app, by floor. What is not named is a rule,
#: or stands on the ground when it is pure, that is, imports nothing of its app.
FLOORS = {
    "blocks": 0,
    "models": 0,
    "forms": 2,
    "adapter": 3,
    "admin": 3,
    "management": 3,
    "middleware": 3,
    "templatetags": 3,
    "views": 3,
    "wagtail_hooks": 3,
    "urls": 4,
}
GROUND, RULES = 0, 1
APPS = [room for room in MAY_IMPORT if room not in {"portal", "portal.qr", "portal.thai"}]


def room_of(module: str) -> str | None:
    """The innermost room a module stands in."""
    homes = [room for room in MAY_IMPORT if f"{module}.".startswith(f"{room}.")]
    return max(homes, key=len, default=None)


def absolute(node: ast.ImportFrom, module: str) -> str:
    """The full name of what a `from … import` names, relative ones included."""
    if not node.level:
        return node.module
    base = module.split(".")[: -node.level]
    return ".".join([*base, *([node.module] if node.module else [])])


def imports_of(source: str, module: str) -> set[str]:
    """Every module that a source text imports, wherever in the text it does so."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            name = absolute(node, module)
            # `from portal import thai` imports the room as well as the package around it.
            inner = {f"{name}.{alias.name}" for alias in node.names}
            rooms = {other for other in inner if other in MAY_IMPORT}
            found |= rooms or {name}
    return found


@cache
def our_modules() -> dict[str, str]:
    """Name and source text of every module of our rooms; a package ends in `.__init__`."""
    tops = ("portal", "home", "courses", "exchange")
    paths = sorted(path for top in tops for path in env.ROOT.joinpath(top).rglob("*.py"))
    return {
        ".".join(path.relative_to(env.ROOT).with_suffix("").parts): path.read_text()
        for path in paths
    }


@cache
def our_imports() -> list[tuple[str, str]]:
    """(importing module, imported module) for all our code; settings stand below every room."""
    return [
        (module, name)
        for module, source in our_modules().items()
        for name in imports_of(source, module)
        if room_of(name) and not name.startswith("portal.settings")
    ]


def wrong_floors(app: str):
    """Imports inside an app that run upwards."""
    inside = [pair for pair in our_imports() if {room_of(name) for name in pair} == {app}]
    building = {module.removesuffix(".__init__") for module, _ in inside}

    def floor_of(module: str) -> int:
        name = module.removeprefix(f"{app}.").split(".")[0]
        return FLOORS.get(name, RULES if module in building else GROUND)

    for module, name in inside:
        free = module.startswith((f"{app}.apps", f"{app}.migrations"))
        if not free and floor_of(name) > floor_of(module):
            yield f"{module} imports {name}"


def test_rooms_import_only_what_stands_below_them():
    wrong = [
        f"{module} imports {name}"
        for module, name in our_imports()
        if room_of(name) not in {room_of(module), *MAY_IMPORT[room_of(module)]}
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("app", APPS)
def test_inside_an_app_models_stand_below_rules_forms_views_and_urls(app):
    assert list(wrong_floors(app)) == []


def test_migrations_that_write_rows_import_nothing_of_ours():
    """Else they do something else next year; and the tests' database is keyed by their text."""
    wrong = [
        module
        for module, source in our_modules().items()
        if "RunPython" in source and any(map(room_of, imports_of(source, module)))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "imported"),
    [
        ("import home.models", "home.models"),
        ("def f():\n    from home.models import HomePage", "home.models"),
        ("from ..people import models", "portal.people"),
        ("from . import access", "portal.funds"),
        ("from portal import people", "portal.people"),
    ],
)
def test_every_way_to_import_is_seen(source, imported):
    assert imported in imports_of(source, "portal.funds.levels")

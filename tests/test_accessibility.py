"""Every kind of page in a real browser: no serious fault, nothing cut off when zoomed."""

from importlib.resources import files

import pytest

from tests import scene
from tests.pages import PAGES

AXE = files("axe_core_python").joinpath("axe.min.js")
SERIOUS = {"serious", "critical"}
#: A phone, and a screen of 640 px at 200 % zoom, the narrowest that WCAG asks for.
WIDTHS = (360, 320)
#: Pages are looked at by the handful: one scene serves them, and each role signs in once.
HANDFUL = 12
NAMES = sorted(PAGES, key=lambda name: str(PAGES[name].role))
HANDFULS = [NAMES[first : first + HANDFUL] for first in range(0, len(NAMES), HANDFUL)]
#: The only rule that night can break where day does not.
BY_NIGHT = "{resultTypes: ['violations'], runOnly: ['color-contrast']}"


@pytest.fixture
def open_page(browser_page):
    """Opens pages by name, each role in a window of its own, with axe in it."""
    the_scene = scene.build()
    windows = {}

    def open_named(name):
        page = PAGES[name]
        if page.role not in windows:
            # axe comes in past the content policy, which the pages themselves keep.
            window = browser_page(user=the_scene.people[page.role], bypass_csp=True)
            window.add_init_script(path=str(AXE))
            windows[page.role] = window
        opened = windows[page.role]
        opened.emulate_media(color_scheme="light")
        answer = opened.goto(the_scene.address(page.address))
        assert answer.status == page.status, name
        return opened

    return open_named


def faults(page, options="{resultTypes: ['violations']}") -> list[str]:
    """What axe finds serious: the rule, and the first places it is broken at."""
    found = page.evaluate(f"axe.run(document, {options})")
    return [
        f"{fault['id']}: {[node['html'][:120] for node in fault['nodes'][:3]]}"
        for fault in found["violations"]
        if fault["impact"] in SERIOUS
    ]


def cut_off(page) -> list[int]:
    """The widths at which something reaches beyond the screen."""
    reached = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 780})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            reached.append(width)
    return reached


@pytest.mark.parametrize("names", HANDFULS, ids=lambda names: names[0])
def test_a_page_serves_everybody(open_page, names):
    wrong = []
    for name in names:
        page = open_page(name)
        wrong += [f"{name} has to be scrolled sideways at {width} px" for width in cut_off(page)]
        wrong += [f"{name} by day: {fault}" for fault in faults(page)]
        page.emulate_media(color_scheme="dark")
        wrong += [f"{name} by night: {fault}" for fault in faults(page, BY_NIGHT)]
    assert wrong == [], "\n".join(wrong)


def test_axe_notices_a_fault(open_page):
    page = open_page("about")
    page.evaluate("document.querySelector('main').innerHTML = '<button></button><select></select>'")
    assert len(faults(page)) >= 2
    page.emulate_media(color_scheme="dark")
    page.evaluate(
        "document.querySelector('main').innerHTML = '<p style=\"color: #333\">อ่านไม่ออก</p>'"
    )
    assert len(faults(page, BY_NIGHT)) == 1

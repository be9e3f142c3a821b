"""Every kind of page in a real browser: no serious fault, nothing cut off when zoomed."""

from importlib.resources import files

import pytest

from tests import scene
from tests.pages import PAGES

AXE = files("axe_core_python").joinpath("axe.min.js")
SERIOUS = {"serious", "critical"}
#: A phone, and a screen of 640 px at 200 % zoom, the narrowest that WCAG asks for.
WIDTHS = (360, 320)


@pytest.fixture
def open_page(browser_page):
    the_scene = scene.build()

    def open_named(name, **window):
        page = PAGES[name]
        opened = browser_page(user=the_scene.people[page.role], **window)
        answer = opened.goto(the_scene.address(page.address))
        assert answer.status == page.status
        return opened

    return open_named


def faults(page) -> list[str]:
    """What axe finds serious: the rule, and the first places it is broken at."""
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
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


@pytest.mark.parametrize("name", PAGES)
def test_a_page_serves_everybody(open_page, name):
    # axe comes in past the content policy, which the pages themselves keep.
    page = open_page(name, bypass_csp=True)
    assert cut_off(page) == [], "has to be scrolled sideways"
    assert faults(page) == [], "by day"
    page.emulate_media(color_scheme="dark")
    assert faults(page) == [], "by night"


def test_axe_notices_a_fault(open_page):
    page = open_page("about", bypass_csp=True)
    page.evaluate("document.querySelector('main').innerHTML = '<button></button><select></select>'")
    assert len(faults(page)) >= 2

"""Every public page keeps its budget of bytes and requests, and its content policy."""

import gzip
import re
from dataclasses import dataclass
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests import scene
from tests.pages import PAGES, PUBLIC

KB = 1000
#: Compressed bytes a first visit may cost, by kind; pictures are not counted.
BUDGETS = {"html": 20 * KB, "css": 15 * KB, "js": 30 * KB, "woff2": 20 * KB}
FIRST_VISIT, REQUESTS = 100 * KB, 10
CSS_ADDRESS = re.compile(r"url\([\"']?(?!data:)([^\"')]+)")
#: Already compressed.
AS_THEY_ARE = {"woff2"}


@pytest.fixture
def the_scene(db):
    return scene.build()


def open_page(the_scene, page):
    response = the_scene.client(page.role).get(the_scene.address(page.address))
    assert response.status_code == page.status, f"{page.address}: {response.status_code}"
    return response


class Links(HTMLParser):
    """The style sheets, scripts, fonts and pictures that a page makes a browser fetch."""

    def __init__(self, html: str):
        super().__init__()
        self.addresses: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        fetched = {"stylesheet", "preload", "icon", "manifest"}
        if tag == "script" and "src" in found:
            self.addresses.add(found["src"])
        elif tag == "link" and fetched & set(found.get("rel", "").split()):
            self.addresses.add(found["href"])


@dataclass
class Weight:
    """Compressed bytes by kind, and what is fetched."""

    bytes: dict[str, int]
    requests: set[str]


def weigh(html: bytes) -> Weight:
    """What a first visit fetches besides pictures: the page, what it links, and their fonts."""
    weight = Weight({"html": len(gzip.compress(html, 6))}, {"the page"})
    waiting = [a for a in Links(html.decode()).addresses if not a.startswith("data:")]
    while waiting:
        address = waiting.pop()
        if address in weight.requests:
            continue
        assert not urlsplit(address).netloc, f"fetched from outside: {address}"
        path = finders.find(address.removeprefix(settings.STATIC_URL))
        assert path, f"not a static file: {address}"
        content, kind = Path(path).read_bytes(), Path(path).suffix.lstrip(".")
        size = len(content) if kind in AS_THEY_ARE else len(gzip.compress(content, 9))
        weight.bytes[kind] = weight.bytes.get(kind, 0) + size
        weight.requests.add(address)
        if kind == "css":
            waiting += [urljoin(address, found) for found in CSS_ADDRESS.findall(content.decode())]
    return weight


def over_budget(weight: Weight) -> list[str]:
    """What a page costs too much of."""
    over = [f"{kind} {size}" for kind, size in weight.bytes.items() if size > BUDGETS.get(kind, 0)]
    if sum(weight.bytes.values()) > FIRST_VISIT:
        over.append(f"in all {sum(weight.bytes.values())}")
    if len(weight.requests) > REQUESTS:
        over.append(f"{len(weight.requests)} requests")
    return over


def test_public_pages_keep_their_budget(the_scene):
    costs = {name: weigh(open_page(the_scene, page).content) for name, page in PUBLIC.items()}
    assert {name: over_budget(cost) for name, cost in costs.items() if over_budget(cost)} == {}


def test_what_only_the_desk_styles_draw_stands_on_pages_that_load_them(the_scene):
    desk, core = known_classes("desk"), known_classes("tokens", "base", "layout", "components")
    for name, page in PAGES.items():
        html = open_page(the_scene, page).content.decode()
        used = {one for names in re.findall(r'class="([^"]*)"', html) for one in names.split()}
        linked = "css/desk.css" in html
        assert linked or not used & (desk - core), name
        assert not (linked and name in PUBLIC), name


def known_classes(*names: str) -> set[str]:
    """The classes some of our style sheets know."""
    css = "".join(Path(finders.find(f"css/{name}.css")).read_text() for name in names)
    return set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"url\(.*?\)", "", css)))


def test_the_budget_notices_a_heavy_page():
    html = (
        b"<link rel='stylesheet' href='/static/css/base.css'><script src='/static/js/enhance.js'>"
    )
    noise = b"".join(sha256(bytes([number])).hexdigest().encode() for number in range(256)) * 4
    weight = weigh(html + noise[::3] + noise[::5] + noise[::7])
    assert {"html", "css", "js", "woff2"} == set(weight.bytes)
    assert len(over_budget(weight)) == 1


def test_pages_let_nothing_inline_or_foreign_run(the_scene):
    for name, page in PAGES.items():
        policy = open_page(the_scene, page)["Content-Security-Policy"]
        parts = [part.split() for part in policy.split(";") if part.strip()]
        directives = {kind: allowed for kind, *allowed in parts}
        assert directives["default-src"] == ["'none'"], name
        assert directives["script-src"] == directives["style-src"] == ["'self'"], name
        assert directives["frame-ancestors"] == directives["base-uri"] == ["'none'"], name
        assert "unsafe" not in policy, name


def test_a_visitors_page_sets_no_cookie_unless_it_holds_a_form_to_send(the_scene):
    for name, page in PUBLIC.items():
        response = open_page(the_scene, page)
        if b'method="post"' not in response.content:
            assert not response.cookies, name

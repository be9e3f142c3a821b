"""Our templates hold nothing that the content policy forbids, and stay short."""

import re

import pytest

from portal.settings import env

TEMPLATES = [
    path.relative_to(env.ROOT)
    for room in ("portal", "home", "courses", "exchange")
    for path in sorted(env.ROOT.joinpath(room).glob("**/templates/**/*.html"))
]
MOST_LINES = 130
FORBIDDEN = {
    "a script in the page": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/(ld\+)?json)"),
    "styles in the page": re.compile(r"<style\b"),
    "a style attribute": re.compile(r"\sstyle\s*=", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=(?!=)", re.I),
    "a script address": re.compile(r"javascript:", re.I),
    # Django ends such a comment at the line's end and prints the rest.
    "a {# comment #} over several lines": re.compile(r"\{#(?![^\n]*#\})"),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_nothing_is_inline(path):
    text = env.ROOT.joinpath(path).read_text()
    assert [fault for fault, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>",
        '<script type="module">',
        "<style>",
        '<p style="a">',
        '<a onclick="b">',
        "javascript:x",
        "{# one line\nand one more #}",
    ],
)
def test_what_is_forbidden_is_recognised(text):
    assert any(pattern.search(text) for pattern in FORBIDDEN.values())


def test_what_is_allowed_is_not_forbidden():
    text = '<script src="x" defer></script><a data-on="x" href="/style/">money=on</a>'
    assert not any(pattern.search(text) for pattern in FORBIDDEN.values())


def test_a_template_is_split_before_it_grows_long():
    lengths = {
        str(path): len(env.ROOT.joinpath(path).read_text().splitlines()) for path in TEMPLATES
    }
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}

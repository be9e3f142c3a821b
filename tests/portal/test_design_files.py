"""The design's files: light enough for 3G, one vocabulary, letters that match the fonts."""

import gzip
import re
import sys

import pytest
from django.core.management import CommandError, call_command

from portal.management.commands.make_font import FACES
from portal.settings import env

STATIC = env.ROOT / "static"
STYLES = [
    STATIC / f"css/{name}.css" for name in ("tokens", "base", "layout", "components", "print")
]
DESK = STATIC / "css/desk.css"
#: Styles of single kinds of pages, which alone load them.
OF_SOME_PAGES = [STATIC / f"css/{name}.css" for name in ("composer", "history")]
TEMPLATES = [
    path
    for room in ("portal", "home", "courses", "exchange")
    for path in env.ROOT.joinpath(room).glob("**/templates/**/*.html")
]
# Names that say what a thing is and need no style of their own.
BARE = {"row__main", "roll__who", "tile__label", "dots--none"}
# Wagtail's own, on pages of the admin.
BARE |= {"button", "help-block", "help-warning"}


def sent(paths) -> int:
    """Bytes on the wire, each file compressed by itself."""
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_styles_and_scripts_keep_their_budget():
    assert sent(STYLES) <= 15 * 1024
    assert sent([*STYLES, DESK]) <= 20 * 1024
    for sheet in OF_SOME_PAGES:
        assert sent([*STYLES, sheet]) <= 16 * 1024
    # What every page loads; the rest belongs to pages on which people write or register.
    assert sent([STATIC / "js/enhance.js"]) <= 1.5 * 1024
    assert sent(STATIC.glob("js/*.js")) <= 10 * 1024


def test_both_faces_together_keep_the_budget():
    assert sum(path.stat().st_size for path in STATIC.glob("fonts/*.woff2")) <= 20 * 1024


def test_styles_name_the_letters_the_bold_face_has():
    css = (STATIC / "css/base.css").read_text()
    named = set()
    for part in re.search(r"unicode-range: ([^;]+);", css)[1].split(", "):
        first, _, last = part.removeprefix("U+").partition("-")
        named.update(range(int(first, 16), int(last or first, 16) + 1))
    letters = set(FACES["sarabun-bold.woff2"][1])
    assert letters <= named
    # Whatever else the range names is Thai that only the regular face draws.
    assert all(0xE00 <= letter <= 0xE7F for letter in named - letters)


def test_every_class_in_a_template_is_known_to_the_styles():
    sheets = [*STYLES, DESK, *OF_SOME_PAGES]
    css = re.sub(r"url\(.*?\)", "", "".join(path.read_text() for path in sheets))
    known = set(re.findall(r"\.([a-z][\w-]*)", css)) | BARE
    unknown = set()
    for path in TEMPLATES:
        text = re.sub(r"[\w-]*\{\{.*?\}\}[\w-]*", " ", path.read_text())
        text = re.sub(r"\{%.*?%\}", " ", text)
        for names in re.findall(r'\bclass="([^"]*)"', text):
            unknown |= {(path.name, name) for name in names.split() if name not in known}
    assert unknown == set()


def test_making_the_font_without_its_tools_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "fontpkg_sarabun", None)
    monkeypatch.setitem(sys.modules, "brotli", None)
    with pytest.raises(CommandError, match="pip install"):
        call_command("make_font")

"""Decides which messages need a Thai translation, and keeps the catalogue in step: `make messages`.

Django's own commands call the gettext programs, which a plain machine does not have;
Babel reads and writes the same files in Python. Messages are taken from Python code as
they stand and from templates through Django's own `templatize`.

Django asks our catalogue before those of the libraries, so it also mends what readers of
Thai meet of Django, allauth and Wagtail. These borrowed messages are listed in
`portal/locale/borrowed.pot`, by hand; those of Wagtail's scripts in `djangojs.po` itself.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import allauth
import django
import wagtail
from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from portal.settings import env

ROOMS = ("portal", "home", "courses", "exchange")
FOLDER = env.ROOT / "portal" / "locale" / "th" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
#: Nothing of ours is in this one: our own scripts take their words from the page.
SCRIPTS_PO, SCRIPTS_MO = FOLDER / "djangojs.po", FOLDER / "djangojs.mo"
BORROWED = env.ROOT / "portal" / "locale" / "borrowed.pot"
LIBRARIES = (django, allauth, wagtail)
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def sources() -> list[Path]:
    """Our code and templates, in an order that does not change."""
    found = []
    for room in ROOMS:
        found += env.ROOT.joinpath(room).rglob("*.py")
        found += env.ROOT.joinpath(room).glob("**/templates/**/*.*")
    return sorted(path for path in found if path.is_file())


def as_python(path: Path) -> str:
    """The text of a file with every message in a Python call.

    What `templatize` makes of a template is meant for a scanner that does not mind
    indentation; Python's does.
    """
    text = path.read_text()
    if path.suffix == ".py":
        return text
    return "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())


def ours() -> Catalog:
    """The messages that our code and templates use, without translations."""
    catalog = Catalog(locale="th", domain="django", fuzzy=False)
    for path in sources():
        text = BytesIO(as_python(path).encode())
        place = path.relative_to(env.ROOT).as_posix()
        for line, keyword, message, comments in extract_python(
            text, KEYWORDS, ["Translators:"], {}
        ):
            add(catalog, keyword, message, place, line, comments)
    return catalog


def used() -> Catalog:
    """Every message our catalogue has to translate: ours and the borrowed."""
    catalog = ours()
    for message in filter(is_message, borrowed()):
        catalog.add(message.id, locations=message.locations, context=message.context)
    return catalog


def add(catalog: Catalog, keyword: str, message, place: str, line: int, comments):
    """Put one call into the catalogue: what is context, what singular, what plural in it."""
    said = message if isinstance(message, tuple) else (message,)
    parts = [part for part in said if part]
    context = parts.pop(0) if "pgettext" in keyword else None
    if not parts:
        return
    plural = "ngettext" in keyword or "npgettext" in keyword
    ids = tuple(parts[:2]) if plural else parts[0]
    catalog.add(ids, locations=[(place, line)], auto_comments=comments, context=context)


def borrowed() -> Catalog:
    """Messages of the libraries that our catalogue translates in their place."""
    with BORROWED.open("rb") as file:
        return read_po(file, locale="th", domain="django")


def of_libraries(domain: str) -> Iterator:
    """Every message that the libraries installed have in a domain."""
    for library in LIBRARIES:
        folder = Path(library.__file__).parent
        for path in folder.rglob(f"locale/en/LC_MESSAGES/{domain}.po"):
            with path.open("rb") as file:
                yield from filter(is_message, read_po(file, locale="en"))


def kept(path: Path = PO) -> Catalog:
    """A catalogue as it was translated."""
    if not path.exists():
        return Catalog(locale="th", domain=path.stem, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="th", domain=path.stem)


def compiled(path: Path = MO) -> Catalog:
    """A catalogue as Django reads it."""
    with path.open("rb") as file:
        catalog = read_mo(file)
    for message in catalog:
        if message.context:  # Babel leaves contexts as bytes
            message.context = message.context.decode()
    return catalog


def is_message(message) -> bool:
    """Whether it is more than the head of a catalogue."""
    return bool(message.id)


def is_translated(message) -> bool:
    """Whether somebody translated the message and meant it."""
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(texts) and not message.fuzzy


def untranslated(catalog: Catalog) -> list[str]:
    return [str(message.id) for message in catalog if message.id and not is_translated(message)]


def renew() -> Catalog:
    """Add new messages, drop unused ones, write the .po and both .mo."""
    catalog = kept()
    catalog.update(used(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    # The header tells nothing that changes from run to run.
    catalog.header_comment = (
        "# Thai translations of the portal; `make messages` keeps them in step."
    )
    catalog.project, catalog.version = "phuean-kongthun", ""
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = ""
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        # Without line numbers, so that a moved line changes nothing here.
        write_po(file, catalog, width=100, sort_by_file=True, include_lineno=False)
    with MO.open("wb") as file:
        write_mo(file, catalog)
    with SCRIPTS_MO.open("wb") as file:
        write_mo(file, kept(SCRIPTS_PO))
    return catalog


if __name__ == "__main__":
    missing = untranslated(renew())
    print(f"{len(missing)} messages wait for a translation in {PO.relative_to(env.ROOT)}")
    sys.stdout.writelines(f"  {message}\n" for message in missing[:20])

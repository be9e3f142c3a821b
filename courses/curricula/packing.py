"""Decides what lies in the ZIP of a curriculum that goes on a memory card.

One HTML page that needs no connection (styles and letters are inside the page itself, since
many phones open a file without its neighbours), and beside it every document and picture
under a plain ASCII name. What is a link only is listed. The same text makes the same bytes.
"""

import hashlib
import re
import unicodedata
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from wagtail.documents import get_document_model

from courses.curricula.timing import HalfDayRun
from courses.curricula.zip_stream import Entry, measured
from courses.models.reading import Reading

PAGE = "index.html"
FACES = (("regular", 400), ("bold", 700))


@dataclass(frozen=True)
class Package:
    """A ZIP to be sent: its file name, its entries, and a mark of its whole content."""

    name: str
    entries: list[Entry]

    @property
    def etag(self) -> str:
        told = "\n".join(f"{one.name} {one.size} {one.crc}" for one in self.entries)
        return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def pack(
    *,
    reading: Reading,
    address: str,
    root: str,
    site_name: str,
    edition=None,
    half_days: list[HalfDayRun] | None = None,
) -> Package:
    """The ZIP of a curriculum or session as read, in the language of the moment.

    `address` is the page it was taken from and `root` the site's, for links out of it.
    `half_days` is the timing plan: given, the trainer's guide is inside. Files that cannot be
    read from the disk are said to be missing.
    """
    entries = _file_entries(reading)
    places = {key: entry.name for key, entry in entries.items()}
    for material in reading.all_materials:
        file = material.file
        material.place = places.get((type(file), file.pk)) if file is not None else None
        material.is_locked = reading.is_locked(material)
    html = render_to_string(
        "courses/offline.html",
        {
            "page": reading.page,
            "reading": reading,
            "only_links": [m for m in reading.all_materials if not m.place],
            "half_days": half_days,
            "edition": edition,
            "address": address,
            "site_name": site_name,
            "styles": _styles(),
        },
    )
    page = with_full_links(html, root).encode()
    guide = "-guide" if half_days is not None else ""
    session = f"-{reading.session.number}" if reading.session else ""
    name = f"{plain_name(reading.page.slug, 'curriculum')}{session}{guide}.zip"
    return Package(name, [measured(PAGE, lambda: BytesIO(page)), *entries.values()])


def _file_entries(reading: Reading) -> dict[tuple, Entry]:
    """An entry for each file that is there, by its kind and key."""
    found = {}
    for number, file in enumerate(reading.files, 1):
        name = file_name(number, file)
        opened = file.file.storage.open
        try:
            entry = measured(name, lambda opened=opened, path=file.file.name: opened(path))
        except OSError:
            continue
        found[type(file), file.pk] = entry
    return found


def file_name(number: int, file) -> str:
    """Where a document or picture lies in the ZIP: numbered, in plain ASCII."""
    folder = "files" if isinstance(file, get_document_model()) else "pictures"
    stem, _dot, ending = file.file.name.rpartition("/")[2].rpartition(".")
    stem, ending = plain_name(stem, file._meta.model_name), plain_name(ending, "bin")
    return f"{folder}/{number:02}-{stem}.{ending}"


def plain_name(text: str, otherwise: str) -> str:
    """A name every system can write; Thai leaves nothing, then it is called after its kind."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return slugify(plain)[:40].strip("-") or otherwise


def with_full_links(html: str, root: str) -> str:
    """Links into the site lead there from anywhere."""
    return re.sub(r"""(href|src)=(["'])/(?!/)""", rf"\1=\2{root}/", html)


@lru_cache
def _styles() -> str:
    """The style element of the page, with the letters in it."""
    faces = []
    for face, weight_ in FACES:
        with open(finders.find(f"fonts/sarabun-{face}.woff2"), "rb") as file:
            letters = b64encode(file.read()).decode()
        faces.append(
            "@font-face{font-family:Sarabun;"
            f"font-weight:{weight_};src:url(data:font/woff2;base64,{letters}) format('woff2')}}"
        )
    with open(finders.find("css/offline.css"), encoding="utf-8") as file:
        return mark_safe(f"<style>{''.join(faces)}{file.read()}</style>")  # our own files

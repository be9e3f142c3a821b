"""Decides what the file of a carried curriculum says: a list in JSON, and the files it names."""

import json
from copy import deepcopy

from wagtail.rich_text import expand_db_html

from courses.curricula.packing import with_full_links
from courses.models import CurriculumPage
from courses.models.outline import materials_in, sessions_in, strings_in

FORMAT = "phuean-kongthun-curriculum"
VERSION = 1
MANIFEST = "curriculum.json"

RICH_FIELDS = ("aims", "before", "text", "guide_notes")
PLAIN_FIELDS = (
    *("title", "slug", "summary", "search_description", "level", "guide_checklist"),
    *(f"for_{name}" for name in CurriculumPage.Audience.values),
    "in_thai",
)
#: Fields whose values JSON does not know: written as text, empty for nothing.
TEXT_FIELDS = ("typed_hours", "guide_starts_at")
STREAMS = ("sessions", "materials")
FILE_BOXES = ("document", "image")


def rich_values(stored: list):
    """(holder, key) of every rich text in stored blocks."""
    for session in sessions_in(stored):
        yield session, "plan"
        guide = session.get("guide")
        if isinstance(guide, dict):
            yield guide, "notes"


def all_materials(streams: dict) -> list[dict]:
    """The stored value of every material of both streams."""
    own = [child["value"] for child in streams["materials"]]
    return [*materials_in(streams["sessions"]), *own]


def plain_strings(manifest: dict):
    """Every string that is no rich text: none of them may hold HTML."""
    copy = deepcopy(manifest)
    for name in RICH_FIELDS:
        copy["texts"].pop(name, None)
    for holder, key in list(rich_values(copy["streams"]["sessions"])):
        holder.pop(key, None)
    yield from strings_in(copy)


def rich_strings(manifest: dict):
    """Every rich text."""
    for name in RICH_FIELDS:
        yield manifest["texts"].get(name) or ""
    for holder, key in rich_values(manifest["streams"]["sessions"]):
        yield holder.get(key) or ""


def describe(page: CurriculumPage, *, edition, origin: dict, root: str, files: dict) -> dict:
    """The list of a curriculum. `files` maps (box, key in this database) to what is carried;
    links into this installation are written out in full.
    """
    streams = {name: deepcopy(list(getattr(page, name).get_prep_value())) for name in STREAMS}
    for material in all_materials(streams):
        for box in FILE_BOXES:
            carried = files.get((box, material.get(box)))
            material[box] = carried["key"] if carried else None
    for holder, key in rich_values(streams["sessions"]):
        holder[key] = _carried_html(holder.get(key) or "", root)
    texts = {name: getattr(page, name) for name in PLAIN_FIELDS}
    texts |= {name: _carried_html(getattr(page, name), root) for name in RICH_FIELDS}
    for name in TEXT_FIELDS:
        value = getattr(page, name)
        texts[name] = "" if value is None else str(value)
    programme = page.programme()
    return {
        "format": FORMAT,
        "version": VERSION,
        "uid": str(page.uid),
        "origin": origin,
        "edition": {
            "number": edition.number if edition else 1,
            "published_at": page.last_published_at.isoformat(),
        },
        "programme": programme.title if programme else "",
        "texts": texts,
        "subjects": [one.slug for one in page.subjects.all()],
        "languages": [one.slug for one in page.languages.all()],
        "prerequisites": [
            {"uid": str(row.needs.uid), "title": row.needs.title, "by": row.by}
            for row in page.prerequisites.select_related("needs")
        ],
        "streams": streams,
        "files": list(files.values()),
    }


def as_bytes(manifest: dict) -> bytes:
    return json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _carried_html(html: str, root: str) -> str:
    """Rich text whose links lead to this installation from anywhere."""
    return with_full_links(expand_db_html(html), root)

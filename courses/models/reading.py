"""Decides what of a curriculum is read at once: all of it or one session, and with which files."""

from dataclasses import dataclass, field

from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction

from courses.blocks.files import files_at_hand
from courses.blocks.languages import THAI
from courses.blocks.materials import megabytes
from courses.models.outline import PAGE_SIZE, Part, stored_materials

#: Pictures on a page: wide enough for a phone held across.
PICTURE = "width-640|format-webp"


class NoSuchSession(Exception):
    """The curriculum has no session with this key (any more)."""


@dataclass
class Reading:
    """The text of a curriculum, or of one of its sessions, with its files at hand."""

    page: object
    parts: list[Part]
    materials: list = field(default_factory=list)
    session: object = None
    #: Documents only signed-in people may fetch: never packed.
    locked: frozenset[int] = frozenset()

    @property
    def all_materials(self) -> list:
        """Every material, in the order one meets it."""
        found = []
        for part in self.parts:
            for session in part.sessions:
                found += session.value["materials"]
            found += part.materials
        return [*found, *self.materials]

    @property
    def files(self) -> list:
        """Each document and picture that is handed out, once, in the order one meets it."""
        found = {}
        for material in self.all_materials:
            file = material.file
            if file is not None and not self.is_locked(material):
                found.setdefault((type(file), file.pk), file)
        return list(found.values())

    @property
    def megabytes(self) -> float:
        """What the ZIP of it weighs, roughly, without making it."""
        return megabytes(sum(file.file_size or 0 for file in self.files) + PAGE_SIZE)

    def is_locked(self, material) -> bool:
        document = material.get("document")
        return document is not None and document.pk in self.locked


def read(page, *, key: str = "", pictures: bool = False) -> Reading:
    """The whole curriculum, or the session with a key, which raises `NoSuchSession`.

    Queries do not grow with sessions and materials. `pictures` brings along what a page
    needs to show them; files of a ZIP do without.
    """
    stored = [*stored_materials(page.sessions), *(c["value"] for c in page.materials.raw_data)]
    with files_at_hand(stored):
        parts, materials, session = page.parts, [child.value for child in page.materials], None
    if key:
        parts, session = _only(parts, key)
        materials = []
    reading = Reading(page, parts, materials, session)
    _name_languages(page, reading.all_materials)
    documents = [m.get("document") for m in reading.all_materials if m.get("document")]
    reading.locked = _locked(documents)
    if pictures:
        _prepare_pictures(reading.all_materials)
    return reading


def _only(parts: list[Part], key: str):
    for part in parts:
        for session in part.sessions:
            if session.key == key:
                title = part.title
                return [Part(part.number, title, part.objectives, [session])], session
    raise NoSuchSession


def _name_languages(page, materials) -> None:
    """Writes `language_name` on each; Thai goes without saying. They are the page's own."""
    names = {"en": _("English")} | {tag.slug: tag.name for tag in page.language_tags}
    for material in materials:
        slug = material.get("language") or THAI
        material.language_name = "" if slug == THAI else names.get(slug, slug)


def _locked(documents) -> frozenset[int]:
    """Those that lie in a collection which is not open to everybody."""
    if not documents:
        return frozenset()
    closed = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    inside = Q(pk__in=[])
    for path in closed:
        inside |= Q(path__startswith=path)
    if not inside:
        return frozenset()
    collections = set(Collection.objects.filter(inside).values_list("pk", flat=True))
    return frozenset(one.pk for one in documents if one.collection_id in collections)


def _prepare_pictures(materials) -> None:
    """Brings along what is there of their smaller versions, in one query."""
    images = [material.picture for material in materials if material.picture]
    if not images:
        return
    prefetch = get_image_model().objects.prefetch_renditions(PICTURE)._prefetch_related_lookups
    prefetch_related_objects(images, *prefetch)

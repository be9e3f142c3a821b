"""Decides how pictures and files of a lesson are stored, and in which sizes they are shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db.models import prefetch_related_objects
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from exchange.models import LessonFile, LessonPicture
from exchange.uploads import clean_file, clean_picture
from portal.people.models import User

#: Widths a browser chooses from.
WIDTHS = (320, 640, 960)
SIZES = "(min-width: 60em) 40rem, 94vw"


def rendition(width: int) -> str:
    return f"width-{width}|format-webp"


RENDITIONS = tuple(rendition(width) for width in WIDTHS)


@dataclass(frozen=True)
class ShownPicture:
    """A picture as a page shows it: small first, larger ones for wide screens."""

    src: str
    srcset: str
    width: int
    height: int
    kilobytes: int
    alt: str
    caption: str


def keep_picture(*, content: bytes, by: User) -> LessonPicture:
    """Store a picture without hidden data, in all its sizes; raises `UploadRefused`.

    Its name says nothing, so that a draft's picture cannot be guessed.
    """
    kept = clean_picture(content)
    name = f"lesson-{uuid4().hex}.{kept.ending}"
    image = get_image_model().objects.create(
        title=name,
        file=ContentFile(kept.content, name=name),
        file_size=len(kept.content),
        uploaded_by_user=by,
    )
    image.get_renditions(*RENDITIONS)
    return LessonPicture(image=image)


def keep_file(*, content: bytes, name: str, title: str, by: User) -> LessonFile:
    """Store a file of an allowed kind under a name that cannot be guessed."""
    kept = clean_file(content, name)
    document = get_document_model().objects.create(
        title=title,
        file=ContentFile(kept.content, name=f"lesson-{uuid4().hex[:12]}.{kept.ending}"),
        file_size=len(kept.content),
        uploaded_by_user=by,
    )
    return LessonFile(document=document, title=title)


def shown_pictures(pictures: Iterable[LessonPicture]) -> list[ShownPicture]:
    """Pictures in their sizes; two queries however many, once the sizes were made."""
    pictures = list(pictures)
    if not pictures:
        return []
    prefetch_related_objects(pictures, "image")
    images = [picture.image for picture in pictures]
    lookups = get_image_model().objects.prefetch_renditions(*RENDITIONS)._prefetch_related_lookups
    prefetch_related_objects(images, *lookups)
    return [_shown(picture) for picture in pictures]


def _shown(picture: LessonPicture) -> ShownPicture:
    sizes = list(picture.image.get_renditions(*RENDITIONS).values())
    # A small picture is not made larger: then several widths are one.
    by_width = {one.width: one for one in sizes}
    smallest = by_width[min(by_width)]
    return ShownPicture(
        src=smallest.url,
        srcset=", ".join(f"{one.url} {width}w" for width, one in sorted(by_width.items())),
        width=smallest.width,
        height=smallest.height,
        kilobytes=max(1, round((smallest.file_size or smallest.file.size) / 1000))
        if hasattr(smallest, "file_size")
        else max(1, round(smallest.file.size / 1000)),
        alt=picture.alt,
        caption=picture.caption,
    )

"""Decides what of a picture or file that somebody sends is kept: no place, no name, no number.

Pure: bytes in, bytes out, or a refusal a person can read. A picture is turned upright, made
as large as a screen needs, and written anew, so that no hidden data (place, time, phone, name)
stays in it. HEIC, as many phones write it, is read like any other.
"""

import csv
from dataclasses import dataclass
from io import BytesIO, StringIO
from zipfile import BadZipFile, ZipFile

import pillow_heif
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from PIL import Image, ImageOps, UnidentifiedImageError

from exchange.talk.text import tidy
from portal.thai.digits import holds_national_id

MEGABYTE = 1_000_000
LARGEST_PICTURE = 20 * MEGABYTE
LARGEST_FILE = 10 * MEGABYTE
#: Long side of what is kept: twice the widest rendition.
LONG_SIDE = 1920
#: Beyond this a picture is a trap or a scan, and would fill the memory.
MOST_PIXELS = 60_000_000
READ = ("JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF")
PICTURE_NAMES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".heif", ".avif")

#: What each kind of file begins with.
ZIPPED = b"PK\x03\x04"
BEGINNINGS = {
    "pdf": b"%PDF-",
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp"), ZIPPED),
    "txt": b"",
    "csv": b"",
}
#: Cells of a table that are looked through for ID numbers.
MOST_CELLS = 200_000

pillow_heif.register_heif_opener()


class UploadRefused(Exception):
    """The picture or file is not kept; the message says why and what to do."""


@dataclass(frozen=True)
class Kept:
    """What is stored: the bytes and the kind of file they are."""

    content: bytes
    ending: str


def is_picture(content: bytes, name: str) -> bool:
    """Whether it is a picture: its content says so, or nothing but its name does."""
    try:
        with Image.open(BytesIO(content), formats=READ):
            return True
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return name.lower().endswith(PICTURE_NAMES)


def clean_picture(content: bytes) -> Kept:
    """A picture without hidden data, upright, at most 1,920 px; JPEG, or PNG if see-through."""
    if len(content) > LARGEST_PICTURE:
        raise UploadRefused(_("This picture is larger than 20 MB. Please send a smaller one."))
    try:
        with Image.open(BytesIO(content), formats=READ) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise UploadRefused(_("This picture is too large. Please send a smaller one."))
            picture.draft("RGB", (LONG_SIDE, LONG_SIDE))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONG_SIDE, LONG_SIDE))
            return _written_anew(upright)
    except UploadRefused:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise UploadRefused(
            _("This file could not be read as a picture. Please send a JPG, PNG or HEIC picture.")
        ) from None


def _written_anew(picture: Image.Image) -> Kept:
    see_through = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    mode, kind, options = (
        ("RGBA", "PNG", {"optimize": True})
        if see_through
        else ("RGB", "JPEG", {"quality": 85, "optimize": True, "progressive": True})
    )
    # Only the points are carried over: what else a picture brings along stays behind.
    points = picture.convert(mode)
    bare = Image.frombytes(mode, points.size, points.tobytes())
    target = BytesIO()
    bare.save(target, kind, **options)
    return Kept(target.getvalue(), "png" if see_through else "jpg")


def clean_file(content: bytes, name: str) -> Kept:
    """A file of a kind that is allowed, as it was sent; refused where it holds an ID number."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in BEGINNINGS:
        raise UploadRefused(
            _("Files of this kind cannot be kept. Please send one of these: %(kinds)s.")
            % {"kinds": ", ".join(sorted(BEGINNINGS))}
        )
    if not content:
        raise UploadRefused(_("This file is empty."))
    if len(content) > LARGEST_FILE:
        raise UploadRefused(_("This file is larger than 10 MB. Please send a smaller one."))
    if not content.startswith(BEGINNINGS[ending]) or _is_broken(content, ending):
        raise UploadRefused(
            _("This file is not what its name says (%(kind)s). Please save it once more.")
            % {"kind": ending}
        )
    if any(holds_national_id(text) for text in _texts_in(content, ending)):
        raise UploadRefused(
            _(
                "There is something like a national ID number in this file. To protect people "
                "the portal never keeps them: please take it out and send the file again."
            )
        )
    return Kept(content, ending)


def title_of(name: str) -> str:
    """A file's own name without its ending, unless it gives away a number of a person."""
    title = " ".join(tidy(name.rpartition(".")[0] or name).replace("_", " ").split())[:150]
    return title if title and not holds_national_id(title) else _("Paper")


def _is_broken(content: bytes, ending: str) -> bool:
    if BEGINNINGS[ending] == ZIPPED:
        try:
            names = ZipFile(BytesIO(content)).namelist()
        except (BadZipFile, ValueError):
            return True
        return "[Content_Types].xml" not in names and "mimetype" not in names
    return ending in ("txt", "csv") and b"\x00" in content[:4000]


def _texts_in(content: bytes, ending: str):
    """What can be read of a table or a plain text, piece by piece."""
    if ending in ("txt", "csv"):
        text = _decoded(content)
        yield text
        if ending == "csv":
            for row in csv.reader(StringIO(text)):
                yield from row
    elif ending == "xlsx":
        yield from _cells(content)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp874"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _cells(content: bytes):
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        left = MOST_CELLS
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                left -= len(row)
                if left < 0:
                    return
                yield from (_as_text(cell) for cell in row if cell is not None)
    except UploadRefused:
        raise
    except Exception:  # whatever a damaged workbook breaks in the reader
        raise UploadRefused(
            _("This table could not be read. Please save it once more and try again.")
        ) from None


def _as_text(cell) -> str:
    """A number typed into a table has lost its form: 1234567890123.0."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)

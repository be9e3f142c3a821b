"""Decides what a material of a curriculum is, and what must be said about it.

A document, slides or a recording lie in the library of documents, a picture in that of
pictures; a video or a web page is a link. What people hear must also be there to read.
"""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.files import DocumentBlock, PictureBlock
from courses.blocks.languages import language_choices

MEGABYTE = 1_000_000
OTHER_LICENCE = "other"

LICENCES = (
    ("own", _("own work of the network, free to use and change")),
    ("cc-by", "CC BY"),
    ("cc-by-sa", "CC BY-SA"),
    ("cc-by-nc", "CC BY-NC"),
    ("public", _("public domain")),
    (OTHER_LICENCE, _("other")),
)
LICENCE_NAMES = {**dict(LICENCES), "own": _("own work of the network")}

KINDS = (
    ("document", _("document")),
    ("slides", _("slides")),
    ("picture", _("picture")),
    ("audio", _("sound recording")),
    ("video", _("video")),
    ("link", _("web page")),
)
#: Where each kind is found: the block that holds it.
PLACE_OF = {
    "document": "document",
    "slides": "document",
    "picture": "image",
    "audio": "document",
    "video": "link",
    "link": "link",
}
AUDIO_ENDINGS = ("mp3", "m4a", "ogg", "opus", "wav")
SPOKEN = ("audio", "video")

WHAT_IS_MISSING = {
    "document": _("Choose the file."),
    "image": _("Choose the picture."),
    "link": _("Write the address of the video or page."),
}


def megabytes(size: int | None) -> float | None:
    """A size in MB to one decimal, at least 0.1; None where it is not known."""
    return max(round(size / MEGABYTE, 1), 0.1) if size else None


class MaterialValue(blocks.StructValue):
    """A material as a page shows it: where it is, what kind, how heavy, whose it is."""

    @property
    def what(self) -> str:
        """One of `KINDS`; read off what is there for materials written before kinds were."""
        if self.get("kind"):
            return self["kind"]
        if self.get("image"):
            return "picture"
        return "document" if self.get("document") or not self.get("link") else "link"

    @property
    def kind_name(self) -> str:
        return str(dict(KINDS).get(self.what, ""))

    @property
    def file(self):
        """The document or picture of the libraries; None for links and what was deleted."""
        place = PLACE_OF.get(self.what)
        return None if place == "link" else self.get(place)

    @property
    def address(self) -> str:
        """Where it is fetched from; empty when its file was deleted since."""
        file = self.file
        if file is not None:
            return file.file.url if self.what == "picture" else file.url
        return (self.get("link") or "") if PLACE_OF.get(self.what) == "link" else ""

    @property
    def ending(self) -> str:
        """The kind of file ("PDF"), or the site a link leads to."""
        file = self.file
        if file is not None:
            return file.file.name.rpartition(".")[2].upper()
        return urlsplit(self.get("link") or "").netloc.removeprefix("www.")

    @property
    def size(self) -> int:
        """How heavy its file is; 0 for links and unknown sizes."""
        file = self.file
        return (file.file_size or 0) if file is not None else 0

    @property
    def megabytes(self) -> float | None:
        return megabytes(self.size)

    @property
    def licence_name(self) -> str:
        """The licence in the reader's language, or what was written for one of another kind."""
        licence = self.get("licence") or ""
        if licence == OTHER_LICENCE:
            return self.get("licence_text") or ""
        return str(LICENCE_NAMES.get(licence, ""))

    @property
    def picture(self):
        """What is shown of it: a picture, or the still of a video; None for anything else."""
        return self.get("image") if self.what in ("picture", "video") else None

    @property
    def plays(self) -> bool:
        """Whether it is a recording that a browser can play."""
        return self.what == "audio" and self.ending.lower() in AUDIO_ENDINGS


class LanguageBlock(blocks.ChoiceBlock):
    """A choice whose list is read for the editor alone: showing a value asks for no list."""

    def normalize_choice(self, choice):
        return choice


class MaterialBlock(blocks.StructBlock):
    """Something handed out, shown, heard or watched, with its licence and its language."""

    title = blocks.CharBlock(label=_("title"), max_length=200)
    kind = blocks.ChoiceBlock(label=_("kind"), choices=KINDS, search_index=False)
    document = DocumentBlock(
        label=_("file"), required=False, help_text=_("For documents, slides and recordings.")
    )
    image = PictureBlock(
        label=_("picture"), required=False, help_text=_("A picture, or one frame of a video.")
    )
    link = blocks.URLBlock(
        label=_("link"), required=False, help_text=_("For videos and web pages.")
    )
    language = LanguageBlock(label=_("language"), choices=language_choices, search_index=False)
    licence = blocks.ChoiceBlock(label=_("licence"), choices=LICENCES, search_index=False)
    licence_text = blocks.CharBlock(
        label=_("which licence, if another"), required=False, max_length=200
    )
    credit = blocks.CharBlock(
        label=_("credit"),
        required=False,
        max_length=200,
        help_text=_("Who made it, as they want to be named."),
    )
    transcript = blocks.TextBlock(
        label=_("what is said, to read"),
        required=False,
        rows=3,
        help_text=_("For recordings and videos: many people cannot listen."),
    )
    no_transcript = blocks.CharBlock(
        label=_("why there is nothing to read"),
        required=False,
        max_length=200,
        help_text=_("Only for videos, for example because nobody speaks in it."),
    )
    note = blocks.CharBlock(
        label=_("note"), required=False, max_length=300, help_text=_("Length, how to print it.")
    )

    class Meta:
        icon = "doc-full"
        label = _("material")
        value_class = MaterialValue
        label_format = "{title}"

    def clean(self, value):
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        problems = dict(problems_of(cleaned))
        if problems:
            raise blocks.StructBlockValidationError(
                block_errors={name: ValidationError(text) for name, text in problems.items()}
            )
        return cleaned


def problems_of(value: MaterialValue):
    """(name of the box, sentence) for everything that does not fit a material's kind."""
    kind = value.what
    place = PLACE_OF[kind]
    if not value.get(place):
        yield place, WHAT_IS_MISSING[place]
    for other in ("document", "image", "link"):
        still = kind == "video" and other == "image"
        if other != place and value.get(other) and not still:
            yield other, _("This does not belong to a material of this kind: take it out.")
    file = value.get("document")
    if kind == "audio" and file and file.file_extension.lower() not in AUDIO_ENDINGS:
        yield "document", _("This file is no recording. Choose an MP3 file, for example.")
    if value.get("licence") == OTHER_LICENCE and not value.get("licence_text"):
        yield "licence_text", _("Write which licence it is.")
    if kind == "audio" and not value.get("transcript"):
        yield "transcript", _("Write what is said, so that everybody can read it.")
    if kind == "video" and not (value.get("transcript") or value.get("no_transcript")):
        yield "transcript", _("Write what is said, or below why there is nothing to read.")

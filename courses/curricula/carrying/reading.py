"""Decides whether a file is a carried curriculum that may be trusted, before anything is made.

Everything in it was written by somebody else: names that lead out of the folder, sizes that
explode, files that are missing, changed or of a wrong kind, and HTML are each refused with
one sentence.
"""

import hashlib
import json
import re
import uuid
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from pathlib import PurePosixPath

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from PIL import Image as Drawing

from courses.curricula.carrying.manifest import (
    FORMAT,
    MANIFEST,
    PLAIN_FIELDS,
    RICH_FIELDS,
    STREAMS,
    TEXT_FIELDS,
    VERSION,
    all_materials,
    plain_strings,
    rich_strings,
)
from courses.curricula.zip_stream import CHUNK

MOST_ENTRIES = 1000
MOST_LISTED = 4_000_000
MOST_UNPACKED = 600_000_000
PICTURES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP"}
MARKUP = re.compile(r"<[a-zA-Z/!?]")
TAGS = {*("p", "b", "strong", "i", "em", "ol", "ul", "li", "a", "h3", "h4", "br")}
SAFE_LINK = re.compile(r"(https?:|mailto:|tel:|#)", re.IGNORECASE)


class CarriedRefused(Exception):
    """The file is not taken; the message says why."""


@dataclass(frozen=True)
class Carried:
    """A file that was looked through: what it lists, and where its files lie in it."""

    path: str
    manifest: dict
    published_at: datetime

    @property
    def uid(self) -> uuid.UUID:
        return uuid.UUID(self.manifest["uid"])

    @property
    def size(self) -> int:
        return sum(one["size"] for one in self.manifest["files"])

    def chunks(self, listed: dict) -> Iterator[bytes]:
        """The bytes of one of its files."""
        with zipfile.ZipFile(self.path) as package, package.open(listed["path"]) as opened:
            while chunk := opened.read(CHUNK):
                yield chunk


def look_through(path: str) -> Carried:
    """Reads a file on the disk and checks all of it. Raises `CarriedRefused`."""
    try:
        with zipfile.ZipFile(path) as package:
            _check_entries(package)
            manifest = _listed(package)
            _check_shape(manifest)
            _check_texts(manifest)
            _check_files(package, manifest)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as problem:
        raise CarriedRefused(
            _("This file cannot be opened as a ZIP: it is of another kind, or damaged.")
        ) from problem
    published = parse_datetime(manifest["edition"]["published_at"])
    return Carried(str(path), manifest, published)


def _check_entries(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > MOST_UNPACKED:
        raise CarriedRefused(_("Unpacked, this file would be too large."))
    for one in entries:
        name = PurePosixPath(one.filename)
        outside = name.is_absolute() or ".." in name.parts or "\\" in one.filename
        if outside or ":" in one.filename:
            raise CarriedRefused(
                _("This file holds something that would be written outside its folder.")
            )
        if one.flag_bits & 1:
            raise CarriedRefused(_("This file is locked with a password."))


def _listed(package: zipfile.ZipFile) -> dict:
    """The list inside, or the reason why there is none."""
    if MANIFEST not in package.namelist():
        raise CarriedRefused(
            _("This is no file of a curriculum: the list of what is inside is missing.")
        )
    with package.open(MANIFEST) as opened:
        text = opened.read(MOST_LISTED + 1)
    if len(text) > MOST_LISTED:
        raise CarriedRefused(_("Unpacked, this file would be too large."))
    try:
        manifest = json.loads(text)
        right_format = manifest["format"] == FORMAT
        version = int(manifest["version"])
    except (ValueError, TypeError, KeyError, RecursionError) as problem:
        raise CarriedRefused(_unreadable()) from problem
    if not right_format:
        raise CarriedRefused(_("This is no file of a curriculum."))
    if version != VERSION:
        raise CarriedRefused(
            _("This file was made by another version of the portal (%(version)d). Please update.")
            % {"version": version}
        )
    return manifest


def _unreadable() -> str:
    return _("The list of what is inside cannot be read: the file is damaged.")


def _check_shape(manifest: dict) -> None:
    """Every part is there and of its kind, so that nothing stumbles over it later."""
    try:
        uuid.UUID(manifest["uid"])
        right = (
            all(isinstance(manifest["origin"][key], str) for key in ("name", "address"))
            and isinstance(manifest["edition"]["number"], int)
            and parse_datetime(manifest["edition"]["published_at"]).tzinfo is not None
            and all(
                isinstance(manifest["texts"][key], bool)
                if key.startswith(("for_", "in_"))
                else isinstance(manifest["texts"][key], str)
                for key in (*PLAIN_FIELDS, *RICH_FIELDS, *TEXT_FIELDS)
            )
            and all(
                isinstance(slug, str) for key in ("subjects", "languages") for slug in manifest[key]
            )
            and all(
                uuid.UUID(row["uid"]) and isinstance(row["title"], str) and row["by"]
                for row in manifest["prerequisites"]
            )
            and all(_is_block(child) for name in STREAMS for child in manifest["streams"][name])
            and all(isinstance(value, dict) for value in all_materials(manifest["streams"]))
            and all(_is_file(one) for one in manifest["files"])
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as problem:
        raise CarriedRefused(_unreadable()) from problem
    if not right:
        raise CarriedRefused(_unreadable())
    keys = {one["key"] for one in manifest["files"]}
    named = {
        value[box]
        for value in all_materials(manifest["streams"])
        for box in ("document", "image")
        if value.get(box) is not None
    }
    if named - keys:
        raise CarriedRefused(_("A file that the text names is missing."))


def _is_block(child) -> bool:
    return isinstance(child["type"], str) and isinstance(child["value"], dict)


def _is_file(one) -> bool:
    texts = all(isinstance(one[name], str) for name in ("key", "path", "title", "sha256"))
    return texts and isinstance(one["size"], int) and one["kind"] in ("document", "image")


class _Markup(HTMLParser):
    """Notes the first tag or attribute that a text of ours never has."""

    wrong = ""

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            known = name == "data-block-key" or (
                (tag, name) == ("a", "href") and SAFE_LINK.match(value or "")
            )
            if not known:
                self.wrong = self.wrong or f"{tag} {name}"
        if tag not in TAGS:
            self.wrong = self.wrong or tag

    handle_startendtag = handle_starttag

    def handle_comment(self, data):
        self.wrong = "!"

    handle_decl = handle_pi = unknown_decl = handle_comment


def _check_texts(manifest: dict) -> None:
    for text in plain_strings(manifest):
        if MARKUP.search(text):
            raise CarriedRefused(_("A text holds HTML where there must be none."))
    for text in rich_strings(manifest):
        if not isinstance(text, str):
            raise CarriedRefused(_unreadable())
        parser = _Markup()
        parser.feed(text)
        parser.close()
        if parser.wrong:
            raise CarriedRefused(
                _("A text holds HTML that is not allowed (%(what)s).") % {"what": parser.wrong}
            )


def _check_files(package: zipfile.ZipFile, manifest: dict) -> None:
    """Every file listed is there, unchanged and of a kind the libraries take; and no other."""
    inside = package.namelist()
    listed = [one["path"] for one in manifest["files"]]
    if set(listed) - set(inside):
        raise CarriedRefused(_("A file that the text names is missing."))
    if len(set(inside)) != len(inside) or len(set(listed)) != len(listed):
        raise CarriedRefused(_("The same file is inside twice."))
    if set(inside) - {*listed, MANIFEST}:
        raise CarriedRefused(_("There is more inside than the list says."))
    for one in manifest["files"]:
        ending = one["path"].rpartition(".")[2].lower()
        kinds = PICTURES if one["kind"] == "image" else settings.WAGTAILDOCS_EXTENSIONS
        if ending not in kinds:
            raise CarriedRefused(
                _("Files of this kind are not taken: %(name)s.") % {"name": one["path"]}
            )
        _check_content(package, one)
        if one["kind"] == "image":
            _check_picture(package, one, PICTURES[ending])


def _check_content(package: zipfile.ZipFile, listed: dict) -> None:
    digest, size = hashlib.sha256(), 0
    with package.open(listed["path"]) as opened:
        while chunk := opened.read(CHUNK):
            size += len(chunk)
            if size > listed["size"]:
                break
            digest.update(chunk)
    if size != listed["size"] or digest.hexdigest() != listed["sha256"]:
        raise CarriedRefused(
            _("%(name)s was changed or damaged on the way.") % {"name": listed["path"]}
        )


def _check_picture(package: zipfile.ZipFile, listed: dict, kind: str) -> None:
    try:
        with package.open(listed["path"]) as opened:
            drawn = Drawing.open(opened, formats=[kind])
            drawn.verify()
    except Exception as problem:  # whatever the decoder stumbles over
        raise CarriedRefused(_("%(name)s is no picture.") % {"name": listed["path"]}) from problem

"""Decides what goes into the file for another installation: the published text and its files."""

import hashlib
from io import BytesIO

from courses.curricula.carrying.manifest import MANIFEST, as_bytes, describe
from courses.curricula.packing import Package, file_name, plain_name
from courses.curricula.zip_stream import CHUNK, measured
from courses.models import CurriculumPage
from courses.models.reading import read

#: Which box of a material a file of each library stands in.
BOX_OF = {"document": "document", "image": "image"}


def carry(*, page: CurriculumPage, edition, origin: dict, root: str) -> Package:
    """The file of a published curriculum, its guide included: it is for trainers.

    `origin` is this installation (name and address). Files that are closed to visitors stay
    here, and so does what cannot be read from the disk; the text then names them alone.
    """
    entries, files = [], {}
    for number, file in enumerate(read(page).files, 1):
        kind = file._meta.model_name
        path = file_name(number, file)
        opened = file.file.storage.open
        try:
            digest = _sha256(file)
            entry = measured(path, lambda opened=opened, name=file.file.name: opened(name))
        except OSError:
            continue
        entries.append(entry)
        files[BOX_OF[kind], file.pk] = {
            "key": f"file-{number}",
            "path": path,
            "kind": kind,
            "title": file.title,
            "size": entry.size,
            "sha256": digest,
        }
    told = describe(page, edition=edition, origin=origin, root=root, files=files)
    listed = as_bytes(told)
    name = f"{plain_name(page.slug, 'curriculum')}.curriculum.zip"
    return Package(name, [measured(MANIFEST, lambda: BytesIO(listed)), *entries])


def _sha256(file) -> str:
    digest = hashlib.sha256()
    with file.file.storage.open(file.file.name) as opened:
        while chunk := opened.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()

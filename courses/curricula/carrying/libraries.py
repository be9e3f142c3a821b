"""Decides how carried files get into the libraries: each once, and none if anything fails."""

import hashlib
from tempfile import TemporaryFile

from django.core.files import File
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from courses.curricula.carrying.reading import Carried


class Shelf:
    """Puts files into the libraries as they are asked for; takes them back when left in error.

    A file that is in the library already, under the same title, is used again.
    """

    def __init__(self, carried: Carried, user):
        self.carried, self.user = carried, user
        self.listed = {one["key"]: one for one in carried.manifest["files"]}
        self.made, self.keys = [], {}

    def __enter__(self):
        return self

    def __exit__(self, kind, problem, trace):
        if problem is not None:
            # The rows go with the transaction; what was written to the disk does not.
            for file in self.made:
                file.file.storage.delete(file.file.name)

    def key_of(self, key: str) -> int:
        """The key, in this database, of a file by its key in the list."""
        if key not in self.keys:
            self.keys[key] = self._put(self.listed[key])
        return self.keys[key]

    def _put(self, one: dict) -> int:
        model = get_image_model() if one["kind"] == "image" else get_document_model()
        with TemporaryFile() as copy:
            digest = hashlib.sha1(usedforsecurity=False)
            for chunk in self.carried.chunks(one):
                digest.update(chunk)
                copy.write(chunk)
            known = model.objects.filter(file_hash=digest.hexdigest(), title=one["title"][:255])
            if found := known.order_by("pk").first():
                return found.pk
            copy.seek(0)
            name = one["path"].rpartition("/")[2].partition("-")[2]
            made = model(
                title=one["title"][:255],
                uploaded_by_user=self.user,
                file_size=one["size"],
                file_hash=digest.hexdigest(),
            )
            made.file = File(copy, name=name)
            made.save()
            self.made.append(made)
        return made.pk

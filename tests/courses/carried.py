"""How tests carry a curriculum from one installation to another, and spoil the file."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from courses.curricula.carrying.importing import bring_in
from courses.curricula.carrying.manifest import MANIFEST
from courses.curricula.carrying.reading import look_through
from courses.models import CurriculumIndexPage, CurriculumPage
from tests import factories


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.CARRIED_ROOT = tmp_path / "media", tmp_path / "carried"


def exported(client, page) -> bytes:
    client.force_login(factories.trainer())
    response = client.get(f"/curricula/{page.pk}/export/")
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def on_disk(tmp_path, content: bytes) -> Path:
    path = tmp_path / "carried.zip"
    path.write_bytes(content)
    return path


def manifest_of(content: bytes) -> dict:
    return json.loads(zipfile.ZipFile(io.BytesIO(content)).read(MANIFEST))


def changed(content: bytes, change=None, *, more=(), without=(), replaced=None) -> bytes:
    """The file again with its list changed (`change` works on it) or with other entries."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if name == MANIFEST and change:
                listed = json.loads(old.read(name))
                change(listed)
                new.writestr(name, json.dumps(listed))
            elif name not in without:
                new.writestr(name, (replaced or {}).get(name, old.read(name)))
        for name, text in more:
            new.writestr(name, text)
    return made.getvalue()


def emptied():
    """What another installation has: no curricula and nothing in its libraries."""
    for page in CurriculumPage.objects.all():
        page.delete()
    get_document_model().objects.all().delete()
    get_image_model().objects.all().delete()


def bring(path, user=None, **kwargs):
    return bring_in(
        carried=look_through(path),
        user=user or factories.trainer(),
        parent=CurriculumIndexPage.objects.get(),
        **kwargs,
    )

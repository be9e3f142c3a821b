"""Files of curricula that must not be trusted: one sentence each, and nothing changes."""

import io
import zipfile
from pathlib import Path

import pytest
from wagtail.documents import get_document_model

from courses.curricula.carrying.manifest import MANIFEST
from courses.curricula.carrying.reading import CarriedRefused
from courses.models import CurriculumPage
from tests.courses.carried import (  # noqa: F401 -- own_folders works by itself
    bring,
    changed,
    emptied,
    exported,
    manifest_of,
    on_disk,
    own_folders,
)
from tests.courses.teaching import full

pytestmark = pytest.mark.django_db


def listed(change):
    return lambda content: changed(content, change)


def with_bomb(content):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr(MANIFEST, "{}")
        for number in range(7):
            new.writestr(f"{number}.txt", b"0" * 100_000_000)
    return made.getvalue()


def script(told):
    told["texts"]["aims"] = "<p>ก<script>alert(1)</script></p>"


def handler(told):
    told["texts"]["aims"] = '<p onclick="x">ก</p>'


def bad_link(told):
    told["texts"]["aims"] = '<p><a href="javascript:x">ก</a></p>'


def html_in_title(told):
    told["texts"]["title"] = "<b>ก</b>"


def html_in_session(told):
    told["streams"]["sessions"][1]["value"]["aim"] = "<img src=x>"


def html_in_plan(told):
    told["streams"]["sessions"][1]["value"]["plan"] = "<iframe src=x></iframe>"


def too_long(told):
    told["texts"]["summary"] = "ก" * 301


def national_id(told):
    told["texts"]["guide_checklist"] = "1234567890121"


def odd_block(told):
    told["streams"]["sessions"][1]["type"] = "raw_html"


def no_minutes(told):
    told["streams"]["sessions"][1]["value"]["minutes"] = -3


def odd_material(told):
    told["streams"]["materials"][0]["value"] = []


def lost_key(told):
    told["streams"]["materials"][0]["value"]["document"] = "file-99"


BAD = {
    "nothing": lambda content: b"",
    "a picture": lambda content: b"\x89PNG....",
    "half of it": lambda content: content[: len(content) // 2],
    "a bomb": with_bomb,
    "a folder above": lambda content: changed(content, more=[("../../etc/passwd", "x")]),
    "an absolute path": lambda content: changed(content, more=[("/etc/passwd", "x")]),
    "a windows path": lambda content: changed(content, more=[("..\\x.pdf", "x")]),
    "more than listed": lambda content: changed(content, more=[("files/extra.pdf", "x")]),
    "no list": lambda content: changed(content, without=[MANIFEST]),
    "another version": listed(lambda told: told.update(version=2)),
    "another format": listed(lambda told: told.update(format="x")),
    "no text": listed(lambda told: told.pop("texts")),
    "a list for a text": listed(lambda told: told["texts"].update(title=["x"])),
    "no uid": listed(lambda told: told.update(uid="x")),
    "a missing file": lambda content: changed(
        content, without=[manifest_of(content)["files"][0]["path"]]
    ),
    "a wrong checksum": lambda content: changed(
        content, replaced={manifest_of(content)["files"][0]["path"]: b"%PDF other"}
    ),
    "a wrong size": listed(lambda told: told["files"][0].update(size=1)),
    "a program": listed(lambda told: told["files"][0].update(path="files/run.exe")),
    "no picture": listed(
        lambda told: told["files"][0].update(kind="image", path="files/01-worksheet.png")
    ),
    "a script": listed(script),
    "a handler": listed(handler),
    "a script address": listed(bad_link),
    "HTML in the title": listed(html_in_title),
    "HTML in a session": listed(html_in_session),
    "HTML in a plan": listed(html_in_plan),
    "a summary too long": listed(too_long),
    "a national ID": listed(national_id),
    "an unknown block": listed(odd_block),
    "impossible minutes": listed(no_minutes),
    "an odd material": listed(odd_material),
    "a file not listed": listed(lost_key),
    "deep nesting": lambda content: changed(
        content, without=[MANIFEST], more=[(MANIFEST, "[" * 100_000)]
    ),
}


@pytest.mark.parametrize("fault", BAD, ids=str)
def test_a_bad_file_gets_one_sentence_and_changes_nothing(client, settings, tmp_path, fault):
    content = BAD[fault](exported(client, full()))
    emptied()
    path = on_disk(tmp_path, content)
    stored = sorted(Path(settings.MEDIA_ROOT).rglob("*"))
    with pytest.raises(CarriedRefused) as refusal:
        bring(path)
    assert 10 < len(str(refusal.value)) < 300
    assert not CurriculumPage.objects.exists()
    assert not get_document_model().objects.exists()
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == stored

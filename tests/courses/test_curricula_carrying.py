"""A curriculum goes from one installation to another as one file: whole, checked, as a draft."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from courses.carrying.importing import Verdict, bring_in, preview
from courses.carrying.manifest import MANIFEST
from courses.carrying.reading import CarriedRefused, look_through
from courses.models import CurriculumIndexPage, CurriculumPage, Prerequisite
from tests import factories
from tests.courses.test_curricula_taking import PRIVATE, full

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/curricula/bring/"


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
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


# There and back


def test_there_and_back_it_says_the_same(client, tmp_path):
    first = factories.curriculum("ขั้นหนึ่ง")
    page = full(
        subjects=[factories.subject("accounts")],
        level="continuing",
        for_members=True,
        text="<p>เนื้อความ <b>สำคัญ</b></p>",
        before="<ul><li>นำสมุดมา</li></ul>",
        typed_hours="6.5",
    )
    Prerequisite.objects.create(page=page, needs=first, by="fund")
    content = exported(client, page)
    before = manifest_of(content)
    path = on_disk(tmp_path, content)
    page.delete()
    get_document_model().objects.all().delete()
    get_image_model().objects.all().delete()
    draft = bring(path)
    assert not draft.live
    draft.get_latest_revision().publish()
    after = manifest_of(exported(client, CurriculumPage.objects.get(pk=draft.pk)))
    for told in (before, after):
        told.pop("edition")
        for file in told["files"]:
            file.pop("path")  # the library there may call it otherwise
    assert after == before


def test_the_guide_goes_along_and_the_bytes_are_the_same_each_time(client):
    page = full()
    content = exported(client, page)
    assert PRIVATE in json.dumps(manifest_of(content), ensure_ascii=False)
    assert exported(client, page) == content


def test_only_those_who_work_for_the_network_get_the_file(client):
    page = full()
    assert client.get(f"/curricula/{page.pk}/export/").status_code == 302
    client.force_login(factories.officer())
    assert client.get(f"/curricula/{page.pk}/export/").status_code == 403


def test_links_into_the_installation_are_written_out(client):
    page = factories.curriculum()
    other = factories.curriculum()
    page.before = f'<p><a linktype="page" id="{other.pk}">อ่านก่อน</a></p>'
    page.save_revision().publish()
    texts = manifest_of(exported(client, page))["texts"]
    assert f'href="http://testserver{other.url}"' in texts["before"]


# What becomes of it


def test_a_new_one_is_a_draft_in_review_by_somebody_else(client, tmp_path):
    path = on_disk(tmp_path, exported(client, full()))
    emptied()
    user = factories.trainer()
    draft = bring(path, user)
    draft = CurriculumPage.objects.get(pk=draft.pk)
    assert (draft.live, draft.owner) == (False, user)
    assert draft.workflow_in_progress
    assert draft.current_workflow_task.specific.get_actions(draft, user) == []
    assert draft.current_workflow_task.specific.get_actions(draft, factories.coordinator())


def test_a_newer_one_waits_behind_what_is_published(client, tmp_path):
    page = full()
    path = on_disk(tmp_path, exported(client, page))
    emptied()
    draft = bring(path)
    draft.current_workflow_state.cancel()
    draft.get_latest_revision().publish()
    newer = on_disk(
        tmp_path,
        changed(
            path.read_bytes(),
            lambda told: (told["edition"].update(number=2), told["texts"].update(summary="ใหม่กว่า")),
        ),
    )
    told = preview(carried=look_through(newer))
    assert (told.verdict, told.must_insist) == (Verdict.NEWER, False)
    bring(newer)
    here = CurriculumPage.objects.get(uid=page.uid)
    assert here.live
    assert here.summary != "ใหม่กว่า"
    assert here.get_latest_revision_as_object().summary == "ใหม่กว่า"
    assert here.imported["edition"] == 2
    assert get_document_model().objects.count() == 2


@pytest.mark.parametrize(("number", "verdict"), [(1, Verdict.SAME), (0, Verdict.OLDER)])
def test_the_same_or_an_older_one_asks_first(client, tmp_path, number, verdict):
    path = on_disk(tmp_path, exported(client, full()))
    emptied()
    draft = bring(path)
    draft.current_workflow_state.cancel()
    draft.get_latest_revision().publish()
    again = on_disk(
        tmp_path, changed(path.read_bytes(), lambda told: told["edition"].update(number=number))
    )
    assert preview(carried=look_through(again)).verdict == verdict
    with pytest.raises(CarriedRefused):
        bring(again)
    bring(again, insist=True)


def test_home_again_it_is_compared_by_its_day(client, tmp_path):
    page = full()
    path = on_disk(tmp_path, exported(client, page))
    assert preview(carried=look_through(path)).verdict == Verdict.SAME
    page.summary = "เขียนต่อที่บ้าน"
    page.save_revision().publish()
    assert preview(carried=look_through(path)).verdict == Verdict.OLDER


def test_unpublished_changes_are_said_and_stay_in_the_history(client, tmp_path):
    page = full()
    path = on_disk(tmp_path, exported(client, page))
    page.summary = "ร่างที่ยังไม่เผยแพร่"
    draft = page.save_revision()
    told = preview(carried=look_through(path))
    assert told.must_insist
    assert told.notes
    bring(path, insist=True)
    assert page.revisions.filter(pk=draft.pk).exists()


def test_a_review_under_way_is_not_disturbed(client, tmp_path):
    page = full()
    path = on_disk(tmp_path, exported(client, page))
    page.save_revision(user=factories.trainer())
    page.get_workflow().start(page, factories.trainer())
    with pytest.raises(CarriedRefused):
        bring(path, insist=True)


def test_what_is_not_known_here_is_said_beforehand(client, tmp_path):
    first = factories.curriculum("ขั้นก่อนหน้า")
    page = full(subjects=[factories.subject("weaving")])
    Prerequisite.objects.create(page=page, needs=first)
    path = on_disk(tmp_path, exported(client, page))
    emptied()
    factories.subject("weaving").delete()
    notes = " ".join(preview(carried=look_through(path)).notes)
    assert "weaving" in notes
    assert "ขั้นก่อนหน้า" in notes
    bring(path)


def test_a_file_lost_at_the_source_does_not_stop_it(client, tmp_path):
    page = full()
    Path(page.parts[0].sessions[0].value["materials"][0]["document"].file.path).unlink()
    path = on_disk(tmp_path, exported(client, page))
    emptied()
    assert bring(path).pk


def test_whoever_may_not_add_there_is_refused(client, tmp_path):
    path = on_disk(tmp_path, exported(client, full()))
    emptied()
    with pytest.raises(CarriedRefused):
        bring(path, factories.officer())
    assert not CurriculumPage.objects.exists()


# Bad files


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


# In the admin


def upload(client, content, name="a.zip"):
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)})


def token_in(html):
    return html.split('name="token" value="')[1].split('"')[0]


def test_the_admin_shows_what_would_happen_then_does_it(client, tmp_path):
    content = exported(client, full())
    emptied()
    client.force_login(factories.trainer())
    html = upload(client, content).content.decode()
    assert "หลักสูตรเต็ม" in html
    assert not CurriculumPage.objects.exists()
    parent = CurriculumIndexPage.objects.get().pk
    response = client.post(ADDRESS, {"token": token_in(html), "parent": parent})
    page = CurriculumPage.objects.get()
    assert response["Location"] == f"/admin/pages/{page.pk}/edit/"
    assert not list((tmp_path / "carried").glob("*.zip"))


def test_into_a_programme(client):
    content = exported(client, full())
    emptied()
    programme = factories.programme()
    client.force_login(factories.coordinator())
    html = upload(client, content).content.decode()
    client.post(ADDRESS, {"token": token_in(html), "parent": programme.pk})
    assert CurriculumPage.objects.get().get_parent().pk == programme.pk


def test_a_bad_upload_says_why_and_leaves_nothing_lying_about(client, tmp_path):
    client.force_login(factories.trainer())
    html = upload(client, b"not a zip").content.decode()
    assert 'type="file"' in html
    assert "ZIP" in html
    assert not list((tmp_path / "carried").glob("*.zip"))
    assert client.post(ADDRESS, {}).status_code == 200


def test_the_same_again_asks_for_a_tick(client):
    page = full()
    content = exported(client, page)
    client.force_login(factories.trainer())
    html = upload(client, content).content.decode()
    assert 'name="insist"' in html
    response = client.post(ADDRESS, {"token": token_in(html)})
    assert response.status_code == 200
    assert page.revisions.count() == 1
    client.post(ADDRESS, {"token": token_in(response.content.decode()), "insist": "on"})
    assert page.revisions.count() == 2


@pytest.mark.parametrize("token", ["", "x", "a:b:c"])
def test_a_forged_token_leads_nowhere(client, token):
    client.force_login(factories.trainer())
    assert client.post(ADDRESS, {"token": token}).status_code == 200
    assert not CurriculumPage.objects.exists()


def test_nobody_else_gets_at_the_file_that_waits(client):
    content = exported(client, full())
    emptied()
    client.force_login(factories.trainer())
    token = token_in(upload(client, content).content.decode())
    client.force_login(factories.trainer())
    client.post(ADDRESS, {"token": token, "parent": CurriculumIndexPage.objects.get().pk})
    assert not CurriculumPage.objects.exists()


def test_a_file_too_large_is_not_looked_into(client, monkeypatch):
    monkeypatch.setattr("courses.forms.carrying.MOST_BYTES", 10)
    client.force_login(factories.trainer())
    assert "ZIP" not in upload(client, b"0" * 11).content.decode().split("<form")[1]

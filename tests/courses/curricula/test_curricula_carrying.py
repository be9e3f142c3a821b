"""A curriculum goes from one installation to another as one file: whole, and as a draft."""

import json
from pathlib import Path

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from courses.curricula.carrying.importing import Verdict, preview
from courses.curricula.carrying.reading import CarriedRefused, look_through
from courses.models import CurriculumPage, Prerequisite
from tests import factories
from tests.courses.carried import (  # noqa: F401 -- own_folders works by itself
    bring,
    changed,
    emptied,
    exported,
    manifest_of,
    on_disk,
    own_folders,
)
from tests.courses.teaching import PRIVATE, full

pytestmark = pytest.mark.django_db


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

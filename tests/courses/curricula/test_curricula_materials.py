"""Materials: what each kind asks for, what is said of it, and nothing fetched unasked."""

import pytest
from django.core.exceptions import ValidationError

from courses.blocks import MaterialBlock
from tests import factories
from tests.courses import teaching

pytestmark = pytest.mark.django_db


def html(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"kind": "document"}, "document"),
        ({"kind": "document", "document": True}, ""),
        ({"kind": "slides", "document": True}, ""),
        ({"kind": "picture", "document": True}, "image"),
        ({"kind": "picture", "image": True}, ""),
        ({"kind": "link", "link": "https://example.org/"}, ""),
        ({"kind": "link", "document": True, "link": "https://example.org/"}, "document"),
        ({"kind": "audio", "document": "a.mp3"}, "transcript"),
        ({"kind": "audio", "document": "a.mp3", "transcript": "คำพูด"}, ""),
        ({"kind": "audio", "document": "a.mp3", "no_transcript": "ไม่มี"}, "transcript"),
        ({"kind": "audio", "document": True, "transcript": "คำพูด"}, "document"),
        ({"kind": "video", "link": "https://example.org/"}, "transcript"),
        ({"kind": "video", "link": "https://example.org/", "transcript": "คำพูด"}, ""),
        ({"kind": "video", "link": "https://example.org/", "no_transcript": "ไม่มีคนพูด"}, ""),
        ({"kind": "document", "document": True, "licence": "other"}, "licence_text"),
        (
            {"kind": "document", "document": True, "licence": "other", "licence_text": "GPL"},
            "",
        ),
        ({"kind": "document", "document": True, "licence": ""}, "licence"),
        ({"kind": "document", "document": True, "language": "klingon"}, "language"),
        ({"kind": "document", "document": True, "language": "karen"}, ""),
        ({"kind": "", "document": True}, "kind"),
    ],
)
def test_a_material_says_what_its_kind_asks_for(given, wrong):
    block = MaterialBlock()
    value = block.to_python({"title": "ใบงาน"})
    value.update({"licence": "own", "language": "th", **given})
    if given.get("document"):
        name = given["document"] if isinstance(given["document"], str) else "a.pdf"
        value["document"] = teaching.document(name=name)
    if given.get("image"):
        value["image"] = teaching.picture()
    if not wrong:
        assert block.clean(value)
        return
    with pytest.raises(ValidationError) as refusal:
        block.clean(value)
    assert wrong in refusal.value.block_errors


def test_a_draft_may_lack_what_the_kind_asks_for():
    block = MaterialBlock()
    value = block.to_python({"title": "ใบงาน", "kind": "audio"})
    assert block.clean_deferred(value)


def test_size_licence_credit_and_language_stand_behind_the_title(client):
    page = factories.curriculum(
        materials=[
            (
                "material",
                teaching.material(
                    "แผ่นพับ",
                    document=teaching.document(size=2_340_000),
                    language="karen",
                    licence="cc-by-sa",
                    credit="ชมรมตัวอย่าง",
                ),
            )
        ]
    )
    shown = html(client, page.url)
    for text in ("2.3 MB", "CC BY-SA", "ชมรมตัวอย่าง", "กะเหรี่ยง", "PDF"):
        assert text in shown
    assert [tag.slug for tag in page.languages.all()] == ["karen"]


def test_small_files_still_weigh_something_and_links_nothing():
    small = MaterialBlock().normalize(teaching.material(document=teaching.document(size=900)))
    assert (small.ending, small.megabytes) == ("PDF", 0.1)
    link = MaterialBlock().normalize(teaching.material(link="https://www.example.org/x"))
    assert (link.ending, link.megabytes) == ("example.org", None)


def test_nothing_is_fetched_before_somebody_asks(client):
    still = teaching.picture()
    page = factories.curriculum(
        materials=[
            (
                "material",
                {
                    **teaching.material(kind="video", link="https://video.example.org/1"),
                    "kind": "video",
                    "image": still,
                    "transcript": "คำพูด",
                },
            ),
            (
                "material",
                {
                    **teaching.material(document=teaching.document(name="a.mp3")),
                    "kind": "audio",
                    "transcript": "คำอ่าน",
                },
            ),
        ]
    )
    shown = html(client, page.url)
    assert "<iframe" not in shown
    assert "<video" not in shown
    assert 'preload="none"' in shown
    assert 'loading="lazy"' in shown
    assert "คำอ่าน" in shown

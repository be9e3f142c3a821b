"""Programme, curriculum, module, session, material: each level optional, old texts included."""

import json

import pytest
from django.utils import translation

from courses.models import CurriculumPage
from courses.models.outline import parts_of
from portal.funds.models import FundTag
from tests import factories
from tests.courses import teaching

pytestmark = pytest.mark.django_db

#: A session as it was stored before there were modules, kinds of material and guides.
OLD = {
    "type": "session",
    "id": "0a0a0a0a-0000-0000-0000-000000000001",
    "value": {
        "title": "คาบเก่า",
        "minutes": 60,
        "method": "talk",
        "aim": "เข้าใจ",
        "plan": "<p>เดิม</p>",
        "materials": [
            {
                "type": "item",
                "id": "0a0a0a0a-0000-0000-0000-000000000002",
                "value": {
                    "title": "ลิงก์เก่า",
                    "document": None,
                    "link": "https://example.org/a",
                    "note": "CC BY",
                },
            }
        ],
    },
}


def html(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


# Texts from before


def test_what_was_stored_before_is_read_on(client):
    page = factories.curriculum(sessions=json.dumps([OLD]))
    shown = html(client, page.url)
    for text in ("คาบเก่า", "ลิงก์เก่า", "CC BY", "เดิม"):
        assert text in shown
    part = CurriculumPage.objects.get(pk=page.pk).parts[0]
    material = part.sessions[0].value["materials"][0]
    assert (material.what, material.licence_name) == ("link", "")
    assert page.minutes == 60


def test_an_edition_from_before_is_shown_and_keeps_its_key(client):
    page = factories.curriculum(sessions=json.dumps([OLD]))
    revision = page.get_latest_revision()
    new = ("uid", "materials", "text", "guide_notes", "guide_checklist", "level", "prerequisites")
    for name in (*new, "languages", "in_thai", "typed_hours", "guide_starts_at", "imported"):
        revision.content.pop(name, None)
    revision.save()
    workshop = factories.workshop(curriculum=page, edition=revision)
    page.sessions = []
    page.save_revision().publish()
    assert "คาบเก่า" in html(client, f"/workshops/{workshop.pk}/curriculum/")
    assert revision.as_object().uid == page.uid
    client.force_login(factories.trainer())
    assert "คาบเก่า" in html(client, f"/workshops/{workshop.pk}/curriculum/guide/")


# Modules


def test_modules_and_free_sessions_are_numbered_through():
    page = factories.curriculum(
        sessions=[
            teaching.session("ก"),
            teaching.session("ข"),
            teaching.module("หมวดหนึ่ง", teaching.session_value("ค"), objectives=["ทำได้", "สอนได้"]),
            teaching.module("หมวดว่าง"),
            teaching.session("ง"),
        ]
    )
    parts = parts_of(CurriculumPage.objects.get(pk=page.pk).sessions)
    told = [(part.number, part.title, [s.number for s in part.sessions]) for part in parts]
    assert told == [(0, "", [1, 2]), (1, "หมวดหนึ่ง", [3]), (2, "หมวดว่าง", []), (0, "", [4])]
    assert parts[1].objectives == ["ทำได้", "สอนได้"]
    assert page.session_count == 4
    assert page.minutes == 360


def test_the_page_shows_modules_with_objectives_and_materials(client):
    page = factories.curriculum(
        sessions=[
            teaching.module(
                "หมวดบัญชี",
                teaching.session_value("คาบหนึ่ง"),
                objectives=["ปิดยอดได้เอง"],
                materials=[teaching.material("ใบงานของหมวด")],
            )
        ]
    )
    shown = html(client, page.url)
    for text in ("หมวดบัญชี", "ปิดยอดได้เอง", "คาบหนึ่ง", "ใบงานของหมวด"):
        assert text in shown


def test_hours_are_counted_or_typed():
    assert factories.curriculum(typed_hours=2).minutes == 120
    counted = factories.curriculum(typed_hours=2, sessions=[teaching.session(minutes=45)])
    assert counted.minutes == 45
    with translation.override("en"):
        assert factories.curriculum(typed_hours="0.5").duration == "30 min"


def test_a_talk_of_one_page(client):
    page = factories.curriculum(text="<h3>เรื่องเดียว</h3><p>สั้น</p>", typed_hours=1)
    shown = html(client, page.url)
    assert "เรื่องเดียว" in shown
    assert 'id="sessions"' not in shown


# Programmes


def test_a_programme_shows_its_curricula_in_order_with_all_hours(client):
    programme = factories.programme("ชุดบัญชี")
    for title in ("ขั้นหนึ่ง", "ขั้นสอง"):
        factories.curriculum(title, within=programme, sessions=[teaching.session(minutes=90)])
    factories.curriculum("ถอนแล้ว", within=programme).unpublish()
    shown = html(client, "/en" + programme.url)
    assert shown.index("ขั้นหนึ่ง") < shown.index("ขั้นสอง")
    assert "3 h in all" in shown
    assert "ถอนแล้ว" not in shown


def test_an_empty_programme_is_a_page(client):
    assert html(client, factories.programme().url)


def test_a_longer_programme_costs_no_more_queries(client, same_queries):
    programme = factories.programme()
    tag = FundTag.objects.get(slug="karen")
    same_queries(
        lambda: factories.curriculum(
            within=programme, languages=[tag], sessions=[teaching.session()]
        ),
        lambda: client.get(programme.url),
    )


def test_a_curriculum_leads_back_to_its_programme(client):
    programme = factories.programme("ชุดบัญชี")
    page = factories.curriculum(within=programme)
    assert page.url.startswith(programme.url)
    assert f'href="{programme.url}"' in html(client, page.url)


# The filters


def test_each_filter_narrows_the_list_and_stays_in_the_address(client):
    karen = FundTag.objects.get(slug="karen")
    programme = factories.programme("ชุดบัญชี")
    factories.curriculum("พื้นฐานกะเหรี่ยง", level="basic", languages=[karen], in_thai=False)
    factories.curriculum("ขั้นสูงในชุด", level="advanced", within=programme)
    for query, shown, hidden in (
        ({"level": "basic"}, "พื้นฐานกะเหรี่ยง", "ขั้นสูงในชุด"),
        ({"level": "advanced"}, "ขั้นสูงในชุด", "พื้นฐานกะเหรี่ยง"),
        ({"language": "karen"}, "พื้นฐานกะเหรี่ยง", "ขั้นสูงในชุด"),
        ({"language": "th"}, "ขั้นสูงในชุด", "พื้นฐานกะเหรี่ยง"),
        ({"programme": programme.slug}, "ขั้นสูงในชุด", "พื้นฐานกะเหรี่ยง"),
        ({"programme": programme.slug, "level": "advanced"}, "ขั้นสูงในชุด", "พื้นฐานกะเหรี่ยง"),
    ):
        page = html(client, "/curricula/", **query)
        assert shown in page, query
        assert hidden not in page, query
        assert page.count(" selected") == len(query)


@pytest.mark.parametrize("name", ["level", "language", "programme", "subject", "audience"])
@pytest.mark.parametrize("value", ["ไม่มี", "'", "<b>", "0" * 300, "\x00"])
def test_what_is_not_understood_narrows_nothing(client, name, value):
    factories.programme()
    factories.curriculum("ยังอยู่")
    assert "ยังอยู่" in html(client, "/curricula/", **{name: value})


def test_curricula_inside_programmes_stand_in_the_list(client, same_queries):
    programme = factories.programme("ชุดบัญชี")
    karen = FundTag.objects.get(slug="karen")
    same_queries(
        lambda: factories.curriculum(within=programme, languages=[karen]),
        lambda: client.get("/curricula/"),
    )
    shown = html(client, "/curricula/")
    assert "ชุดบัญชี" in shown
    assert programme.url in shown


# Search


def test_the_guide_is_found_by_no_search(client):
    secret = "ลับเฉพาะวิทยากร"
    page = factories.curriculum(
        "หลักสูตรเปิด",
        guide_notes=f"<p>{secret}</p>",
        guide_checklist=secret,
        sessions=[
            teaching.module(
                "หมวด",
                teaching.session_value(
                    "คาบ",
                    guide=teaching.guide(steps=[(5, secret)], checklist=[secret], notes=secret),
                ),
            )
        ],
    )
    page = CurriculumPage.objects.get(pk=page.pk)
    assert secret not in page.search_text
    assert not CurriculumPage.objects.search(secret)
    assert "หลักสูตรเปิด" not in html(client, "/search/", q=secret)
    for address in (page.url, f"/curricula/{page.pk}/print/", "/curricula/"):
        assert secret not in html(client, address)


def test_what_modules_and_materials_say_is_found():
    page = factories.curriculum(
        sessions=[teaching.module("หมวดปลูกป่า", objectives=["เพาะกล้าไม้ได้"])],
        materials=[("material", teaching.material("แผ่นพับน้ำหมัก"))],
    )
    for words in ("ปลูกป่า", "เพาะกล้าไม้", "น้ำหมัก"):
        assert [found.pk for found in CurriculumPage.objects.search(words)] == [page.pk], words

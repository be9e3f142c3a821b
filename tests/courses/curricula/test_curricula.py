"""Pages of curricula: list, one curriculum, its materials and its pinned edition."""

import json
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone, translation
from wagtail.documents import get_document_model

from courses.models import CurriculumPage, Workshop
from tests import factories

pytestmark = pytest.mark.django_db
LONG = "หลักสูตรการจัดทำบัญชีและการปิดบัญชีประจำปีของกองทุนสวัสดิการชุมชนระดับตำบลสำหรับผู้เริ่มต้น" * 2


def session(title="บัญชีรับจ่าย", minutes=90, method="practice", **kwargs):
    return (
        "session",
        {"title": title, "minutes": minutes, "method": method, "aim": "จดบัญชีได้", **kwargs},
    )


def document(title="ใบงาน", size=2_340_000, name="worksheet.pdf"):
    made = get_document_model()(title=title, file=ContentFile(b"%PDF-1.4", name=name))
    made.file_size = size
    made.save()
    return made


def html(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


# The list


def test_the_list_shows_what_is_published(client):
    factories.curriculum("หลักสูตรบัญชี", sessions=[session(), session(minutes=60)])
    factories.curriculum("หลักสูตรที่ถอนแล้ว").unpublish()
    page = html(client, "/curricula/")
    assert "หลักสูตรบัญชี" in page
    assert "หลักสูตรที่ถอนแล้ว" not in page


def test_the_list_filters_by_subject_and_audience(client):
    accounts, youth = factories.subject("accounts"), factories.subject("youth")
    factories.curriculum("สอนบัญชี", subjects=[accounts], for_members=True)
    factories.curriculum("สอนเยาวชน", subjects=[youth], for_leaders=True, for_committee=False)
    assert "สอนเยาวชน" not in html(client, "/curricula/", subject="accounts")
    assert "สอนบัญชี" in html(client, "/curricula/", subject="accounts")
    assert "สอนบัญชี" not in html(client, "/curricula/", audience="leaders")
    assert "สอนเยาวชน" not in html(client, "/curricula/", audience="committee")


@pytest.mark.parametrize("query", [{"subject": "ไม่มี"}, {"audience": "x"}, {"page": "๙x"}])
def test_a_filter_that_is_not_understood_narrows_nothing(client, query):
    factories.curriculum("สอนบัญชี", subjects=[factories.subject("accounts")])
    assert "สอนบัญชี" in html(client, "/curricula/", **query)


def test_an_empty_answer_says_what_to_do(client):
    factories.curriculum(subjects=[factories.subject("accounts")], for_leaders=False)
    page = html(client, "/curricula/", audience="leaders")
    assert 'class="empty"' in page
    assert "card--link" not in page


def test_an_empty_list_is_a_page(client):
    assert 'class="empty"' in html(client, "/curricula/")


def test_the_list_comes_in_pages(client):
    for number in range(13):
        factories.curriculum(f"หลักสูตร {number:02}")
    assert html(client, "/curricula/").count("card--link") == 12
    assert html(client, "/curricula/", page=2).count("card--link") == 1
    assert html(client, "/curricula/", page=99).count("card--link") == 1


def test_a_longer_list_costs_no_more_queries(client, same_queries):
    subjects = [factories.subject("accounts"), factories.subject("youth")]
    same_queries(
        lambda: factories.curriculum(subjects=subjects, sessions=[session(), session()]),
        lambda: client.get("/curricula/"),
    )


# One curriculum


def test_a_curriculum_shows_its_sessions_and_materials(client):
    materials = [
        {"title": "ใบงานที่ 1", "document": document(), "note": "CC BY"},
        {"title": "วีดิทัศน์", "link": "https://www.example.org/film"},
    ]
    page = html(
        client,
        factories.curriculum(
            LONG[:200],
            subjects=[factories.subject("accounts")],
            for_members=True,
            before="<p>นำสมุดบัญชีมาด้วย</p>",
            sessions=[
                session("จดรายวัน", 90, plan="<ol><li>อ่านใบเสร็จ</li></ol>", materials=materials),
                session("ปิดบัญชี", 60, "group"),
            ],
        ).url,
    )
    for text in ("จดรายวัน", "อ่านใบเสร็จ", "ใบงานที่ 1", "CC BY", "นำสมุดบัญชีมาด้วย", "example.org"):
        assert text in page
    assert "PDF" in page
    assert "2.3" in page


def test_a_curriculum_without_sessions_says_so(client):
    assert html(client, factories.curriculum().url)


def test_a_deleted_document_leaves_its_name(client):
    file = document()
    curriculum = factories.curriculum(
        sessions=[session(materials=[{"title": "ใบงานหาย", "document": file}])]
    )
    file.delete()
    assert "ใบงานหาย" in html(client, curriculum.url)


def test_sessions_materials_and_workshops_cost_no_more_queries(client, same_queries):
    curriculum = factories.curriculum()

    def add_session_and_workshops():
        materials = [{"title": "ใบงาน", "document": document()}]
        parts = [(part.block_type, part.value) for part in curriculum.sessions]
        curriculum.sessions = [*parts, session(materials=materials)]
        curriculum.save_revision().publish()
        factories.workshop(curriculum=curriculum)
        factories.workshop(curriculum=curriculum, first_day=date(2023, 3, 27))

    same_queries(add_session_and_workshops, lambda: client.get(curriculum.url))


def test_its_workshops_coming_and_past(client):
    curriculum = factories.curriculum()
    factories.workshop("รุ่นที่จะมา", curriculum=curriculum)
    factories.workshop("รุ่นก่อน", curriculum=curriculum, first_day=date(2023, 3, 27))
    factories.workshop("รุ่นร่าง", curriculum=curriculum, status=Workshop.Status.DRAFT)
    factories.workshop("ของหลักสูตรอื่น")
    page = html(client, curriculum.url)
    assert page.index("รุ่นที่จะมา") < page.index("รุ่นก่อน")
    assert "27–28 มี.ค. 2566" in page
    assert "รุ่นร่าง" not in page
    assert "ของหลักสูตรอื่น" not in page


def test_only_the_networks_staff_get_its_tools(client):
    curriculum = factories.curriculum()
    opening = f"/workshops/new/?curriculum={curriculum.pk}"
    assert opening not in html(client, curriculum.url)
    client.force_login(factories.officer())
    assert opening not in html(client, curriculum.url)
    client.force_login(factories.trainer())
    assert opening in html(client, curriculum.url)


def test_an_administrator_finds_the_way_to_edit_it(client):
    curriculum = factories.curriculum()
    assert f"/pages/{curriculum.pk}/edit/" not in html(client, curriculum.url)
    client.force_login(factories.administrator())
    assert f"/pages/{curriculum.pk}/edit/" in html(client, curriculum.url)


def test_dates_follow_the_language(client):
    curriculum = factories.curriculum()
    factories.workshop(curriculum=curriculum, first_day=date(2023, 3, 27))
    assert "27–28 Mar 2023" in html(client, "/en" + curriculum.url)


# The edition a workshop was taught with


def test_the_pinned_edition_shows_the_old_text(client):
    curriculum = factories.curriculum(summary="ข้อความเดิม", sessions=[session("คาบเดิม")])
    workshop = factories.workshop(curriculum=curriculum, edition=curriculum.live_revision)
    address = f"/workshops/{workshop.pk}/curriculum/"
    assert curriculum.url in html(client, workshop.get_absolute_url())
    curriculum.summary, curriculum.sessions = "ข้อความใหม่", []
    curriculum.save_revision().publish()
    assert address in html(client, workshop.get_absolute_url())
    page = html(client, address)
    assert "ข้อความเดิม" in page
    assert "คาบเดิม" in page
    assert "ข้อความใหม่" not in page


def test_a_workshop_without_a_pin_has_no_other_edition(client):
    workshop = factories.workshop()
    assert client.get(f"/workshops/{workshop.pk}/curriculum/").status_code == 404


def test_the_edition_of_a_draft_is_hidden(client):
    curriculum = factories.curriculum()
    workshop = factories.workshop(
        curriculum=curriculum, edition=curriculum.live_revision, status=Workshop.Status.DRAFT
    )
    assert client.get(f"/workshops/{workshop.pk}/curriculum/").status_code == 404


def test_clearing_old_revisions_keeps_what_was_taught():
    from django.core.management import call_command

    curriculum = factories.curriculum()
    workshop = factories.workshop(curriculum=curriculum, edition=curriculum.live_revision)
    for number in range(2):
        curriculum.summary = f"แก้ครั้งที่ {number}"
        curriculum.save_revision().publish()
    curriculum.revisions.update(created_at=timezone.now() - timedelta(days=400))
    call_command("purge_revisions", "--pages", "--days=30", verbosity=0)
    assert Workshop.objects.get(pk=workshop.pk).edition is not None
    assert curriculum.revisions.count() == 2


# The parts


def test_minutes_are_counted_without_asking_the_database(django_assert_num_queries):
    page = factories.curriculum(
        sessions=[
            session(minutes=90),
            session(minutes=60, method="talk"),
            session(minutes=30, materials=[{"title": "ใบงาน", "document": document()}]),
        ]
    )
    page = CurriculumPage.objects.get(pk=page.pk)
    with django_assert_num_queries(0), translation.override("en"):
        assert page.minutes == 180
        assert page.duration == "3 h"
        assert page.session_count == 3
        shares = [(share.name, share.minutes, share.start) for share in page.method_shares]
        assert shares == [("talk", 60, 0), ("practice", 120, 60)]


@pytest.mark.parametrize(
    ("minutes", "words"), [((), ""), ((45,), "45 min"), ((90, 60), "2 h 30 min")]
)
def test_the_time_in_words(minutes, words):
    page = CurriculumPage(sessions=[session(minutes=m) for m in minutes])
    with translation.override("en"):
        assert page.duration == words


def test_what_sessions_say_is_kept_for_search():
    page = factories.curriculum(sessions=[session("ปลูกข้าวอินทรีย์", plan="<p>แบ่งกลุ่ม<b>ย่อย</b></p>")])
    text = CurriculumPage.objects.get(pk=page.pk).search_text
    assert "ปลูกข้าวอินทรีย์" in text
    assert "แบ่งกลุ่ม" in text
    assert "<" not in text


@pytest.mark.parametrize("words", ["อินทรีย์", "แบ่งกลุ่ม", "ใบงานปุ๋ย", "practice"])
def test_words_inside_sessions_are_found(words):
    page = factories.curriculum(
        sessions=[
            session(
                "ปลูกข้าวอินทรีย์",
                plan="<p>แบ่งกลุ่มย่อย</p>",
                materials=[{"title": "ใบงานปุ๋ยหมัก", "link": "https://example.org"}],
            )
        ]
    )
    factories.curriculum()
    with translation.override("en"):
        page.save()
    assert [found.pk for found in CurriculumPage.objects.search(words)] == [page.pk]


def test_sessions_survive_the_editors_way(client):
    """What the admin sends is JSON; the page that comes of it is the same."""
    page = factories.curriculum()
    stored = [{"type": "session", "value": {**session()[1], "materials": []}, "id": "1"}]
    page.sessions = json.dumps(stored)
    page.save_revision().publish()
    assert "บัญชีรับจ่าย" in html(client, page.url)

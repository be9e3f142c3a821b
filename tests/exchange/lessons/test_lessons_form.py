"""Writing a lesson on its page: each press keeps all of it, and nothing typed is lost."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from exchange.lessons.writing import draft_of
from exchange.models import LessonPage
from tests import factories

pytestmark = pytest.mark.django_db

ID_NUMBER = "1101700230708"
NO_FIGURES = {"figures-TOTAL_FORMS": "0", "figures-INITIAL_FORMS": "0"}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def fund():
    made = factories.fund()
    factories.fund_year(made, year=2022, members_working_age=240)
    factories.fund_year(made, year=2023, members_working_age=300)
    return made


@pytest.fixture
def lesson(fund):
    return factories.lesson(of_fund=fund, published=False, owner=factories.officer(fund))


@pytest.fixture
def writer(client, lesson):
    client.force_login(lesson.owner)
    return client


def typed(lesson, **changes) -> dict:
    """The whole page as a browser sends it."""
    draft = draft_of(lesson)
    names = ("title", "summary", *LessonPage.PARTS)
    whole = {name: getattr(draft, name) for name in names}
    whole |= {"subjects": [one.pk for one in draft.subjects.all()]}
    whole |= {"seen": LessonPage.objects.get(pk=lesson.pk).latest_revision_id, **NO_FIGURES}
    return {**whole, **changes}


def png(name="ภาพ.png") -> SimpleUploadedFile:
    target = BytesIO()
    Image.new("RGB", (30, 20), "teal").save(target, "PNG")
    return SimpleUploadedFile(name, target.getvalue())


def write_address(lesson) -> str:
    return f"/lessons/{lesson.pk}/write/"


class TestBeginning:
    def test_from_title_to_draft(self, client, fund):
        client.force_login(factories.officer(fund))
        response = client.post("/lessons/new/", {"title": "เรื่อง  ใหม่", "fund": fund.pk})
        made = LessonPage.objects.get()
        assert response["Location"] == write_address(made)
        assert (made.draft_title, made.fund) == ("เรื่อง ใหม่", fund)

    def test_without_a_title_it_comes_back_with_a_sentence(self, client, fund):
        client.force_login(factories.officer(fund))
        html = client.post("/lessons/new/", {"fund": fund.pk}).content.decode()
        assert "กรุณาตั้งชื่อบทเรียน" in html
        assert not LessonPage.objects.exists()

    def test_another_fund_cannot_be_chosen(self, client, fund):
        client.force_login(factories.officer(fund))
        client.post("/lessons/new/", {"title": "ก", "fund": factories.fund().pk})
        assert not LessonPage.objects.exists()


class TestWriting:
    def test_a_press_keeps_everything_and_opens_the_next_step(self, writer, lesson):
        sent = typed(lesson, why="เหตุผลใหม่", then="advice")
        response = writer.post(write_address(lesson), sent)
        assert response["Location"] == f"{write_address(lesson)}?step=advice#advice"
        assert draft_of(lesson).why == "เหตุผลใหม่"
        assert '<details class="card" id="advice" open>' in writer.get(
            response["Location"]
        ).content.decode().replace("\n", "")

    def test_an_id_number_is_refused_all_typed_stays_and_nothing_is_kept(self, writer, lesson):
        sent = typed(lesson, why=f"เลข {ID_NUMBER}", again="ที่พิมพ์ใหม่")
        html = writer.post(write_address(lesson), sent).content.decode()
        assert "เลขประจำตัวประชาชน" in html
        assert "ที่พิมพ์ใหม่" in html
        assert ID_NUMBER in html
        assert draft_of(lesson).again == "ให้เยาวชนเป็นคนชวน"

    def test_a_picture_sent_with_a_wrong_word_is_kept_all_the_same(self, writer, lesson):
        sent = typed(lesson, title="", new_pictures=[png()])
        html = writer.post(write_address(lesson), sent).content.decode()
        assert draft_of(lesson).pictures.count() == 1
        assert draft_of(lesson).title == lesson.title
        assert "picture-" in html

    def test_pictures_get_words_and_go_again(self, writer, lesson):
        writer.post(write_address(lesson), typed(lesson, new_pictures=[png(), png()]))
        one, two = (picture.image_id for picture in draft_of(lesson).pictures.all())
        words = {f"picture-{one}-alt": "บ้านสามหลัง", f"picture-{one}-caption": "ปี 2566"}
        writer.post(write_address(lesson), typed(lesson, **words, **{f"picture-{two}-gone": "on"}))
        (left,) = draft_of(lesson).pictures.all()
        assert (left.alt, left.caption) == ("บ้านสามหลัง", "ปี 2566")

    def test_seven_pictures_are_one_too_many(self, writer, lesson):
        sent = typed(lesson, new_pictures=[png() for _n in range(7)])
        html = writer.post(write_address(lesson), sent).content.decode()
        assert "ไม่เกินหกภาพ" in html
        assert draft_of(lesson).pictures.count() == 6

    def test_a_file_of_another_kind_is_refused_beside_its_box(self, writer, lesson):
        sent = typed(lesson, new_file=SimpleUploadedFile("a.exe", b"MZ"), why="ยังเก็บ")
        html = writer.post(write_address(lesson), sent).content.decode()
        assert "เก็บไฟล์ชนิดนี้ไม่ได้" in html
        assert draft_of(lesson).files.count() == 0
        assert draft_of(lesson).why == "ยังเก็บ"

    def test_a_paper_is_named_after_its_file_unless_that_gives_a_number_away(self, writer, lesson):
        for name in ("แบบฟอร์ม.pdf", f"{ID_NUMBER}.pdf"):
            upload = SimpleUploadedFile(name, b"%PDF-1.4")
            writer.post(write_address(lesson), typed(lesson, new_file=upload))
        titles = [one.title for one in draft_of(lesson).files.all()]
        assert titles == ["แบบฟอร์ม", "เอกสาร"]

    def test_yearly_figures_fill_themselves_in(self, writer, lesson):
        figure = {
            "figures-TOTAL_FORMS": "1",
            "figures-INITIAL_FORMS": "0",
            "figures-0-measure": "members",
            "figures-0-year_before": "2022",
            "figures-0-year_after": "2023",
        }
        writer.post(write_address(lesson), typed(lesson, **figure))
        kept = draft_of(lesson).figures.get()
        assert (kept.label, kept.before, kept.after) == ("สมาชิก", 240, 300)
        writer.post(write_address(lesson), typed(lesson, **figure, **{"figures-0-after": "๓๑๐"}))
        html = writer.get(write_address(lesson)).content.decode()
        assert "ข้อมูลรายปีของกองทุน ปี 2566 บันทึกไว้ 300" in html

    def test_a_person_who_did_not_agree_is_not_named(self, writer, lesson):
        person = lesson.owner.person
        html = writer.post(write_address(lesson), typed(lesson, ask_person=person.pk)).content
        assert "กรุณาขอเจ้าตัวก่อน" in html.decode()
        agreed = typed(lesson, ask_person=person.pk, ask_agreed="on")
        writer.post(write_address(lesson), agreed)
        assert draft_of(lesson).ask_person == person

    def test_somebody_elses_newer_text_is_told_and_a_second_press_keeps_ones_own(
        self, client, lesson, fund
    ):
        mine = typed(lesson, why="ของฉัน")
        client.force_login(factories.officer(fund))
        client.post(write_address(lesson), typed(lesson, why="ของเพื่อน"))
        client.force_login(lesson.owner)
        html = client.post(write_address(lesson), mine).content.decode()
        assert "บันทึกบทเรียนนี้ระหว่างที่คุณเขียน" in html
        assert "ของฉัน" in html
        newest = LessonPage.objects.get(pk=lesson.pk).latest_revision_id
        assert f'name="seen" value="{newest}"' in html
        client.post(write_address(lesson), {**mine, "seen": newest})
        assert draft_of(lesson).why == "ของฉัน"

    def test_a_broken_sending_takes_nothing_away(self, writer, lesson):
        writer.post(write_address(lesson), {"title": "ชื่อใหม่", **NO_FIGURES})
        draft = draft_of(lesson)
        assert (draft.title, draft.why, draft.subjects.count()) == ("ชื่อใหม่", "เพื่อนชวนเพื่อน", 1)

    def test_what_was_typed_while_signed_out_comes_back_after_the_sign_in(self, client, lesson):
        response = client.post(write_address(lesson), typed(lesson, why="พิมพ์ตอนหลุด"))
        assert response["Location"].startswith("/accounts/login/")
        client.force_login(lesson.owner)
        assert "พิมพ์ตอนหลุด" in client.get(write_address(lesson)).content.decode()


class TestSending:
    def test_saved_and_sent_in_one_press(self, writer, lesson):
        response = writer.post(write_address(lesson), typed(lesson, why="สุดท้าย", then="send"))
        assert response["Location"] == f"/lessons/{lesson.pk}/draft/"
        assert LessonPage.objects.get(pk=lesson.pk).in_review
        assert writer.get(write_address(lesson)).status_code == 302

    def test_what_is_missing_is_said(self, writer, lesson):
        response = writer.post(
            write_address(lesson), typed(lesson, why="", then="send"), follow=True
        )
        assert "เล่าว่าทำไมผลจึงเป็นอย่างนั้น" in response.content.decode()
        assert not LessonPage.objects.get(pk=lesson.pk).in_review

    def test_a_trainer_approves_on_the_page_and_readers_have_it(self, writer, lesson, client):
        writer.post(f"/lessons/{lesson.pk}/send/")
        client.force_login(factories.trainer())
        draft = f"/lessons/{lesson.pk}/draft/"
        assert "อนุมัติและเผยแพร่" in client.get(draft).content.decode()
        assert "กรุณาบอกว่าควรแก้อะไร" in client.post(draft, {"decision": "changes"}).content.decode()
        assert client.post(draft, {"decision": "approve"})["Location"] == "/lessons/mine/"
        client.logout()
        assert client.get(f"/lessons/{lesson.pk}/").status_code == 200

    def test_a_phone_number_in_the_text_is_pointed_out(self, writer, lesson):
        writer.post(write_address(lesson), typed(lesson, why="โทร ๐๘๑-๒๓๔-๕๖๗๘"))
        assert "มีเบอร์โทรศัพท์" in writer.get(f"/lessons/{lesson.pk}/draft/").content.decode()

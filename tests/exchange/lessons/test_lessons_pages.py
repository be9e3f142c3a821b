"""The library of lessons, a lesson and its old versions, and what shows lessons beside itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchange.lessons.from_topic import quote_of
from exchange.lessons.pictures import keep_file, keep_picture
from exchange.lessons.use import doubt, use
from exchange.models import LessonFigure, LessonPage, PrizeCategory
from portal.funds.models import Fund, Region
from tests import factories
from tests.exchange.test_uploads import picture

pytestmark = pytest.mark.django_db


def text(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


class TestLibrary:
    def test_an_empty_one_says_what_to_do(self, client):
        assert "เขียนบทแรก" in text(client, "/lessons/")

    def test_drafts_do_not_stand_in_it(self, client):
        factories.lesson("ยังร่างอยู่", published=False)
        assert "ยังร่างอยู่" not in text(client, "/lessons/")

    @pytest.fixture
    def two(self):
        """A lesson that fits every filter, and one that fits none."""
        fund = factories.fund(subdistrict="580104")
        province = fund.subdistrict.parent.parent
        province.region = Region.objects.get(slug="north")
        province.save()
        factories.lesson(
            "ตรงทุกข้อ",
            of_fund=fund,
            subjects=["youth"],
            level_then=Fund.Level.NEEDS_SUPPORT,
            prize=PrizeCategory.objects.get(slug="coverage"),
            year=2023,
        )
        factories.lesson("ไม่ตรงสักข้อ", of_fund=factories.fund(subdistrict="500101"))

    @pytest.mark.parametrize(
        "query",
        ["subject=youth", "level=needs_support", "region=north", "prize=coverage", "year=2023"],
    )
    def test_each_filter_narrows_it_by_an_address_to_share(self, client, two, query):
        html = text(client, f"/lessons/?{query}")
        assert "ตรงทุกข้อ" in html
        assert "ไม่ตรงสักข้อ" not in html
        assert "1 บทเรียน" in html
        assert " selected" in html

    def test_choices_tell_how_many_and_only_what_there_is(self, client, two):
        html = text(client, "/lessons/")
        assert "2566 (1)" in html
        assert "2 บทเรียน" in html
        assert 'value="strong"' not in html

    @pytest.mark.parametrize(
        "query", ["year=2023&subject=accounts", "year=2023&level=strong&page=9"]
    )
    def test_filters_together_or_unknown_ones_get_an_answer(self, client, two, query):
        text(client, f"/lessons/?{query}")

    def test_where_nothing_fits_it_says_so(self, client, two):
        html = text(client, "/lessons/?year=2023&subject=accounts")
        assert "ไม่มีบทเรียนตรงตามที่เลือก" in html

    def test_one_lesson_and_three_cost_the_same_queries(self, client, same_queries):
        def add():
            made = factories.lesson(of_fund=factories.fund(), year=2023)
            other = factories.fund()
            use(lesson=made, by=factories.officer(other), fund=other, how="ใช้")

        assert same_queries(add, lambda: client.get("/lessons/?year=2023")) <= 20


class TestLesson:
    def test_it_tells_all_and_the_person_only_to_those_who_may_know(self, client):
        fund = factories.fund()
        officer = factories.officer(fund)
        made = factories.lesson(of_fund=fund, owner=officer, why="**เพราะ** <b>เพื่อน</b>")
        html = text(client, f"/lessons/{made.pk}/")
        assert "<strong>เพราะ</strong> &lt;b&gt;" in html
        assert fund.name in html
        assert officer.shown_name not in html
        client.force_login(factories.trainer())
        assert officer.shown_name in text(client, f"/lessons/{made.pk}/")

    def test_a_person_to_ask_is_named_while_they_agreed_and_hold_an_office(self, client):
        fund = factories.fund()
        office = factories.office(of_fund=fund)
        person = office.person
        made = factories.lesson(
            of_fund=fund, ask_person=person, ask_agreed=True, ask_office="chair"
        )
        address = f"/lessons/{made.pk}/"
        assert person.name in text(client, address)
        LessonPage.objects.filter(pk=made.pk).update(ask_agreed=False)
        assert person.name not in text(client, address)
        LessonPage.objects.filter(pk=made.pk).update(ask_agreed=True)
        office.delete()
        assert person.name not in text(client, address)

    def test_a_phone_is_shown_only_where_it_was_typed_for_it(self, client):
        fund = factories.fund()
        office = factories.office(of_fund=fund)
        office.person.phone = "0812345678"
        office.person.save()
        made = factories.lesson(of_fund=fund, ask_person=office.person, ask_agreed=True)
        assert "0812345678" not in text(client, f"/lessons/{made.pk}/").replace("-", "")
        LessonPage.objects.filter(pk=made.pk).update(ask_contact="ไลน์ของกองทุน 081-234-5678")
        assert "081-234-5678" in text(client, f"/lessons/{made.pk}/")

    def test_an_old_version_stays_readable_with_its_day(self, client):
        made = factories.lesson(why="ฉบับแรก")
        made.why = "ฉบับสอง"
        made.save_revision().publish()
        html = text(client, f"/lessons/{made.pk}/")
        assert f"/lessons/{made.pk}/versions/1/" in html
        assert "ฉบับแรก" not in html
        assert "ฉบับแรก" in text(client, f"/lessons/{made.pk}/versions/1/")
        assert client.get(f"/lessons/{made.pk}/versions/9/").status_code == 404

    def test_a_doubt_is_seen_by_readers_but_not_its_reason(self, client):
        made = factories.lesson()
        doubt(lesson=made, by=factories.user(), reason="ระเบียบเปลี่ยน")
        html = text(client, f"/lessons/{made.pk}/")
        assert "ยังใช้ได้ไหม" in html
        assert "ระเบียบเปลี่ยน" not in html
        client.force_login(factories.trainer())
        assert "ระเบียบเปลี่ยน" in text(client, f"/lessons/{made.pk}/checked/")

    def test_it_costs_the_same_with_one_use_and_three(self, client, same_queries):
        made = factories.lesson(of_fund=factories.fund())

        def add():
            other = factories.fund()
            use(lesson=made, by=factories.officer(other), fund=other, how="ใช้")

        assert same_queries(add, lambda: client.get(f"/lessons/{made.pk}/")) <= 13

    def test_a_full_one_costs_twenty_at_most(self, client, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        fund = factories.fund()
        made = factories.lesson(of_fund=fund)
        kept = [keep_picture(content=picture(), by=factories.user()) for _n in range(2)]
        made.pictures = kept
        by = factories.officer(fund)
        made.files = [keep_file(content=b"%PDF-1", name="a.pdf", title="แบบ", by=by)]
        made.figures = [LessonFigure(measure="members", year_before=2022, year_after=2023)]
        topic = factories.topic(replies=1, fund=factories.fund())
        made.quotes = [quote_of(post) for post in topic.posts.all()]
        made.save()
        counts = []
        for user in (None, by):
            if user:
                client.force_login(user)
            text(client, f"/lessons/{made.pk}/")
            with CaptureQueriesContext(connection) as queries:
                text(client, f"/lessons/{made.pk}/")
            counts.append(len(queries))
        assert counts[0] <= 20
        # Session, account, both kinds of rights, unread notices.
        assert counts[1] <= counts[0] + 5

    def test_readers_who_save_data_load_pictures_by_a_press(self, client, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        made = factories.lesson()
        kept = keep_picture(content=picture(size=(700, 400)), by=factories.user())
        kept.alt = "หมู่บ้าน"
        made.pictures = [kept]
        made.save()
        response = client.get(f"/lessons/{made.pk}/", headers={"Save-Data": "on"})
        assert "Save-Data" in response["Vary"]
        assert "srcset" not in response.content.decode()
        assert "srcset" in text(client, f"/lessons/{made.pk}/")


class TestBeside:
    def test_a_curriculum_shows_lessons_on_its_subjects(self, client):
        curriculum = factories.curriculum(subjects=[factories.subject("youth")])
        factories.lesson("เรื่องเยาวชน", subjects=["youth"])
        factories.lesson("เรื่องบัญชี", subjects=["accounts"])
        html = text(client, curriculum.url)
        assert "เรื่องเยาวชน" in html
        assert "เรื่องบัญชี" not in html

    def test_a_fund_shows_what_it_tells_and_what_it_took_up(self, client):
        fund = factories.fund()
        factories.lesson("ที่เล่าเอง", of_fund=fund)
        other = factories.lesson("ของเพื่อน", of_fund=factories.fund())
        use(lesson=other, by=factories.officer(fund), fund=fund, how="ใช้แล้ว")
        html = text(client, fund.get_absolute_url())
        assert "ที่เล่าเอง" in html
        assert "ของเพื่อน" in html

    @pytest.mark.parametrize("address", ["/", "/exchange/"])
    def test_the_newest_stand_on_the_front_page_and_behind_the_door(self, client, address):
        factories.lesson("บทเรียนใหม่สุด", first_published_at=timezone.now())
        html = text(client, address)
        assert "บทเรียนใหม่สุด" in html
        assert "/lessons/" in html

    def test_my_page_says_what_waits(self, client):
        fund = factories.fund()
        made = factories.lesson("สงสัยกันอยู่", of_fund=fund)
        doubt(lesson=made, by=factories.user(), reason="เก่าแล้ว")
        client.force_login(factories.officer(fund))
        assert f"/lessons/{made.pk}/checked/" in text(client, "/me/")

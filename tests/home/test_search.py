"""The search over everything, and that nothing hidden shows in it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from exchange.talk.writing import start_topic
from home.models import NewsIndexPage, NewsPage
from home.search import search
from portal.funds.access import VISITOR, rights_of
from tests import factories

pytestmark = pytest.mark.django_db


def titles(words, rights=VISITOR, **kwargs) -> dict[str, list[str]]:
    return {
        found.kind: [result.title for result in found.rows]
        for found in search(words, rights=rights, **kwargs)
    }


def test_finds_thai_words_inside_unspaced_text_of_every_kind():
    factories.fund("กองทุนสวัสดิการชุมชนตำบลห้วยโป่ง")
    factories.curriculum("เขียนระเบียบกองทุนให้ใช้ได้จริง")
    factories.workshop("อบรมการทำบัญชีสำหรับเหรัญญิกมือใหม่")
    factories.topic("จะชวนเยาวชนมาออมได้อย่างไร")
    assert "ห้วยโป่ง" in titles("ห้วยโป่ง")["fund"][0]
    assert "curriculum" in titles("ระเบียบ")
    assert "workshop" in titles("บัญชี")
    assert "topic" in titles("เยาวชน")


def test_a_fund_is_found_by_its_place():
    factories.fund("กองทุนตัวอย่าง", subdistrict="580702")
    assert titles("ปางมะผ้า")["fund"]


def test_the_words_of_a_post_are_found():
    start_topic(
        author=factories.user(),
        board=factories.board(),
        title="เรื่องหนึ่ง",
        body="ลองเก็บเงินออมที่ศาลาวัดทุกวันพระ",
        submission=uuid4(),
    )
    [found] = search("วันพระ", rights=VISITOR)
    assert found.kind == "topic"
    assert "<mark>" in found.rows[0].passage


def test_nothing_of_a_closed_place_leaks():
    factories.topic("เรื่องลับของกรรมการ", board=factories.board(readers="officers"))
    pair = factories.pair()
    factories.topic("นัดเยี่ยมลับ", pair=pair)
    factories.workshop("ร่างลับของการอบรม", status="draft")
    assert titles("ลับ") == {}
    assert len(titles("ลับ", rights_of(factories.officer(pair.mentor)))["topic"]) == 2


def test_one_kind_alone_shows_more_of_it():
    for number in range(7):
        factories.fund(f"กองทุนปางหมูที่ {number}")
    factories.workshop("อบรมที่ปางหมู")
    both = search("ปางหมู", rights=VISITOR)
    assert [found.kind for found in both] == ["fund", "workshop"]
    assert (len(both[0].rows), both[0].count) == (4, 7)
    funds, others = search("ปางหมู", rights=VISITOR, kind="fund")
    assert (len(funds.rows), funds.more) == (7, False)
    assert (others.rows, others.count) == ([], 1)


def test_found_words_are_marked_and_html_is_not_run(client):
    factories.workshop("<b>บัญชี</b>", about="ฝึกทำบัญชี <script>alert(1)</script>")
    page = client.get(reverse("search"), {"q": "บัญชี"}).content.decode()
    assert "<mark>บัญชี</mark>" in page
    assert "<script>alert" not in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    "words",
    ['"', "'", "\\", "%", "* OR 1=1", "😀", "ก" * 200, "x" * 9000, "ๆ", "(", "NEAR(", "  "],
)
def test_nothing_typed_breaks_it(client, words):
    response = client.get(reverse("search"), {"q": words, "kind": "<kind>"})
    assert response.status_code == 200


def test_nothing_found_says_what_to_try(client):
    page = client.get(reverse("search"), {"q": "ไม่มีคำนี้แน่"}).content.decode()
    assert 'class="empty' in page


def test_the_page_costs_the_same_for_one_and_three_hits(client, same_queries):
    def one_more():
        factories.fund("กองทุนสวัสดิการตัวอย่าง", subdistrict=f"5801{next(numbers):02}")
        factories.workshop("อบรมสวัสดิการ")
        factories.curriculum("สวัสดิการ")

    numbers = iter(range(20, 40))
    same_queries(one_more, lambda: client.get(reverse("search"), {"q": "สวัสดิการ"}))


def test_topics_cost_the_same_for_one_and_three_hits(client, same_queries):
    same_queries(
        lambda: factories.topic("เรื่องสวัสดิการ"),
        lambda: client.get(reverse("search"), {"q": "สวัสดิการ"}),
    )


def test_pages_that_editors_keep_for_some_are_not_shown_to_others(client):
    news = factories.child_page(
        NewsIndexPage.objects.get(),
        NewsPage(title="ข่าวลับของเครือข่าย", slug="secret", summary="เฉพาะคนใน", body="<p>.</p>"),
    )
    for page in (news, factories.curriculum("หลักสูตรลับของเครือข่าย")):
        assert titles("ลับ")
        page.view_restrictions.create(restriction_type="login")
    assert titles("ลับ") == {}
    for address in ("/", "/news/"):
        assert "ข่าวลับ" not in client.get(address).content.decode()

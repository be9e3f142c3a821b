"""What narrows a search: each filter in the address, what is not understood, order and pages."""

from datetime import datetime, timedelta
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from exchange.models import Post, Topic
from exchange.talk.answering import accept_answer
from exchange.talk.writing import reply, start_topic
from home import search as searching
from home.search import NEWEST, search
from portal.funds.access import VISITOR
from portal.thai import search as thai_search
from portal.thai.search_backend import results
from tests import factories

pytestmark = pytest.mark.django_db


def topic(title="ถามเรื่องออม", body="ออมวันละบาท", **kwargs) -> Topic:
    author = kwargs.pop("author", None) or factories.user()
    board = kwargs.pop("board", None) or factories.board()
    return start_topic(
        author=author, board=board, title=title, body=body, submission=uuid4(), **kwargs
    )


def found(client, **asked) -> dict[str, list[str]]:
    """Titles by kind, without marks, as the page's context has them."""
    response = client.get(reverse("search"), asked)
    assert response.status_code == 200
    return {
        group.kind: [
            str(row.title).replace("<mark>", "").replace("</mark>", "") for row in group.rows
        ]
        for group in response.context["found"]
    }


def test_a_subject_narrows_every_kind_that_has_subjects(client):
    accounts = factories.subject("accounts")
    factories.fund("กองทุนสอนบัญชี", offers=["accounts"])
    factories.fund("กองทุนเรียนบัญชี", needs=["accounts"])
    factories.fund("กองทุนบัญชีอื่น")
    topic("บัญชีของเรา", subjects=[accounts])
    topic("บัญชีของเขา")
    hits = found(client, q="บัญชี", subject="accounts")
    assert sorted(hits["fund"]) == ["กองทุนสอนบัญชี", "กองทุนเรียนบัญชี"]
    assert hits["topic"] == ["บัญชีของเรา"]


def test_a_fund_by_its_key_or_its_name(client):
    fund = factories.fund("กองทุนบ้านดอย")
    topic("ของดอย", author=factories.officer(fund), fund=fund)
    topic("ของคนอื่น")
    for typed in (fund.pk, "กองทุนบ้านดอย", "บ้านดอย"):
        assert found(client, fund=typed) == {"fund": ["กองทุนบ้านดอย"], "topic": ["ของดอย"]}


def test_a_province(client):
    factories.fund("กองทุนเหนือ", subdistrict="500101")
    factories.fund("กองทุนใต้", subdistrict="580104")
    factories.workshop("อบรมกองทุน")
    assert found(client, q="กองทุน", province="50") == {"fund": ["กองทุนเหนือ"]}


def test_somebody_who_wrote_under_their_own_name(client):
    fund = factories.fund()
    author = factories.officer(fund)
    mine = topic("ในนามตัวเอง", author=author)
    topic("ในนามกองทุน", author=author, fund=fund)
    reply(author=author, topic=mine, body="ตอบเอง", submission=uuid4())
    hits = found(client, person=author.person.pk)
    assert (hits["topic"], hits["post"]) == (["ในนามตัวเอง"], ["ในนามตัวเอง"])


def test_people_are_found_by_name_where_they_wrote_under_it(client):
    fund = factories.fund()
    writer, officer, silent = factories.user(), factories.officer(fund), factories.user()
    for person, name in ((writer, "สมหญิง"), (officer, "สมชาย"), (silent, "สมนึก")):
        person.person.first_name, person.person.phone = name, "0812345678"
        person.person.save()
    topic(author=writer)
    topic(author=officer, fund=fund)
    assert found(client, q="สมหญิง")["person"] == [f"{writer.person.name}"]
    for words in ("สมชาย", "สมนึก", "0812345678"):
        assert "person" not in found(client, q=words)


def test_topics_with_an_answer(client):
    """A reply alone is none: whoever asked has said which one it is."""
    answered, replied = topic("ออมหนึ่ง"), topic("ออมสอง")
    for each in (answered, replied):
        said = reply(author=factories.user(), topic=each, body="ตอบ", submission=uuid4())
    accept_answer(post=answered.posts.last(), by=answered.author)
    assert not said.answers
    assert found(client, q="ออม", solved="1") == {"topic": ["ออมหนึ่ง"]}


@pytest.mark.parametrize(
    "day", ["1/6/2567", "๑/๖/๒๕๖๗", "2024-06-01", "1 มิ.ย. 2567", "1 June 2024", "1/6/2024"]
)
def test_days_in_either_era(client, day):
    zone = timezone.get_current_timezone()
    moments = [datetime(2024, 5, 31, 23, 59, tzinfo=zone), datetime(2024, 6, 1, 0, 1, tzinfo=zone)]
    for title, moment in zip(("ก่อนออม", "หลังออม"), moments, strict=True):
        made = topic(title)
        Topic.objects.filter(pk=made.pk).update(created_at=moment)
    assert found(client, q="ออม", since=day) == {"topic": ["หลังออม"]}
    assert found(client, q="ออม", until="31/5/2567") == {"topic": ["ก่อนออม"]}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        *(
            ("subject", "no-such"),
            ("province", "99"),
            ("province", "' OR 1=1"),
            ("fund", "ไม่มีกองทุนนี้"),
        ),
        *(("fund", "9" * 40), ("person", "9" * 40), ("person", "x"), ("since", "31/2/2566")),
        *(("until", "เมื่อวาน"), ("kind", "<kind>"), ("order", "worst")),
    ],
)
def test_what_is_not_understood_narrows_nothing_and_is_told(client, name, typed):
    topic("ออมสุข")
    response = client.get(reverse("search"), {"q": "ออม", name: typed})
    assert [group.kind for group in response.context["found"]] == ["topic"]
    [problem] = response.context["form"].problems
    assert typed[:20] in problem
    assert 'class="notice notice--warning"' in response.content.decode()


def test_days_in_the_wrong_order_are_told(client):
    topic("ออมสุข")
    response = client.get(reverse("search"), {"q": "ออม", "since": "2/1/2567", "until": "1/1/2567"})
    assert len(response.context["form"].problems) == 1
    assert response.context["found"]


def test_filters_in_force_are_chips_that_can_be_taken_out(client):
    factories.subject("accounts")
    factories.area("58")
    asked = {"q": "ออม", "subject": "accounts", "province": "58", "page": "3", "kind": "topic"}
    response = client.get(reverse("search"), asked)
    addresses = [address for _text, address in response.context["chips"]]
    words = quote("ออม")
    assert addresses == [
        f"?q={words}&province=58&kind=topic",
        f"?q={words}&subject=accounts&kind=topic",
    ]
    assert all(address.replace("&", "&amp;") in response.content.decode() for address in addresses)


def test_filters_alone_show_the_newest(client):
    for name in ("หนึ่ง", "สอง"):
        factories.fund(f"กองทุน{name}", subdistrict="500101")
    assert found(client, province="50") == {"fund": ["กองทุนสอง", "กองทุนหนึ่ง"]}


def test_newest_first():
    old = topic("ออม ออม ออม")
    Topic.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=5))
    topic("เรื่องใหม่", body="เรื่องยาวมากซึ่งพูดถึงออมเพียงครั้งเดียวในตอนท้าย")
    [best] = search("ออม", rights=VISITOR)
    [newest] = search("ออม", rights=VISITOR, order=NEWEST)
    assert [str(row.title)[:6] for row in best.rows] != [str(row.title)[:6] for row in newest.rows]
    assert str(newest.rows[0].title) == "เรื่องใหม่"


def test_pages_of_one_kind_and_on_to_what_is_older(client, monkeypatch):
    """Ranked are the newest, here eight; the page after them goes on from a key."""
    for module in (results, thai_search, searching):
        monkeypatch.setattr(module, "RANKED", 8)
    monkeypatch.setattr(searching, "MANY", 4)
    first = topic("เปิด", body="เปิดเรื่อง")
    for number in range(20):
        reply(author=factories.user(), topic=first, body=f"ออมครั้งที่ {number}", submission=uuid4())
    seen, before = [], None
    for _window in range(3):
        for page in (1, 2):
            [group] = [
                one
                for one in search("ออม", rights=VISITOR, kind="post", page=page, before=before)
                if one.kind == "post"
            ]
            seen += [row.url for row in group.rows]
        before = group.older
    assert before is None
    assert len(seen) == len(set(seen)) == 20


def test_a_far_page_costs_what_the_first_costs(client):
    made = topic("เปิด", body="เปิดเรื่อง")
    author = factories.user()
    Post.objects.bulk_create(
        Post(topic=made, number=number, author=author, body="ออม", html="<p>ออม</p>")
        for number in range(2, 120)
    )
    thai_search.get_search_backend().add_bulk(Post, made.posts.all())
    counts = []
    for page in (1, 5):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("search"), {"q": "ออม", "kind": "post", "page": page})
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


def test_words_longer_than_anybody_types_are_cut_and_it_is_told(client):
    response = client.get(reverse("search"), {"q": "ออม " * 100})
    assert len(response.context["form"].problems) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [("และ ของ", "common"), ("!!!", "wordless"), ("😀", "wordless"), ("อ่อม", "near")],
)
def test_what_helps_is_said(client, words, said):
    topic("ออมของเรา")
    response = client.get(reverse("search"), {"q": words})
    assert response.context[said], words


def test_the_number_of_queries_does_not_grow_with_hits_and_kinds(client, same_queries):
    def one_more():
        number = uuid4().hex[:6]
        fund = factories.fund(f"กองทุนออม {number}", subdistrict="500101")
        factories.workshop(f"อบรมออม {number}")
        factories.curriculum(f"หลักสูตรออม {number}")
        made = topic(f"ออม {number}", author=factories.officer(fund), fund=fund)
        reply(author=factories.user(), topic=made, body="ออมด้วย", submission=uuid4())

    assert same_queries(one_more, lambda: client.get(reverse("search"), {"q": "ออม"})) <= 45


def test_boxes_drawn_once_show_what_is_typed_and_offered_now(client):
    """What was drawn for one reader is not shown where anything in it differs."""

    def page(path="/search/", **asked) -> str:
        return client.get(path, asked).content.decode()

    subject = factories.subject("accounts")
    subject.name_th, subject.name_en = "การทำบัญชี", "Keeping accounts"
    subject.save()
    assert ">การทำบัญชี</option>" in page()
    assert ">Keeping accounts</option>" in page("/en/search/")
    assert '<option value="accounts" selected>' in page(subject="accounts")
    assert '<option value="accounts" selected>' not in page()
    assert 'value="1/6/2567"' in page(since="1/6/2567")
    assert 'value="1/6/2567"' not in page(since="2/6/2567")
    subject.name_th = "บัญชีครัวเรือน"
    subject.save()
    assert ">บัญชีครัวเรือน</option>" in page()
    subject.active = False
    subject.save()
    assert ">บัญชีครัวเรือน</option>" not in page()

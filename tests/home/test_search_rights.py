"""Nothing hidden shows in hits, counts, passages or filters: every role × every place."""

from uuid import uuid4

import pytest
from django.urls import reverse

from courses.models import CurriculumPage
from exchange.models import BoardPage, Pair, Post, Topic
from exchange.talk.writing import reply, start_topic
from home.models import NewsIndexPage, NewsPage
from home.search_kinds import KINDS, Reader
from home.search_records import EVERYTHING, seen_by
from portal.funds.access import VISITOR, rights_of
from portal.thai.search import find, rank
from tests import factories, scene

pytestmark = pytest.mark.django_db

SECRET = "ไผ่หวาน"


@pytest.fixture
def the_scene():
    """The scene with a word of its own in each place: its name and the word."""
    made = scene.build()
    officer, mentor = made.people["officer"], made.people["officer"]
    restricted = factories.board()
    gone = factories.board()
    places = {
        "public": {"board": factories.board()},
        "members": {"board": factories.board(readers=BoardPage.Readers.MEMBERS)},
        "officers": {"board": factories.board(readers=BoardPage.Readers.OFFICERS)},
        "room": {"pair": Pair.objects.get(pk=made.objects["pair"])},
        "restricted": {"board": restricted},
        "withdrawn": {"board": gone},
    }
    for name, place in places.items():
        topic = start_topic(
            author=officer,
            title=f"{SECRET} in-{name}",
            body=f"{SECRET}เปิด",
            submission=uuid4(),
            **place,
        )
        reply(author=mentor, topic=topic, body=f"{SECRET}ตอบ in-{name}", submission=uuid4())
    restricted.view_restrictions.create(restriction_type="login")
    gone.unpublish()
    return made


def seen(client, **asked) -> tuple[dict[str, int], str]:
    """Counts by kind, and the page."""
    response = client.get(reverse("search"), asked)
    assert response.status_code == 200
    return {tab.kind: tab.count for tab in response.context["tabs"]}, response.content.decode()


#: The word itself, without its mark, a part of it, and misspelt: each is found another way.
WAYS = (SECRET, "ไผหวาน", "ผ่หวาน", "ไผ่หวาม")


def test_a_reader_finds_what_opens_and_nothing_else(the_scene):
    topics = Topic.objects.filter(title__startswith=SECRET)
    for role in the_scene.people:
        client = the_scene.client(role)
        addresses = {topic: topic.get_absolute_url() for topic in topics}
        opened = {topic for topic in topics if client.get(addresses[topic]).status_code == 200}
        for words in WAYS:
            counts, page = seen(client, q=words)
            assert counts == {"topic": len(opened), "post": len(opened)}, (role, words)
            for topic, address in addresses.items():
                place = topic.title.split()[-1]
                assert (f'href="{address}' in page) == (topic in opened), (role, words, place)
                assert (place in page) == (topic in opened), (role, words, place)
            alone, page = seen(client, q=words, kind="post", order="newest")
            assert alone["post"] == len(opened), (role, words)


def test_filters_alone_show_no_more(the_scene):
    fund = the_scene.objects["fund"]
    Topic.objects.filter(title__startswith=SECRET).update(fund=fund, post_held="chair")
    Post.objects.filter(body__startswith=SECRET).update(fund=fund, post_held="chair")
    for role in the_scene.people:
        client = the_scene.client(role)
        readable = Topic.objects.filter(fund=fund).visible_to(
            rights_of(the_scene.people[role]) if the_scene.people[role] else VISITOR
        )
        counts, _page = seen(client, fund=fund)
        assert counts.get("topic", 0) == readable.count(), role


def test_who_wrote_only_behind_closed_doors_is_nobody(client):
    author = factories.officer()
    board = factories.board(readers=BoardPage.Readers.OFFICERS)
    author.person.first_name = "ไพลิน"
    author.person.save()
    start_topic(author=author, board=board, title="ลับ", body="ลับ", submission=uuid4())
    assert seen(client, q="ไพลิน")[0] == {}
    response = client.get(reverse("search"), {"person": author.person.pk})
    assert response.context["form"].problems
    assert "ไพลิน" not in response.content.decode()
    client.force_login(author)
    assert seen(client, q="ไพลิน")[0] == {"person": 1}


def test_drafts_and_what_is_only_typed_into_a_published_page_are_not_found(client):
    page = factories.curriculum("หลักสูตรเปิดเผย")
    page.summary = "คำใหม่ยังไม่เผยแพร่มะขามป้อม"
    page.save_revision()
    draft = NewsPage(title="ข่าวร่างมะขามป้อม", slug="d", summary="-", body="-", live=False)
    NewsIndexPage.objects.get().add_child(instance=draft)
    factories.workshop("ร่างมะขามป้อม", status="draft")
    for words in ("มะขามป้อม", "มะขามปอม", "ขามป้อม"):
        assert seen(client, q=words)[0] == {}
    page.get_latest_revision().publish()
    assert seen(client, q="มะขามป้อม")[0] == {"curriculum": 1}


def test_an_index_that_is_behind_gives_nothing_away(client):
    board = factories.board()
    start_topic(author=factories.user(), board=board, title=SECRET, body="เปิด", submission=uuid4())
    assert seen(client, q=SECRET)[0] == {"topic": 1}
    BoardPage.objects.filter(id=board.pk).update(readers=BoardPage.Readers.OFFICERS)
    assert seen(client, q=SECRET)[0] == {}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_begins_with_what_a_visitor_may_read(kind):
    scene.build()
    records = KINDS[kind].visible(Reader(VISITOR))
    for record in records:
        if isinstance(record, CurriculumPage | NewsPage):
            assert record.live
        if isinstance(record, Post):
            assert record.topic.board.readers == BoardPage.Readers.EVERYBODY


def test_a_search_begins_with_what_is_visible_whatever_is_asked():
    board = factories.board(readers=BoardPage.Readers.OFFICERS)
    start_topic(author=factories.officer(), board=board, title=SECRET, body="-", submission=uuid4())
    assert find(Topic.objects.visible_to(VISITOR), SECRET, limit=5) == []


def test_what_is_written_once_for_many_readers_is_seen_by_each_as_their_own(the_scene):
    """The keys of one reader never answer for another who asks in the same form."""
    everybody = {
        role: rights_of(user) if user else VISITOR for role, user in the_scene.people.items()
    }
    for name in ("topic", "post"):
        kind = KINDS[name]
        forms = set()
        for role, rights in everybody.items():
            seen = seen_by(Reader(rights), kind, EVERYTHING)
            forms.add(seen.form)
            theirs = set(kind.visible(Reader(rights)).values_list("pk", flat=True))
            assert set(seen.queryset.values_list("pk", flat=True)) == theirs, (name, role)
            assert set(rank(seen, SECRET).pks) <= theirs, (name, role)
            asked = rank(kind.visible(Reader(rights)), SECRET)
            assert rank(seen, SECRET).pks == asked.pks, (name, role)
        assert len(forms) < len(everybody)

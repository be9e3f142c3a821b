"""Feeds tell what everybody may read, whoever asks, and nothing else."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange.models import BoardPage
from tests import factories, scene

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, name, key):
    response = client.get(reverse(name, args=[key]))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def titles(root) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def test_a_boards_feed_tells_its_posts_the_newest_first(client):
    topic = factories.topic("ออม <b>ทุกวัน</b> & มีสุข", replies=1)
    factories.topic("ของกระดานอื่น")
    root = feed(client, "board_feed", topic.board_id)
    assert titles(root)[1:] == ["ออม <b>ทุกวัน</b> & มีสุข"]
    assert "ออม <b>ทุกวัน</b> & มีสุข" in titles(root)[0]
    entry = next(root.iter(f"{ATOM}entry"))
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver/topics/{topic.pk}/#post-2"
    assert entry.findtext(f"{ATOM}id").endswith(f":post-{topic.posts.last().pk}")
    assert entry.findtext(f"{ATOM}summary") == "<p>ข้อความที่ 2</p>"
    assert entry.find(f"{ATOM}summary").get("type") == "html"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == topic.author.shown_name


def test_feeds_of_a_subject_and_of_a_fund(client):
    fund, subject = factories.fund(), factories.subject("accounts")
    topic = factories.topic("ของกองทุน", fund=fund, author=factories.officer(fund))
    topic.subjects.set([subject])
    factories.topic("ของคนอื่น")
    assert titles(feed(client, "fund_feed", fund.pk)) == ["ของกองทุน"]
    assert titles(feed(client, "subject_feed", subject.slug)) == ["ของกองทุน"]
    name = feed(client, "fund_feed", fund.pk).findtext(f"{ATOM}entry/{ATOM}author/{ATOM}name")
    assert name.endswith(fund.name)


def test_no_feed_tells_what_is_not_public_whoever_asks():
    """Every role × every feed: officers' boards, pairs' rooms and restricted pages stay out."""
    the_scene = scene.build()
    fund, subject = the_scene.objects["fund"], factories.subject("accounts")
    officer = the_scene.people["officer"]
    pair = the_scene.objects["pair"]
    hidden = factories.board()
    hidden.view_restrictions.create(restriction_type="login")
    places = [
        {"board": BoardPage.objects.get(id=the_scene.objects["closed_board_pk"])},
        {"board": factories.board(readers=BoardPage.Readers.MEMBERS)},
        {"board": hidden},
        {"pair_id": pair, "pair": None},
    ]
    for place in places:
        if "pair_id" in place:
            place = {"pair": type(factories.pair()).objects.get(pk=pair)}
        topic = factories.topic("เรื่องลับ", author=officer, fund_id=fund, post_held="chair", **place)
        topic.subjects.set([subject])
    for role in the_scene.people:
        client = the_scene.client(role)
        for name, key in (("fund_feed", fund), ("subject_feed", subject.slug)):
            assert "เรื่องลับ" not in client.get(reverse(name, args=[key])).content.decode(), role
        for board in (the_scene.objects["closed_board_pk"], hidden.pk):
            assert client.get(reverse("board_feed", args=[board])).status_code == 404, role


def test_an_unchanged_feed_is_not_sent_again(client):
    topic = factories.topic()
    address = reverse("board_feed", args=[topic.board_id])
    first = client.get(address)
    assert first["Cache-Control"] == "public, max-age=300"
    assert not first.cookies
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get(address, headers=since).status_code == 304
    post = topic.posts.first()
    post.pk, post.number, post.submission = None, 2, "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
    post.created_at = timezone.now() + timezone.timedelta(seconds=2)
    post.save()
    assert client.get(address, headers=since).status_code == 200


def test_an_empty_feed_is_a_feed(client):
    assert titles(feed(client, "board_feed", factories.board().pk)) == []


def test_pages_tell_readers_where_their_feed_is(client):
    board, fund = factories.board(), factories.fund()
    closed = factories.board(readers=BoardPage.Readers.MEMBERS)
    assert f'href="/boards/{board.pk}/feed/"' in client.get(board.url).content.decode()
    assert f'href="/funds/{fund.pk}/feed/"' in client.get(f"/funds/{fund.pk}/").content.decode()
    client.force_login(factories.user())
    assert "/feed/" not in client.get(closed.url).content.decode()


def test_a_feed_costs_the_same_however_long(client, same_queries):
    board, fund = factories.board(), factories.fund()

    def one_more():
        factories.topic(board=board, fund=fund, author=factories.officer(fund))

    assert same_queries(one_more, lambda: client.get(f"/boards/{board.pk}/feed/")) <= 6

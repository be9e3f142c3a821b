"""What LINE shows of a link that is passed on: a page everybody may read, else nothing."""

import re
from html import unescape
from urllib.parse import unquote

import pytest
from django.contrib.staticfiles import finders
from wagtail.models import PageViewRestriction

from exchange.models import Pair
from exchange.models.standing import Standing
from tests import factories

pytestmark = pytest.mark.django_db

#: How LINE fetches what it shows under a link.
CRAWLER = {"user-agent": "facebookexternalhit/1.1;line-poker/1.0"}
META = re.compile(r'<meta property="og:(\w+)" content="([^"]*)">')
LINE = re.compile(r'href="(https://line\.me/R/share\?text=[^"]+)"')
SITE = "http://testserver"


def fetched(client, address) -> str:
    """The page a crawler ends up on."""
    return client.get(address, headers=CRAWLER, follow=True).content.decode()


def preview(html) -> dict[str, str]:
    return {name: unescape(value) for name, value in META.findall(html)}


def test_what_everybody_reads_is_shown_whole(client):
    board = factories.board("ถามตอบ", about="ถามที่นี่")
    topic = factories.topic('เงิน "ออม" & สมุด', board=board, replies=21)
    lesson = factories.lesson("ชวนวัยทำงาน", of_fund=factories.fund())
    workshop = factories.workshop()
    texts = {
        topic: (topic.title, "ข้อความที่ 1"),
        board: ("ถามตอบ", "ถามที่นี่"),
        lesson: ("ชวนวัยทำงาน", lesson.summary),
        workshop.curriculum: (workshop.curriculum.title, workshop.curriculum.summary),
        workshop: (workshop.title, None),
        lesson.fund: (lesson.fund.name, None),
    }
    for thing, (title, description) in texts.items():
        address = thing.url if hasattr(thing, "url") else thing.get_absolute_url()
        html = fetched(client, address)
        shown = preview(html)
        assert (shown["title"], shown["url"]) == (title, f"{SITE}{address}")
        assert shown["description"] == (description or shown["description"]) != ""
        assert finders.find(shown["image"].removeprefix(f"{SITE}/static/"))
        if thing in (topic, board, lesson, workshop):
            sent = unquote(LINE.search(html)[1])
            assert title in sent
            assert sent.endswith(f"{SITE}{address}")
    # On a later page the link is the topic's all the same.
    assert preview(fetched(client, f"{topic.get_absolute_url()}?page=2"))["url"] == (
        f"{SITE}{topic.get_absolute_url()}"
    )


def test_of_what_is_closed_nothing_is_shown(client):
    """No title, text, name or picture; not at the addresses beside it either."""
    author = factories.user()
    author.person.first_name, author.person.last_name = "สมพรเร้นลึก", "ใจเร้นลึก"
    author.person.save()
    yes = Pair.Answer.YES
    pair = factories.pair(
        factories.fund("กองทุนเร้นลึก"),
        status=Pair.Status.ACCEPTED,
        mentor_answer=yes,
        mentee_answer=yes,
    )
    restricted = factories.board("กระดานเร้นลึก", about="เรื่องเร้นลึก")
    closed = [
        factories.board("กระดานเร้นลึก", about="เรื่องเร้นลึก", readers=r)
        for r in ("members", "officers")
    ]
    topics = [
        factories.topic("หัวข้อเร้นลึก", author=author, **place)
        for place in ({"board": restricted}, *({"board": each} for each in closed), {"pair": pair})
    ]
    hidden = factories.topic("หัวข้อเร้นลึก", author=author)
    for topic in (*topics, hidden):
        topic.posts.update(html="<p>ข้อความเร้นลึก</p>", body="ข้อความเร้นลึก")
    hidden.posts.update(standing=Standing.HIDDEN)
    hidden.hidden = True
    hidden.save()
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    draft = factories.lesson("บทเรียนเร้นลึก", of_fund=factories.fund(), published=False)
    pictures = [factories.attachment(topic).key for topic in (*topics, hidden)]
    addresses = [
        *(topic.get_absolute_url() for topic in (*topics, hidden)),
        *(f"/posts/{topic.posts.get().pk}/" for topic in (*topics, hidden)),
        *(f"/posts/{topic.posts.get().pk}/history/" for topic in topics),
        *(f"/attachments/{key}/320/" for key in pictures),
        *(board.url for board in (restricted, *closed)),
        *(f"/boards/{board.pk}/feed/" for board in (restricted, *closed)),
        pair.get_absolute_url(),
        draft.url or f"/lessons/{draft.pk}/",
        f"/lessons/{draft.pk}/print/",
    ]
    for address in addresses:
        html = fetched(client, address)
        assert "เร้นลึก" not in html, address
        assert not preview(html).keys() - {"site_name"}, address
        assert "line.me" not in html, address
    # Whoever may read there gets nothing that could be passed on by mistake.
    client.force_login(author)
    html = fetched(client, topics[1].get_absolute_url())
    assert "หัวข้อเร้นลึก" in html
    assert not preview(html)
    assert "line.me" not in html

"""Stop links of letters about the exchange: each names one thing, stops it by one press, signed
out too, and tells nothing its reader may no longer read.
"""

import re
from uuid import uuid4

import pytest
from django.core import mail

from exchange.models import Following, Pair
from exchange.talk.following import chosen_level
from exchange.talk.regrouping import merge_topics
from exchange.talk.telling import tell_posts
from exchange.talk.writing import reply
from portal.notices.models import Notice
from portal.notices.posting import GATHERED, post_due
from portal.notices.stopping import stop_token
from tests import factories

pytestmark = pytest.mark.django_db

LINK = re.compile(r"/letters/stop/[^/]+/")


def reader(rhythm="once", **kwargs):
    """Somebody who gets every letter at once, in English."""
    user = factories.user(email=f"reader{factories.number()}@example.org", **kwargs)
    user.person.rhythm, user.person.language = rhythm, "en"
    user.person.save()
    return user


def write(topic, author=None, **kwargs):
    author = author or factories.user()
    post = reply(author=author, topic=topic, body="ตอบแล้ว", submission=uuid4(), **kwargs)
    tell_posts(among=[post.pk])
    return post


def letter_to(user):
    post_due()
    return [one for one in mail.outbox if one.to == [user.email]][-1]


def link(user, about) -> str:
    return f"/letters/stop/{stop_token(person=user.person, about=about)}/"


def level(user, target, kind="topic") -> str:
    return chosen_level(user=user, kind=kind, pk=target.pk)


@pytest.mark.parametrize("kind", ["topic", "board", "subject", "fund"])
def test_a_letter_stops_what_it_was_written_for(client, kind):
    fund, user = factories.fund("กองทุนปางหมู"), reader()
    topic = factories.topic("เงินออม", board=factories.board("ถามตอบ"))
    topic.subjects.add(factories.subject("accounts"))
    target = {"board": topic.board, "subject": topic.subjects.get(), "fund": fund}.get(kind, topic)
    Following.objects.create(user=user, level="every", **{kind: target})
    write(topic, factories.officer(fund), fund=fund)
    letter = letter_to(user)
    cause, *rest = LINK.findall(letter.body)
    assert letter.extra_headers["List-Unsubscribe"].endswith(f"{cause}>")
    assert len(rest) == (1 if kind == "topic" else 2)
    page = client.get(f"/en{cause}").content.decode()
    assert str(target) in page
    assert page.count('<button class="btn">') == 1
    assert level(user, target, kind) == "every"
    for _twice in range(2):
        # As mail programs press it, without having seen the page.
        page = client.post(f"/en{cause}", {"List-Unsubscribe": "One-Click"})
        assert "You hear no more of it" in page.content.decode()
        assert not page.cookies
        assert level(user, target, kind) == ("muted" if kind == "topic" else "")
    seen = len(mail.outbox)
    write(topic, factories.officer(fund), fund=fund)
    post_due()
    assert not [one for one in mail.outbox[seen:] if one.to == [user.email]]
    client.post(cause, {"do": "again", "before": "every"})
    assert level(user, target, kind) == "every"


def test_pressed_after_following_anew_it_stops_again_and_never_loosens_a_choice(client):
    user, board = reader(), factories.board()
    address = link(user, f"board:{board.pk}")
    Following.objects.create(user=user, board=board, level="muted")
    client.post(address)
    assert level(user, board, "board") == "muted"
    for chosen in ("first", "every"):
        Following.objects.update(level=chosen)
        assert 'name="do" value="stop"' in client.get(address).content.decode()
        page = client.post(address).content.decode()
        assert level(user, board, "board") == ""
        assert f'name="before" value="{chosen}"' in page
        client.post(address, {"do": "again", "before": chosen})
        assert level(user, board, "board") == chosen
    client.post(address)
    client.post(address, {"do": "again", "before": "x\x00"})
    assert level(user, board, "board") == "first"


def test_where_one_has_written_one_is_heard_again_without_a_choice(client):
    user = reader("")
    topic = factories.topic(author=user)
    write(topic)
    address = LINK.search(letter_to(user).body)[0]
    client.post(address)
    assert level(user, topic) == "muted"
    client.post(address, {"do": "again", "before": "default"})
    assert not Following.objects.exists()


def test_what_one_may_no_longer_read_is_not_named_but_stopped(client):
    user, board = reader(), factories.board("วงลับ")
    topic = factories.topic("เรื่องลับ", board=board)
    Following.objects.create(user=user, board=board, level="every")
    addresses = [link(user, f"board:{board.pk}"), link(user, f"topic:{topic.pk}")]
    board.readers = "officers"
    board.save()
    for address in addresses:
        for answer in (client.get(address), client.post(address)):
            assert "ลับ" not in answer.content.decode()
        again = client.post(address, {"do": "again"}).content.decode()
        assert "notice--warning" in again
    assert level(user, board, "board") == ""
    assert level(user, topic) == "muted"


def test_a_topic_put_into_another_is_stopped_there_and_what_is_gone_says_so(client):
    user, topic, into = reader(), factories.topic(), factories.topic("ใหม่")
    address = link(user, f"topic:{topic.pk}")
    merge_topics(gone=topic, into=into, by=factories.coordinator("58"), reason="เรื่องเดียวกัน")
    assert "ใหม่" in client.get(address).content.decode()
    client.post(address)
    assert level(user, into) == "muted"
    Following.objects.all().delete()
    gone = link(user, f"topic:{2**62}")
    for answer in (client.get(gone), client.post(gone), client.post(gone, {"do": "again"})):
        assert answer.status_code == 200
        assert '<button class="btn' not in answer.content.decode().split("<main")[1]


def test_nobody_else_is_stopped_by_a_changed_link(client):
    user, topic = reader(), factories.topic()
    token = stop_token(person=user.person, about=f"topic:{topic.pk}")
    other = token.replace(f"topic:{topic.pk}", f"topic:{topic.pk + 1}")
    for odd in (other, token[:-1], f"{token}x", token.replace("topic", "moon")):
        assert client.post(f"/letters/stop/{odd}/").status_code == 404
    assert not Following.objects.exists()


def test_a_pairs_room_is_stopped_for_its_officer(client):
    yes = Pair.Answer.YES
    pair = factories.pair(status=Pair.Status.ACCEPTED, mentor_answer=yes, mentee_answer=yes)
    officer = factories.officer(pair.mentee, email="officer@example.org")
    topic = factories.topic(pair=pair, author=factories.officer(pair.mentor))
    write(topic, topic.author)
    address = LINK.search(letter_to(officer).body)[0]
    client.post(address)
    assert level(officer, topic) == "muted"


# At once, and what follows within the hour together


def test_what_comes_within_the_hour_is_one_letter(client):
    user, topic = reader(), factories.topic("เงินออม")
    Following.objects.create(user=user, topic=topic, level="every")
    write(topic)
    assert letter_to(user).subject.endswith("has answered: เงินออม")
    posts = [write(topic) for _each in range(3)]
    assert post_due() == 0
    after = Notice.objects.filter(recipient=user.person).latest("pk").mail_after
    assert post_due(moment=after) == 1
    letter = letter_to(user)
    assert letter.subject == "3 new answers in: เงินออม"
    assert f"/en/topics/{topic.pk}/?unread" in letter.body
    assert letter.body.count("has answered") == len(posts)
    assert not Notice.objects.filter(recipient=user.person).exclude(mail="sent").exists()
    assert post_due(moment=after + GATHERED) == 0


def test_what_was_read_or_stopped_meanwhile_is_not_posted(client):
    user, quiet, topic = reader(), reader(), factories.topic()
    for each in (user, quiet):
        Following.objects.create(user=each, topic=topic, level="every")
    write(topic)
    post_due()
    sent = len(mail.outbox)
    write(topic)
    client.force_login(user)
    client.get(topic.get_absolute_url())
    client.post(link(quiet, f"topic:{topic.pk}"))
    last = Notice.objects.filter(recipient__in=[user.person, quiet.person])
    post_due(moment=last.latest("mail_after").mail_after)
    assert len(mail.outbox) == sent
    assert set(last.values_list("mail", flat=True)) == {"sent", "none"}

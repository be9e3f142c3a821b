"""The page of what one has missed: followed first, only what one may read, gone once read."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange.models import Following, Pair, Topic
from exchange.talk.catching_up import catch_up, missed, missed_number
from portal.funds.access import rights_of
from portal.notices.models import Notice
from tests import factories

pytestmark = pytest.mark.django_db


def reader(**kwargs):
    """Somebody who has had an account for a week."""
    user = factories.user(**kwargs)
    user.date_joined = timezone.now() - timedelta(days=7)
    user.save()
    return user


def titles(user) -> tuple[list[str], list[str]]:
    followed, rest = missed(rights_of(user))
    return tuple([topic.title for topic in part.newest_first()] for part in (followed, rest))


def test_what_one_follows_comes_first():
    user, board = reader(), factories.board()
    fund, subject = factories.fund(), factories.subject("accounts")
    Following.objects.create(user=user, level="first", board=board)
    Following.objects.create(user=user, level="every", fund=fund)
    Following.objects.create(user=user, level="every", subject=subject)
    chosen = factories.topic("ก เลือก")
    Following.objects.create(user=user, level="every", topic=chosen)
    factories.topic("ข กระดาน", board=board)
    factories.topic("ค กองทุน", fund=fund)
    factories.topic("ง หัวข้อ").subjects.add(subject)
    own = factories.topic("จ ของฉัน", author=user, replies=1)
    own.posts.filter(number=2).update(author=factories.user())
    factories.topic("ฉ อื่น")
    followed, rest = titles(user)
    assert sorted(followed) == ["ก เลือก", "ข กระดาน", "ค กองทุน", "ง หัวข้อ", "จ ของฉัน"]
    assert rest == ["ฉ อื่น"]


def test_what_is_read_muted_hidden_old_or_ones_own_is_not_missed(client):
    user, quiet = reader(), factories.board()
    read = factories.topic("อ่านแล้ว")
    client.force_login(user)
    client.get(read.get_absolute_url())
    Following.objects.create(user=user, level="muted", board=quiet)
    Following.objects.create(user=user, level="muted", topic=factories.topic("ไม่ฟัง"))
    factories.topic("กระดานเงียบ", board=quiet)
    factories.topic("ของกรรมการ", board=factories.board(readers="officers"))
    factories.topic("ฉันเขียนเอง", author=user)
    factories.topic("เก่า")
    Topic.objects.filter(title="เก่า").update(last_post_at=timezone.now() - timedelta(days=30))
    assert titles(user) == ([], [])


def test_the_way_there_stands_where_one_comes_in_with_its_number(client, django_assert_num_queries):
    """Counted is what one follows or has written in; a room of a pair is missed like a board."""
    user, board = reader(), factories.board()
    pages = ("/en/", "/en/exchange/", "/en/me/")
    yes = Pair.Answer.YES
    pair = factories.pair(status=Pair.Status.ACCEPTED, mentor_answer=yes, mentee_answer=yes)
    factories.office(user, pair.mentor)
    factories.topic("ในห้อง", pair=pair, author=factories.officer(pair.mentee))
    assert titles(user) == ([], ["ในห้อง"])
    assert "/en/me/catch-up/" not in client.get(pages[0]).content.decode()
    client.force_login(user)
    Following.objects.create(user=user, level="every", board=board)
    for _each in range(2):
        factories.topic(board=board)
    for page in pages:
        html = client.get(page).content.decode()
        assert html.count('href="/en/me/catch-up/"') == 1
        assert "2<span" in html.split('href="/en/me/catch-up/"')[1][:200]
    rights = rights_of(user)
    with django_assert_num_queries(1):
        assert missed_number(rights) == 2
    catch_up(rights=rights)
    assert "2<span" not in client.get(pages[0]).content.decode()
    Following.objects.all().delete()
    assert "press “Follow”" in client.get("/en/me/catch-up/").content.decode()


def test_the_button_reads_everything_and_new_posts_come_back(client):
    user = reader()
    client.force_login(user)
    factories.topic("ก่อนกด")
    address = reverse("catch_up")
    assert "ก่อนกด" in client.get(address).content.decode()
    for kind in ("followed", "seat"):
        factories.notice(user, kind=kind)
    client.post(address)
    html = client.get(address).content.decode()
    assert "ก่อนกด" not in html
    # What was told of it is read with it, other notices are not.
    assert [notice.kind for notice in Notice.objects.of(user).unread()] == ["seat"]
    assert 'class="empty"' in html
    factories.topic("หลังกด")
    assert titles(user) == ([], ["หลังกด"])
    catch_up(rights=rights_of(user))
    assert titles(user) == ([], [])


def test_each_part_has_pages_of_its_own(client, same_queries):
    user, board = reader(), factories.board()
    client.force_login(user)
    Following.objects.create(user=user, level="every", board=board)
    address = reverse("catch_up")

    def add():
        factories.topic(board=board)
        factories.topic()

    assert same_queries(add, lambda: client.get(address)) <= 20
    for _ in range(21):
        factories.topic("ในกระดาน", board=board)
    html = client.get(address).content.decode()
    assert "?of=followed&amp;before=" in html
    assert "?of=boards&amp;before=" not in html
    older = html.split("?of=followed&amp;before=")[1].split('"')[0]
    page = client.get(address, {"of": "followed", "before": older}).content.decode()
    assert page.count('class="row"') == 4
    for odd in ({"of": "x"}, {"of": "boards", "before": "9" * 40}):
        assert client.get(address, odd).status_code == 200

"""Who hears of a post: followers who may read it, once, at the same cost for its writer."""

from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchange.models import Following, Pair, Post
from exchange.talk.telling import tell_posts
from exchange.talk.writing import reply, start_topic
from portal.funds.models import Office
from portal.notices.models import Notice
from tests import factories

pytestmark = pytest.mark.django_db


def following(level="every", *, user=None, **target) -> Following:
    user = user or factories.user()
    return Following.objects.create(user=user, level=level, **target)


def write(topic, author=None, **kwargs) -> Post:
    return reply(
        author=author or factories.user(), topic=topic, body="ตอบแล้ว", submission=uuid4(), **kwargs
    )


def told(post: Post) -> dict:
    """Accounts that were told of a post, with the kind of notice."""
    rows = Notice.objects.filter(key=f"post:{post.pk}")
    return dict(rows.values_list("recipient__user", "kind"))


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """``with commits():`` does what follows the commit, as the worker would."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_followers_of_topic_board_subject_and_fund_hear_of_a_reply(commits):
    fund = factories.fund()
    topic = factories.topic()
    topic.subjects.add(factories.subject("accounts"))
    rows = [
        following(topic=topic),
        following(board=topic.board),
        following(subject=factories.subject("accounts")),
        following(fund=fund),
    ]
    following("first", board=topic.board)
    following("named", topic=topic)
    following("muted", topic=topic)
    following(board=factories.board())
    with commits():
        post = write(topic, factories.officer(fund), fund=fund)
    heard = {row.user_id: "followed" for row in rows}
    assert told(post) == {**heard, topic.author_id: "reply"}
    post.refresh_from_db()
    assert post.told_at


def test_a_new_topic_is_heard_of_by_those_who_want_new_ones(commits):
    board = factories.board()
    first = following("first", board=board)
    author = factories.user()
    with commits():
        topic = start_topic(
            author=author, board=board, title="เรื่องใหม่", body="ถาม", submission=uuid4()
        )
        write(topic)
    assert told(topic.posts.get(number=1)) == {first.user_id: "followed"}
    assert told(topic.posts.get(number=2)) == {author.pk: "reply"}


def test_whoever_has_written_hears_of_answers_but_not_of_their_own(commits):
    topic = factories.topic()
    with commits():
        first = write(topic)
    with commits():
        second = write(topic)
    assert told(first) == {topic.author_id: "reply"}
    assert told(second) == {topic.author_id: "reply", first.author_id: "reply"}


def test_a_pairs_room_tells_the_officers_of_both_funds(commits):
    yes = Pair.Answer.YES
    pair = factories.pair(status=Pair.Status.ACCEPTED, mentor_answer=yes, mentee_answer=yes)
    mentor, mentee = factories.officer(pair.mentor), factories.officer(pair.mentee)
    factories.office(of_fund=pair.mentee, role=Office.Role.MEMBER)
    with commits():
        topic = start_topic(
            author=mentor, pair=pair, title="นัดกัน", body="วันไหนดี", submission=uuid4()
        )
    assert told(topic.posts.get()) == {mentee.pk: "reply"}


def test_rights_are_those_of_the_moment_of_telling(django_capture_on_commit_callbacks):
    board = factories.board(readers="officers")
    topic = factories.topic(board=board, author=factories.officer())
    left, stays, closed = factories.officer(), factories.officer(), factories.officer()
    for user in (left, stays, closed):
        following(user=user, topic=topic)
    writer = factories.officer()
    with django_capture_on_commit_callbacks() as later:
        post = write(topic, writer)
    left.person.offices.update(status=Office.Status.REFUSED)
    closed.is_active = False
    closed.save()
    for callback in later:
        callback()
    assert told(post).keys() == {stays.pk, topic.author_id}


def test_a_board_closed_meanwhile_tells_nobody():
    topic = factories.topic()
    following(topic=topic)
    post = write(topic)
    topic.board.unpublish()
    tell_posts(among=[post.pk])
    assert not told(post)


def test_the_name_behind_a_fund_is_told_to_nobody_else(commits):
    fund = factories.fund("กองทุนสวัสดิการชุมชนตำบลปางหมู")
    writer = factories.officer(fund, role="treasurer")
    topic = factories.topic("เงินออม")
    with commits():
        post = write(topic, writer, fund=fund)
    notice = Notice.objects.get(key=f"post:{post.pk}")
    assert "ปางหมู" in notice.subject
    assert "เงินออม" in notice.subject
    assert writer.person.name not in notice.subject + notice.text


def test_what_died_before_it_was_told_is_told_by_the_timer_once(capsys):
    topic = factories.topic()
    Post.objects.update(told_at=timezone.now())
    post = write(topic)  # nothing follows the commit here
    assert not told(post)
    call_command("tell_posts")
    call_command("tell_posts")
    assert capsys.readouterr().out == "1 people told\n0 people told\n"
    Post.objects.filter(pk=post.pk).update(told_at=None)
    assert tell_posts() == 0
    assert Notice.objects.count() == 1


def test_what_is_brought_in_from_earlier_is_told_to_nobody(commits):
    topic = factories.topic()
    with commits():
        post = write(topic, moment=timezone.now())
    assert not told(post)
    assert post.told_at


def test_a_reply_costs_its_writer_the_same_with_one_follower_and_with_thirty(client):
    client.force_login(factories.user())
    counts = []
    for followers in (1, 30):
        topic = factories.topic()
        for _ in range(followers):
            following(topic=topic)
        with CaptureQueriesContext(connection) as queries:
            client.post(topic.get_absolute_url(), {"body": "ตอบ", "submission": uuid4()})
        assert topic.posts.count() == 2
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_telling_costs_the_same_queries_for_one_and_for_thirty(commits):
    counts = []
    for followers in (1, 30):
        topic = factories.topic(fund=factories.fund())
        for _ in range(followers):
            following(user=factories.officer(), topic=topic)
        post = write(topic)
        with CaptureQueriesContext(connection) as queries, commits():
            tell_posts(among=[post.pk])
        assert len(told(post)) == followers + 1
        # Each letter is a letter of its own; what is told is told together.
        counts.append(len([query for query in queries if "mail_tries" not in query["sql"]]))
    assert counts[0] == counts[1]


def test_a_notice_leads_to_the_post_wherever_it_stands(client, commits):
    topic = factories.topic(replies=24)
    with commits():
        post = write(topic)
    client.force_login(topic.author)
    answer = client.get(Notice.objects.get().get_absolute_url(), follow=True)
    assert answer.redirect_chain[-1][0] == post.get_absolute_url()
    Post.objects.filter(pk=post.pk).update(number=300)
    assert client.get(f"/posts/{post.pk}/")["Location"].endswith("?page=15#post-300")

"""Polls: what may be asked, what readers see, and the result that stays."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchange.models import Poll, Topic
from exchange.talk.polls import close_due
from exchange.talk.voting import vote
from portal.thai.fields import ThaiDateField
from portal.thai.search import find
from tests import factories

pytestmark = pytest.mark.django_db


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def typed(day) -> str:
    return ThaiDateField.show(day)


def start(client, kind, **fields):
    base = {"title": "หัวเรื่อง", "body": "เนื้อความ", "kind": kind, "submission": uuid4()}
    if kind == "poll":
        base |= {"choices": "ก\nข\n\n", "way": "one", "voters": "people"}
    else:
        base |= {"day_1": typed(in_days(9)), "day_2": typed(in_days(8))}
    board = factories.board()
    return client.post(
        f"/boards/{board.pk}/new/?kind={kind}", {**base, "closes_on": typed(in_days(5)), **fields}
    )


def page(client, poll) -> str:
    response = client.get(poll.topic.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def yes(poll, *positions) -> dict:
    return {option.pk: "yes" for option in poll.options.filter(position__in=positions)}


# Making one


def test_a_topic_asks_its_readers(client):
    client.force_login(factories.user())
    start(client, "poll", voters="funds")
    poll = Topic.objects.get().poll
    assert [option.text for option in poll.options.all()] == ["ก", "ข"]
    assert (poll.way, poll.voters, poll.closes_on) == ("one", "funds", in_days(5))


def test_days_stand_in_their_order(client):
    client.force_login(factories.user())
    start(client, "meeting")
    poll = Topic.objects.get().poll
    assert [option.day for option in poll.options.all()] == [in_days(8), in_days(9)]
    assert poll.way == Poll.Way.DAYS


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("poll", {"choices": ""}),
        ("poll", {"choices": "ข้อเดียว"}),
        ("poll", {"choices": "ซ้ำ\nซ้ำ"}),
        ("poll", {"choices": "\n".join(map(str, range(13)))}),
        ("poll", {"choices": "ก\n" + "ข" * 151}),
        ("poll", {"choices": "ก\nของ 1101700230708"}),
        ("poll", {"way": "days"}),
        ("poll", {"voters": "everybody"}),
        ("poll", {"closes_on": ""}),
        ("poll", {"closes_on": "1/1/2560"}),
        ("poll", {"closes_on": typed(timezone.localdate() + timedelta(days=400))}),
        ("meeting", {"day_2": ""}),
        ("meeting", {"day_2": "1/1/2560"}),
        ("meeting", {"day_2": typed(timezone.localdate() + timedelta(days=9))}),
        ("meeting", {"day_2": "วันไหนก็ได้"}),
    ],
)
def test_what_cannot_be_asked_is_said_and_kept(client, kind, fields):
    client.force_login(factories.user())
    html = start(client, kind, body="ที่พิมพ์ไว้", **fields).content.decode()
    assert "error" in html
    assert "ที่พิมพ์ไว้" in html
    assert not Topic.objects.exists()


def test_a_poll_kept_as_a_draft_comes_back(client):
    client.force_login(factories.user())
    response = start(client, "poll", choices="หนึ่ง\nสอง", do="draft")
    assert "หนึ่ง" in client.get(response["Location"]).content.decode()
    assert not Poll.objects.exists()


# Reading


def test_counts_are_seen_after_ones_own_vote(client):
    poll, voter = factories.poll(), factories.user()
    vote(poll=poll, by=factories.user(), chosen=yes(poll, 1))
    assert '<svg class="meter"' not in page(client, poll)
    client.force_login(voter)
    assert '<svg class="meter"' not in page(client, poll)
    vote(poll=poll, by=voter, chosen=yes(poll, 2))
    assert page(client, poll).count('<svg class="meter"') == 2


def test_days_and_who_can_come_are_seen_at_once(client):
    poll = factories.poll(way="days", days=[in_days(8), in_days(9)])
    voter = factories.user()
    vote(poll=poll, by=voter, chosen={**yes(poll, 1), poll.options.get(position=2).pk: "maybe"})
    html = page(client, poll)
    assert f"({voter.person.name})" in html


@pytest.mark.parametrize("way", ["one", "several", "days"])
def test_a_poll_costs_at_most_two_queries_however_many_voted(client, way):
    days = [in_days(8), in_days(9)] if way == "days" else ()
    poll = factories.poll(way=way, days=days)
    client.force_login(factories.user())
    plain = factories.topic(replies=0)

    def cost(topic) -> int:
        client.get(topic.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(topic.get_absolute_url())
        return len(queries)

    before = cost(plain)
    for _ in range(3):
        assert cost(poll.topic) <= before + 2
        vote(poll=poll, by=factories.user(), chosen=yes(poll, 1))


# The end


def test_the_result_is_kept_as_text(client):
    poll, gone = factories.poll(way="several"), factories.user()
    vote(poll=poll, by=gone, chosen=yes(poll, 2))
    vote(poll=poll, by=factories.user(), chosen=yes(poll, 1, 2))
    assert close_due(day=in_days(7)) == 0
    assert [close_due(day=in_days(8)) for _twice in range(2)] == [1, 0]
    gone.delete()
    poll.refresh_from_db()
    assert poll.result.splitlines()[1:] == ["แบบใหม่: 2", "แบบเดิม: 1"]
    assert "แบบใหม่: 2" in page(client, poll)
    assert "<form" not in page(client, poll).partition('id="poll"')[2].partition("</section>")[0]


def test_a_poll_is_found_by_its_choices_and_then_by_its_result(client):
    client.force_login(factories.user())
    start(client, "poll", choices="จ่ายเป็นถุงข้าว\nจ่ายเป็นเงิน")
    topic = Topic.objects.get()
    start(client, "meeting", title="นัดพบที่ศาลา", day_1=typed(in_days(9)))

    def found(words) -> list[Topic]:
        return [hit.record for hit in find(Topic.objects.all(), words, limit=5)]

    assert found("ถุงข้าว") == [topic]
    day = topic.poll.options.model.objects.get(day=in_days(9))
    assert found(day.label) == [day.poll.topic]
    vote(poll=topic.poll, by=factories.user(), chosen=yes(topic.poll, 1))
    close_due(day=in_days(8))
    assert "จ่ายเป็นถุงข้าว: 1" in Topic.objects.get(pk=topic.pk).opening_text()
    assert topic in found("ปิดรับเสียง ถุงข้าว")


def test_the_first_reader_after_the_end_closes_it(client):
    poll = factories.poll()
    Poll.objects.update(closes_on=in_days(-1))
    page(client, poll)
    poll.refresh_from_db()
    assert poll.closed_at
    assert "0 คน" in poll.result


def test_the_daily_command_closes_polls(capsys):
    factories.poll()
    Poll.objects.update(closes_on=in_days(-1))
    call_command("tend_exchange")
    assert "polls closed: 1" in capsys.readouterr().out


# In a browser


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scripts", [True, False])
def test_answering_for_each_day_on_a_phone(browser_page, scripts):
    poll = factories.poll(way="days", days=[in_days(8), in_days(9)])
    name = "ศรีสุดาพรรณ วรรณเกษมสุขสวัสดิ์ไพศาล"
    user = factories.user()
    user.person.first_name, user.person.last_name = name.split()
    user.person.save()
    window = browser_page(user=user, scripts=scripts)
    window.goto(poll.topic.get_absolute_url())
    for option, says in zip(poll.options.all(), ("yes", "maybe"), strict=True):
        window.locator(f"input[name=day_{option.pk}][value={says}]").check(force=True)
    window.get_by_role("button", name="ลงเสียง", exact=True).click()
    window.get_by_role("button", name="เปลี่ยนเสียง").wait_for()
    assert poll.ballots.get().choices.count() == 2
    assert window.evaluate("document.documentElement.scrollWidth") <= 360

"""The queue: the oldest first, the same cost for few and many, and who hears of long waits."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from exchange.models import Case, Report
from exchange.order.queue import PAGE, page_of_queue
from exchange.talk.quoting import quote_of
from exchange.talk.writing import reply
from portal.funds.access import rights_of
from portal.notices.models import Notice
from tests import factories
from tests.exchange.order.made import a_post, decided, reported

pytestmark = pytest.mark.django_db


def cases(count: int) -> list[Case]:
    """So many cases in one topic, the last one the oldest."""
    topic = factories.topic(replies=count)
    by, now = factories.user(), timezone.now()
    made = Case.objects.bulk_create(
        Case(post=post, author=post.author, waits_since=now - timedelta(hours=post.number))
        for post in topic.posts.filter(number__gt=1)
    )
    Report.objects.bulk_create(
        Report(case=case, post_id=case.post_id, reporter=by, reason="spam") for case in made
    )
    return made


def test_the_oldest_comes_first_and_pages_follow_each_other():
    made = cases(30)
    rights = rights_of(factories.coordinator("58"))
    first, more = page_of_queue(rights)
    second, end = page_of_queue(rights, after=more)
    assert (len(first), len(second), end) == (PAGE, 10, "")
    assert [row.case.pk for row in first + second] == [case.pk for case in reversed(made)]


@pytest.mark.parametrize("after", ["x", "_", "2026-01-01_5", "2026-01-01T00:00:00+07:00_9" * 9])
def test_a_place_nobody_can_read_is_the_beginning(after):
    cases(1)
    assert len(page_of_queue(rights_of(factories.coordinator("58")), after=after)[0]) == 1


@pytest.mark.parametrize(("few", "many"), [(3, 30)])
def test_many_reports_open_with_as_many_queries_as_few(
    client, few, many, django_assert_num_queries
):
    client.force_login(factories.coordinator("58"))
    cases(few)
    client.get("/order/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as before:
        client.get("/order/")
    cases(many)
    with django_assert_num_queries(len(before)):
        client.get("/order/")


def test_a_case_costs_the_same_with_one_report_and_three(client, same_queries):
    client.force_login(factories.coordinator("58"))
    case = reported()
    for number in (1, 3):
        decided(reported(case.post.topic.posts.get(number=number)))

    def add():
        Report.objects.create(case=case, post=case.post, reporter=factories.user(), reason="rude")

    same_queries(add, lambda: client.get(f"/order/{case.pk}/"))


def test_a_moderator_reads_the_context_takes_it_on_and_decides(client):
    post = a_post()
    quote = {"topic": post.topic, "body": quote_of(post), "submission": uuid4()}
    quoting = reply(author=factories.user(), **quote)
    case = reported(post, voices=3)
    client.force_login(factories.coordinator("50"))
    html = client.get(f"/order/{case.pk}/").content.decode()
    assert f'{quoting.get_absolute_url()}"' in html, "where its words stand too"
    for said in ("ข้อความที่ 1", "ข้อความที่ 2", "ข้อความที่ 3", "ลองดูให้หน่อย"):
        assert said in html
    assert 'name="outcome"' not in html
    client.post(f"/order/{case.pk}/claim/")
    typed = {"outcome": "hidden", "measure": "silenced", "reason": "ขายของ"}
    html = client.post(f"/order/{case.pk}/", typed).content.decode()
    assert "ขายของ" in html
    case.refresh_from_db()
    assert case.decided_at is None
    day = timezone.localdate() + timedelta(days=3)
    answered = client.post(f"/order/{case.pk}/", {**typed, "until": day.isoformat()})
    case.refresh_from_db()
    assert (answered.status_code, case.measure) == (302, "silenced")
    assert timezone.localtime(case.until).date() == day


def test_after_a_day_the_other_moderators_hear_of_it_once():
    holder, other = factories.coordinator("58"), factories.coordinator("50")
    case = reported()
    long_ago = timezone.now() - timedelta(hours=25)
    Case.objects.update(
        waits_since=long_ago,
        claimed_by=holder,
        claimed_until=timezone.now() + timedelta(minutes=5),
    )
    reported(a_post())
    for _time in range(2):
        call_command("tend_order")
    told = Notice.objects.filter(key__startswith="late-")
    assert [notice.recipient.user for notice in told] == [other]
    assert told.get().link == f"/order/{case.pk}/"

"""“This helped us”: who says it, once each, and what readers see of it."""

import pytest
from django.db import IntegrityError, transaction

from exchange.models import PostHelp
from exchange.talk import helping
from exchange.talk.helping import say_helped, unsay_helped
from exchange.talk.writing import WritingRefused
from portal.funds.models import Office
from tests import factories
from tests.exchange.at_once import at_once

pytestmark = pytest.mark.django_db


def reply_of(topic=None):
    return (topic or factories.topic(replies=1)).posts.get(number=2)


def page(client, post) -> str:
    response = client.get(post.topic.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_a_fund_says_it_once_and_the_line_can_change():
    fund, post = factories.fund(), reply_of()
    secretary, chair = factories.officer(fund), factories.officer(fund, role="chair")
    say_helped(post=post, by=secretary, fund=fund, how="ลองแล้วได้ผล")
    say_helped(post=post, by=chair, fund=fund, how="  ใช้ทั้งอำเภอ\nแล้ว ")
    say_helped(post=post, by=chair)
    said = PostHelp.objects.filter(post=post).order_by("pk").values_list("fund", "how", "by")
    assert list(said) == [(fund.pk, "ใช้ทั้งอำเภอ แล้ว", chair.pk), (None, "", chair.pk)]


def test_it_is_taken_back_by_whoever_may():
    fund, post, member = factories.fund(), reply_of(), factories.user()
    secretary, chair = factories.officer(fund), factories.officer(fund, role="chair")
    say_helped(post=post, by=secretary, fund=fund)
    say_helped(post=post, by=member)
    with pytest.raises(WritingRefused):
        unsay_helped(post=post, by=member, fund=fund)
    for _twice in range(2):
        unsay_helped(post=post, by=chair, fund=fund)
        unsay_helped(post=post, by=member)
    assert not PostHelp.objects.exists()


def test_nobody_praises_their_own_post():
    fund = factories.fund()
    author, other = factories.officer(fund), factories.officer(fund, role="chair")
    own_fund = factories.fund()
    factories.office(author, own_fund)
    post = factories.topic(author=author, fund=fund).posts.get()
    for by, for_fund in ((author, None), (author, own_fund), (other, fund), (other, None)):
        with pytest.raises(WritingRefused):
            say_helped(post=post, by=by, fund=for_fund)


@pytest.mark.parametrize("how", ["ก" * 201, "เลข 1101700230708"])
def test_a_line_that_cannot_be_kept_is_refused(how):
    with pytest.raises(WritingRefused):
        say_helped(post=reply_of(), by=factories.user(), how=how)


def test_an_office_that_ended_says_nothing():
    fund, post = factories.fund(), reply_of()
    officer = factories.officer(fund)
    Office.objects.update(starts_on="2019-01-01", ends_on="2020-01-01")
    with pytest.raises(WritingRefused):
        say_helped(post=post, by=officer, fund=fund)


def test_the_database_counts_once():
    fund, post = factories.fund(), reply_of()
    officer = factories.officer(fund)
    for who in ({"fund": fund, "by": officer}, {"by": officer}):
        PostHelp.objects.create(post=post, **who)
        with pytest.raises(IntegrityError), transaction.atomic():
            PostHelp.objects.create(post=post, **who)


@pytest.mark.django_db(transaction=True)
def test_many_taps_at_once_count_once():
    fund, post = factories.fund(), reply_of()
    officers = [factories.officer(fund) for _ in range(8)]
    done = at_once(lambda officer: say_helped(post=post, by=officer, fund=fund), officers)
    assert not [each for each in done if isinstance(each, Exception)]
    assert PostHelp.objects.count() == 1


# Pages


def test_said_on_a_page_and_shown_under_the_post(client):
    fund, post = factories.fund("กองทุนสวัสดิการชุมชนตำบลปางหมู"), reply_of()
    client.force_login(factories.officer(fund))
    address = f"/posts/{post.pk}/helped/"
    assert address in page(client, post)
    response = client.post(address, {"said_for": fund.pk, "how": "ใช้ได้จริง"})
    assert response["Location"] == post.get_absolute_url()
    html = page(client, post)
    assert "“ใช้ได้จริง”" in html
    assert "กองทุนสวัสดิการชุมชนตำบลปางหมู" in html
    assert "ใช้ได้จริง" in client.get(address).content.decode()
    client.post(address, {"do": "unsay", "fund": fund.pk})
    assert "ใช้ได้จริง" not in page(client, post)


@pytest.mark.parametrize("said_for", ["999999", "x", ""])
def test_a_forged_fund_is_refused_and_the_line_kept(client, said_for):
    post = reply_of()
    client.force_login(factories.officer())
    html = client.post(
        f"/posts/{post.pk}/helped/", {"said_for": said_for, "how": "บรรทัดนี้"}
    ).content.decode()
    assert "field__error" in html
    assert "บรรทัดนี้" in html
    assert not PostHelp.objects.exists()


def test_the_writer_of_a_post_is_not_asked(client):
    post = reply_of()
    client.force_login(post.author)
    assert f"/posts/{post.pk}/helped/" not in page(client, post)
    assert client.get(f"/posts/{post.pk}/helped/").status_code == 403


def test_a_page_of_posts_costs_the_same_however_many_were_helped(client, same_queries):
    topic = factories.topic(replies=5)
    numbers = iter(range(2, 7))

    def add():
        post = topic.posts.get(number=next(numbers))
        fund = factories.fund()
        for _ in range(2):
            say_helped(post=post, by=factories.user(), how="ได้ผล")
        say_helped(post=post, by=factories.officer(fund), fund=fund)

    assert same_queries(add, lambda: client.get(topic.get_absolute_url())) <= 12


def test_a_post_that_helped_many_stays_short(client):
    post = reply_of()
    for _ in range(helping.MOST_SHOWN + 2):
        say_helped(post=post, by=factories.user())
    helped = helping.helped_by([post])[post.pk]
    assert (len(helped.said), helped.people, helped.more) == (helping.MOST_SHOWN, 12, 2)
    assert page(client, post)

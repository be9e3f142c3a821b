"""Who is named in a post: whom a name fits, what readers see, who is told."""

from uuid import uuid4

import pytest
from django.urls import reverse

from exchange.models import Following, Mention, Post
from exchange.talk.editing import edit
from exchange.talk.mentions import MOST_MENTIONS, named_in, names_like
from exchange.talk.telling import tell_posts
from exchange.talk.text import to_html
from exchange.talk.unread import note_seen
from exchange.talk.writing import WritingRefused, reply
from portal.funds.access import rights_of
from portal.notices.models import Notice
from tests import factories

PANG_MU = "กองทุนสวัสดิการชุมชนตำบลปางหมู"


def write(topic, body, author=None, **kwargs):
    author = author or factories.user()
    post = reply(author=author, topic=topic, body=body, submission=uuid4(), **kwargs)
    tell_posts(among=[post.pk])
    return post


def somebody(first="สมพร", last="ใจงาม", *, writes_in=None, **kwargs):
    """An account of this name, who has written in a topic as themselves."""
    user = factories.user(with_person=False)
    factories.person(user=user, first_name=first, last_name=last)
    if writes_in:
        write(writes_in, "สวัสดี", user, **kwargs)
    return user


# What readers see


def test_a_known_name_becomes_a_link_or_bold():
    names = {"กองทุนก": "/funds/1/", "สมพร ใจงาม": ""}
    html = to_html("ถาม @[กองทุนก] และ @[สมพร  ใจงาม] กับ @[ใครไม่รู้]", names)
    assert html == (
        '<p>ถาม <a href="/funds/1/" rel="nofollow noopener">@กองทุนก</a> และ '
        "<strong>@สมพร ใจงาม</strong> กับ @[ใครไม่รู้]</p>"
    )


def test_names_do_nothing_in_links_code_and_addresses():
    names = {"กองทุนก": "/funds/1/"}
    for text in ("`@[กองทุนก]`", "[@[กองทุนก]](https://example.org)", "```\n@[กองทุนก]\n```"):
        assert "/funds/1/" not in to_html(text, names)


def test_what_stands_in_a_name_is_never_html():
    name = '<img src=x onerror="alert(1)">'
    assert "<img" not in to_html(f"@[{name}]", {name: ""})


# Whom a name fits


@pytest.mark.django_db
def test_a_fund_is_named_by_its_name_or_with_its_place():
    fund, board = factories.fund(PANG_MU), factories.board()
    whole = f"{PANG_MU} · {fund.subdistrict.full_name}"
    for typed in (PANG_MU, whole):
        (named,) = named_in(f"ถาม @[{typed}]", place=board)
        assert named.fund == fund
    assert not named_in(f"@[{PANG_MU} · ที่อื่น] @[ปางหมู] @[] @[\x00]", place=board)


@pytest.mark.django_db
def test_of_two_funds_with_one_name_the_place_decides():
    one, other = factories.fund(PANG_MU), factories.fund(PANG_MU, subdistrict="580101")
    board = factories.board()
    assert not named_in(f"@[{PANG_MU}]", place=board)
    (named,) = named_in(f"@[{PANG_MU} · {other.subdistrict.full_name}]", place=board)
    assert named.fund == other
    assert one != other


@pytest.mark.django_db
def test_people_are_named_only_where_they_wrote_under_their_own_name():
    topic, fund = factories.topic(), factories.fund()
    hidden = factories.officer(fund)
    somebody_else = hidden.person.name
    write(topic, "ในนามกองทุน", hidden, fund=fund)
    user = somebody(writes_in=topic)
    somebody("บังอร", "ไม่เคยเขียน")
    text = f"@[สมพร ใจงาม] @[นางสมพร ใจงาม] @[{somebody_else}] @[บังอร ไม่เคยเขียน]"
    assert {one.user_id for one in named_in(text, place=topic.board)} == {user.pk}
    assert not named_in("@[สมพร ใจงาม]", place=factories.board())
    somebody(writes_in=topic)
    assert not named_in("@[สมพร ใจงาม]", place=topic.board)


@pytest.mark.django_db
def test_names_are_offered_while_one_types(client):
    topic, fund = factories.topic(), factories.fund(PANG_MU)
    hidden = factories.officer(fund)
    write(topic, "ในนามกองทุน", hidden, fund=fund)
    somebody(writes_in=topic)
    assert names_like("สมพ", place=topic.board) == [("สมพร ใจงาม", "")]
    place = fund.subdistrict.full_name
    assert names_like("ปางหมู", place=topic.board) == [(f"{PANG_MU} · {place}", place)]
    assert not names_like(hidden.person.name, place=topic.board)
    assert not names_like("ส", place=topic.board)
    client.force_login(factories.user())
    address = reverse("board_names", args=[topic.board_id])
    answer = client.get(address, {"q": "สมพ"}).json()
    assert answer == {"names": [{"name": "สมพร ใจงาม", "note": ""}]}
    for odd in ("\x00\x00", "%' OR 1=1", "[" * 500, "😀😀"):
        assert client.get(address, {"q": odd}).json() == {"names": []}
    assert client.get(f"/boards/{2**70}/names/").status_code == 404


# Writing and telling


@pytest.mark.django_db
def test_who_is_named_is_noted_once_and_told():
    topic, fund = factories.topic(), factories.fund(PANG_MU)
    officer = factories.officer(fund)
    user = somebody(writes_in=topic)
    Following.objects.create(user=user, board=topic.board, level="named")
    post = write(topic, f"@[{PANG_MU}] @[สมพร ใจงาม] @[นางสมพร ใจงาม] @[{PANG_MU}]")
    assert {(row.user, row.fund) for row in Mention.objects.all()} == {(user, None), (None, fund)}
    assert f'<a href="/funds/{fund.pk}/"' in post.html
    told = dict(Notice.objects.filter(kind="mention").values_list("recipient__user", "subject"))
    assert told.keys() == {officer.pk, user.pk}
    assert PANG_MU in told[officer.pk]
    assert PANG_MU not in told[user.pk]


@pytest.mark.django_db
def test_who_may_not_read_or_has_muted_is_not_told():
    board = factories.board(readers="officers")
    topic = factories.topic(board=board, author=factories.officer())
    left = factories.officer()
    person = left.person
    write(topic, "สวัสดี", left)
    person.offices.all().delete()
    fund = factories.fund(PANG_MU)
    muted = factories.officer(fund)
    Following.objects.create(user=muted, board=board, level="muted")
    post = write(topic, f"@[{person.name}] @[{PANG_MU}]", factories.officer())
    assert post.mentions.count() == 2
    assert not Notice.objects.filter(kind="mention").exists()


@pytest.mark.django_db
def test_who_is_named_by_an_edit_is_told_once():
    """Even where the post was read before; nobody who was told of it is told of it twice."""
    topic, fund, other = factories.topic(), factories.fund(PANG_MU), factories.fund("กองทุนอื่น")
    officer, muted = factories.officer(fund), factories.officer(fund)
    early, follower = factories.officer(other), factories.officer(fund)
    Following.objects.create(user=muted, topic=topic, level="muted")
    Following.objects.create(user=follower, topic=topic, level="every")
    author = factories.user()
    post = write(topic, f"@[{other.name}]", author)
    note_seen(rights=rights_of(officer), topic=topic, posts=[post.pk])

    def change(body):
        edit(by=author, post=post, body=body, seen=Post.objects.get(pk=post.pk).edition)
        return tuple(tell_posts(among=[post.pk]) for _twice in range(2))

    def told():
        rows = Notice.objects.filter(key=f"post:{post.pk}").order_by("pk")
        return list(rows.values_list("recipient__user", "kind"))

    before = told()
    assert dict(before)[early.pk] == "mention"
    assert change(f"@[{other.name}] @[{PANG_MU}]") == (1, 0)
    assert told() == [*before, (officer.pk, "mention")]
    assert change("ไม่เอ่ยใคร") == (0, 0)
    assert change(f"@[{PANG_MU}] อีกครั้ง") == (0, 0)
    Post.objects.filter(pk=post.pk).update(standing="hidden")
    third = factories.fund("กองทุนที่สาม")
    hears = factories.officer(third)
    assert change(f"@[{third.name}] @[{PANG_MU}]") == (0, 0)
    Post.objects.filter(pk=post.pk).update(standing="shown")
    assert tell_posts() >= 1
    assert told()[-1] == (hears.pk, "mention")


@pytest.mark.django_db
def test_too_many_names_are_refused_with_a_sentence():
    topic = factories.topic()
    names = [factories.fund(f"กองทุนที่ {n}").name for n in range(MOST_MENTIONS + 1)]
    with pytest.raises(WritingRefused):
        write(topic, " ".join(f"@[{name}]" for name in names))
    assert topic.posts.count() == 1
    write(topic, " ".join(f"@[{name}]" for name in names[1:]))


@pytest.mark.django_db
def test_a_text_that_names_nobody_asks_for_nobody(django_assert_num_queries):
    board = factories.board()
    with django_assert_num_queries(0):
        assert not named_in("ไม่มีใคร a@b.example [x](https://example.org)", place=board)
    with django_assert_num_queries(2):
        named_in("@[หนึ่ง] @[สอง]", place=board)


# In a browser


def test_a_name_is_picked_with_scripts_and_typed_without(browser_page):
    topic = factories.topic()
    fund = factories.fund(PANG_MU)
    user = factories.user()
    page = browser_page(user=user)
    page.goto(topic.get_absolute_url())
    page.locator("textarea[name=body]").press_sequentially("ช่วยถาม @ปางหมู")
    page.get_by_role("button", name=PANG_MU).click()
    page.get_by_role("button", name="ส่งคำตอบ").click()
    page.wait_for_selector("#post-2")
    assert Mention.objects.get().fund == fund
    page = browser_page(user=user, scripts=False)
    page.goto(topic.get_absolute_url())
    page.locator("textarea[name=body]").fill(f"ถาม @[{PANG_MU}]")
    page.get_by_role("button", name="ส่งคำตอบ").click()
    assert page.locator(f"#post-3 a[href='/funds/{fund.pk}/']").count() == 1

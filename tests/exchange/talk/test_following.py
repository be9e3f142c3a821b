"""What somebody follows: which choice counts, who may choose it, and the page of all of them."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from exchange.models import Following, Pair
from exchange.talk.following import FollowingRefused, follow, followed_by, hearing
from portal.funds.access import rights_of
from tests import factories

Level = Following.Level


def row(kind, level) -> Following:
    return Following(**{f"{kind}_id": 1}, level=level)


def heard(*rows, own=False, opening=False, named=False) -> bool:
    return hearing(rows, own=own).of(opening=opening, named=named)


# What counts


def test_without_a_choice_one_hears_when_named_and_where_one_has_written():
    assert not heard()
    assert not heard(opening=True)
    assert heard(named=True)
    assert heard(own=True)


@pytest.mark.parametrize(
    ("level", "opening", "later", "named"),
    [
        (Level.EVERY, True, True, True),
        (Level.FIRST, True, False, True),
        (Level.NAMED, False, False, True),
        (Level.MUTED, False, False, False),
    ],
)
def test_each_level_of_a_board(level, opening, later, named):
    board = row("board", level)
    assert heard(board, opening=True) == opening
    assert heard(board) == later
    assert heard(board, named=True) == named


def test_the_most_particular_choice_counts():
    kinds = ("topic", "board", "subject", "fund")
    for place, kind in enumerate(kinds):
        wider = [row(each, Level.MUTED) for each in kinds[place + 1 :]]
        assert heard(*wider, row(kind, Level.EVERY))
        wider = [row(each, Level.EVERY) for each in kinds[place + 1 :]]
        assert not heard(row(kind, Level.MUTED), *wider, named=True)


def test_where_one_has_written_only_a_choice_for_the_topic_says_less():
    assert heard(row("board", Level.MUTED), own=True)
    assert not heard(row("topic", Level.NAMED), own=True)
    assert not heard(row("topic", Level.MUTED), own=True, named=True)


def test_of_several_subjects_the_one_that_says_most_counts():
    rows = [row("subject", level) for level in (Level.MUTED, Level.EVERY, Level.NAMED)]
    assert heard(*rows)


# Choosing


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["topic", "board", "subject", "fund"])
def test_a_choice_is_changed_and_taken_back_by_a_press(client, kind):
    user = factories.user()
    client.force_login(user)
    make = {"subject": factories.subject, "fund": factories.fund, "board": factories.board}
    target = make.get(kind, factories.topic)()
    address = reverse("follow", args=[kind, target.pk])
    for level in (Level.EVERY, Level.MUTED):
        response = client.post(address, {"level": level, "next": "/exchange/?page=3"})
        assert response["Location"] == "/exchange/?page=3"
        chosen = Following.objects.get()
        assert (chosen.user, chosen.target.pk, chosen.level) == (user, target.pk, level)
    client.post(address, {"level": "default"})
    client.post(address, {"level": "default"})
    assert not Following.objects.exists()


@pytest.mark.django_db
def test_nothing_is_chosen_that_one_may_not_read_or_that_is_not_offered(client):
    user = factories.user()
    client.force_login(user)
    yes = Pair.Answer.YES
    pair = factories.pair(status=Pair.Status.ACCEPTED, mentor_answer=yes, mentee_answer=yes)
    room = factories.topic(pair=pair)
    topic = factories.topic()
    for kind, pk, level in (
        ("topic", room.pk, "every"),
        ("board", factories.board(readers="officers").pk, "every"),
        ("topic", topic.pk, "first"),
        ("topic", topic.pk, "loud"),
        ("topic", topic.pk, ""),
        ("fund", 2**63 - 1, "every"),
        ("subject", factories.subject("old-one", active=False).pk, "every"),
    ):
        response = client.post(reverse("follow", args=[kind, pk]), {"level": level}, follow=True)
        assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert client.post(f"/following/topic/{2**80}/", {"level": "every"}).status_code == 404
    assert client.post("/following/moon/1/", {"level": "every"}).status_code == 404
    assert not Following.objects.exists()


@pytest.mark.django_db
def test_the_way_back_stays_in_the_portal(client):
    client.force_login(factories.user())
    address = reverse("follow", args=["topic", factories.topic().pk])
    for away in ("https://example.org/", "//example.org", "javascript:alert(1)", "\x00"):
        answer = client.post(address, {"level": "every", "next": away})
        assert answer["Location"] == reverse("following_list")


@pytest.mark.django_db
def test_the_database_knows_what_a_row_may_be():
    user, topic, board = factories.user(), factories.topic(), factories.board()
    Following.objects.create(user=user, topic=topic, level="every")
    for wrong in (
        {"topic": topic, "level": "named"},
        {"level": "every"},
        {"topic": factories.topic(), "board": board, "level": "every"},
        {"topic": factories.topic(), "level": "first"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Following.objects.create(user=user, **wrong)


# Pages


@pytest.mark.django_db
def test_pages_have_a_box_for_those_with_an_account(client):
    topic = factories.topic(fund=factories.fund())
    topic.subjects.add(factories.subject("accounts"))
    pages = (topic.get_absolute_url(), topic.board.url, topic.fund.get_absolute_url())
    for page in pages:
        assert 'id="follow"' not in client.get(page).content.decode()
    client.force_login(factories.user())
    for page in pages:
        assert 'id="follow"' in client.get(page).content.decode()
    box = f'action="{reverse("follow", args=["subject", topic.subjects.get().pk])}"'
    assert box in client.get(topic.board.url, {"subject": "accounts"}).content.decode()


@pytest.mark.django_db
def test_the_page_of_all_lists_them_and_takes_subjects(client, same_queries):
    user = factories.user()
    client.force_login(user)
    address = reverse("following_list")
    assert 'class="empty"' in client.get(address).content.decode()
    accounts = factories.subject("accounts")
    client.post(address, {"subject": "accounts", "level": "first"})
    client.post(address, {"subject": "nothing", "level": "first"})
    client.post(address, {"subject": "accounts", "level": "loud"})
    assert [(one.subject, one.level) for one in Following.objects.all()] == [(accounts, "first")]

    def add():
        for target in (factories.topic(), factories.board(), factories.fund()):
            name = {"Topic": "topic", "BoardPage": "board", "Fund": "fund"}[type(target).__name__]
            Following.objects.create(user=user, level="every", **{name: target})

    assert same_queries(add, lambda: client.get(address)) <= 14


@pytest.mark.django_db
def test_what_one_may_no_longer_read_loses_its_name_and_can_be_taken_off(client):
    user, board = factories.user(), factories.board("ห้องลับ")
    topic = factories.topic("เรื่องลับ", board=board)
    rights = rights_of(user)
    follow(user=user, rights=rights, kind="board", pk=board.pk, level="every")
    follow(user=user, rights=rights, kind="topic", pk=topic.pk, level="every")
    board.readers = "officers"
    board.save()
    assert {one.title for one in followed_by(user=user, rights=rights)} == {""}
    client.force_login(user)
    html = client.get(reverse("following_list")).content.decode()
    assert "ลับ" not in html
    client.post(reverse("follow", args=["topic", topic.pk]), {"level": "default"})
    assert not Following.objects.filter(topic=topic).exists()


@pytest.mark.django_db
def test_nobody_follows_by_a_rule_without_the_right():
    user, topic = factories.user(), factories.topic(board=factories.board(readers="officers"))
    with pytest.raises(FollowingRefused):
        follow(user=user, rights=rights_of(user), kind="topic", pk=topic.pk, level="every")

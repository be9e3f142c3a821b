"""Who may read and write where: the rule in Python and in SQL, over every role and place."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from exchange.access import (
    may_enter_room,
    may_read,
    may_read_board,
    may_start_topic,
    may_write,
)
from exchange.models import BoardPage, Pair, Topic
from exchange.talk.reading import topic_to_read
from portal.funds.access import VISITOR, Rights, rights_of
from portal.funds.models import Mandate, Office, Region
from tests import factories

pytestmark = pytest.mark.django_db

Readers = BoardPage.Readers


@dataclass
class Places:
    """Boards by what is special about them, pairs by status, a topic in each."""

    boards: dict[str, BoardPage]
    pairs: dict[str, Pair]
    topics: dict[str, Topic]


@pytest.fixture
def places() -> Places:
    boards = {readers.value: factories.board(readers=readers) for readers in Readers}
    boards["unpublished"] = factories.board()
    boards["unpublished"].unpublish()
    boards["restricted"] = factories.board()
    PageViewRestriction.objects.create(
        page=boards["restricted"], restriction_type=PageViewRestriction.LOGIN
    )
    near, far = factories.fund(), factories.fund(subdistrict="500101")
    pairs = {}
    for status in Pair.Status:
        answers = dict.fromkeys(("mentor_answer", "mentee_answer"), Pair.Answer.YES)
        pairs[status.value] = factories.pair(near, far, status=status, **answers)
        if status == Pair.Status.ASKED:  # one living pair of the same two funds at a time
            near, far = factories.fund(), factories.fund(subdistrict="500101")
    pairs["other"] = factories.pair(
        factories.fund(subdistrict="580702"),
        factories.fund(subdistrict="580101"),
        status=Pair.Status.ACCEPTED,
        mentor_answer=Pair.Answer.YES,
        mentee_answer=Pair.Answer.YES,
    )
    topics = {name: factories.topic(board=board) for name, board in boards.items()}
    topics |= {f"room {name}": factories.topic(pair=pair) for name, pair in pairs.items()}
    topics["closed"] = factories.topic(board=boards["everybody"], locked=True)
    return Places(boards, pairs, topics)


def everybody(places: Places) -> dict[str, Rights]:
    """Somebody of every role, near a pair and far from it, and roles that have ended."""
    pair, day = places.pairs["accepted"], timezone.localdate()
    regional = factories.user()
    region = Region.objects.create(name_th="ภาคตัวอย่าง", slug="sample-region")
    factories.area("50").__class__.objects.filter(pk="50").update(region=region)
    Mandate.objects.create(
        user=regional, role=Mandate.Role.COORDINATOR, region=region, starts_on=day
    )
    people = {
        "member": factories.user(),
        "without person": factories.user(with_person=False),
        "inactive administrator": factories.administrator(is_active=False),
        "trainer": factories.trainer(),
        "coordinator near": factories.coordinator("58"),
        "coordinator of the other fund": factories.coordinator("50"),
        "coordinator far": factories.coordinator("10"),
        "coordinator of a region": regional,
        "coordinator of the nation": factories.coordinator(None),
        "administrator": factories.administrator(),
        "officer elsewhere": factories.officer(),
    }
    for side, fund in (("mentor", pair.mentor), ("mentee", pair.mentee)):
        for role in Office.Role:
            people[f"{role} of the {side}"] = factories.office(of_fund=fund, role=role).person.user
    people["officer until yesterday"] = factories.office(
        of_fund=pair.mentor, ends_on=day - timedelta(days=1)
    ).person.user
    people["officer from tomorrow"] = factories.office(
        of_fund=pair.mentor, starts_on=day + timedelta(days=1)
    ).person.user
    people["officer not confirmed"] = factories.office(
        of_fund=pair.mentor, status=Office.Status.ASKED
    ).person.user
    return {"visitor": VISITOR} | {name: rights_of(user) for name, user in people.items()}


def test_sql_and_python_agree_for_every_role_and_place(places):
    for role, rights in everybody(places).items():
        assert set(BoardPage.objects.readable_by(rights)) == {
            board for board in BoardPage.objects.all() if may_read_board(rights, board)
        }, f"boards for {role}"
        assert set(Pair.objects.open_to(rights)) == {
            pair for pair in Pair.objects.all() if may_enter_room(rights, pair)
        }, f"rooms for {role}"
        assert set(Topic.objects.visible_to(rights)) == {
            topic for topic in Topic.objects.all() if may_read(rights, topic)
        }, f"topics for {role}"


def test_who_writes_may_read_and_is_signed_in(places):
    for role, rights in everybody(places).items():
        for name, topic in places.topics.items():
            if may_write(rights, topic):
                assert rights.signed_in, f"{role} in {name}"
                assert may_read(rights, topic), f"{role} in {name}"
                assert not topic.locked, f"{role} in {name}"


BOARDS_OF = {
    "visitor": {"everybody"},
    "inactive administrator": {"everybody"},
    "member": {"everybody", "members"},
    "without person": {"everybody", "members"},
    "officer until yesterday": {"everybody", "members"},
    "officer from tomorrow": {"everybody", "members"},
    "officer not confirmed": {"everybody", "members"},
    "committee of the mentor": {"everybody", "members"},
    "officer elsewhere": {"everybody", "members", "officers"},
    "treasurer of the mentee": {"everybody", "members", "officers"},
    "trainer": {"everybody", "members", "officers"},
    "coordinator far": {"everybody", "members", "officers"},
    "administrator": {"everybody", "members", "officers"},
}


def test_boards_open_to_the_readers_an_editor_chose(places):
    roles = everybody(places)
    names = {board.pk: name for name, board in places.boards.items()}
    found = {
        role: {names[board.pk] for board in BoardPage.objects.readable_by(roles[role])}
        for role in BOARDS_OF
    }
    assert found == BOARDS_OF


def test_a_restriction_above_the_boards_hides_them_all(places):
    PageViewRestriction.objects.create(
        page=places.boards["everybody"].get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert not BoardPage.objects.readable_by(rights_of(factories.administrator())).exists()


def test_a_restriction_holds_from_the_next_request_on(client, places):
    board = places.boards["everybody"]
    assert client.get(board.url).status_code == 200
    made = PageViewRestriction.objects.create(
        page=board.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert client.get(board.url).status_code == 302
    made.delete()
    assert client.get(board.url).status_code == 200


def test_restrictions_are_those_wagtail_finds_and_cost_one_query(places, django_assert_num_queries):
    board = places.boards["everybody"]
    above = board.get_parent()
    alias = board.create_alias(parent=above, update_slug="alias")
    for page in (above, board, places.boards["members"]):
        PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.PASSWORD, password="x"
        )
    for page in (board, alias):
        page = BoardPage.objects.get(pk=page.pk)
        with django_assert_num_queries(1):
            found = set(page.get_view_restrictions())
        assert found == set(Page.get_view_restrictions(page))
        assert len(found) == 2


PUBLISHED = {"asked", "accepted", "declined", "ended"}


@pytest.mark.parametrize(
    ("role", "rooms"),
    [
        ("visitor", set()),
        ("member", set()),
        ("trainer", set()),
        ("officer elsewhere", set()),
        ("coordinator far", set()),
        ("officer until yesterday", set()),
        ("officer not confirmed", set()),
        ("member of the mentor", set()),
        ("working_group of the mentee", set()),
        ("committee of the mentor", {"accepted", "declined", "ended"}),
        ("chair of the mentee", {"accepted", "declined", "ended"}),
        ("coordinator near", {*PUBLISHED, "proposed", "other"}),
        ("coordinator of the other fund", {*PUBLISHED, "proposed"}),
        ("coordinator of a region", {*PUBLISHED, "proposed"}),
        ("coordinator of the nation", {*PUBLISHED, "proposed", "other"}),
        ("administrator", {*PUBLISHED, "proposed", "other"}),
    ],
)
def test_rooms_open_to_both_funds_and_their_coordinators(places, role, rooms):
    rights = everybody(places)[role]
    open_rooms = set(Pair.objects.open_to(rights))
    assert {name for name, pair in places.pairs.items() if pair in open_rooms} == rooms


def test_a_fund_sees_its_pair_from_the_day_it_is_published(places):
    proposed = places.pairs["proposed"]
    chair = rights_of(factories.officer(proposed.mentor, role=Office.Role.CHAIR))
    assert not may_enter_room(chair, proposed)
    assert may_enter_room(chair, places.pairs["asked"])


def test_one_writes_in_a_room_only_while_the_pair_works(places):
    rights = rights_of(factories.administrator())
    writable = {name for name, pair in places.pairs.items() if may_start_topic(rights, pair)}
    assert writable == {"accepted", "other"}


def test_nobody_writes_in_a_closed_topic(places):
    rights = rights_of(factories.administrator())
    assert may_read(rights, places.topics["closed"])
    assert not may_write(rights, places.topics["closed"])
    assert may_write(rights, places.topics["everybody"])


@pytest.mark.parametrize("hidden", [False, True])
def test_a_topic_opens_for_those_whom_the_querysets_name(places, hidden):
    Topic.objects.update(hidden=hidden)
    readers = everybody(places)
    author = places.topics["members"].author
    for role, rights in {**readers, "author": rights_of(author)}.items():
        reachable = set(Topic.objects.reachable_by(rights))
        opened = {topic for topic in places.topics.values() if topic_to_read(topic.pk, rights)}
        assert opened == reachable, role
    assert topic_to_read(places.topics["members"].pk, rights_of(author))


def test_asking_for_visible_topics_is_one_query(places, django_assert_num_queries):
    rights = rights_of(factories.officer(places.pairs["accepted"].mentor))
    with django_assert_num_queries(1):
        assert list(Topic.objects.visible_to(rights))

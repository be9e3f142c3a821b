"""The read API: the rights of the pages, pages by key, filters, and sentences for what is wrong."""

import json

import pytest
from django.core.cache import cache
from django.urls import reverse

from exchange.models import BoardPage
from home.api import RESOURCES
from home.views import api
from tests import factories, scene
from tests.pages import VISITOR

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_asked():
    cache.clear()


def ask(client, address: str, status: int = 200) -> dict:
    response = client.get(address)
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    return json.loads(response.content)


def ids(client, name: str, **filters) -> list[int]:
    return [
        one["id"] for one in json.loads(client.get(f"/api/v1/{name}/", filters).content)["items"]
    ]


def test_the_first_page_names_all_there_is(client):
    resources = ask(client, "/api/v1/")
    assert list(resources) == list(RESOURCES)
    for resource in resources.values():
        assert ask(client, resource["url"])["items"] == []


@pytest.mark.parametrize("name", RESOURCES)
def test_each_list_and_item_is_given_and_leads_to_its_page(client, name):
    scene.build()
    [first, *_rest] = ask(client, f"/api/v1/{name}/?limit=2")["items"] or [None]
    if first is None:
        assert name == "lessons"
        return
    assert ask(client, first["api"]) == first
    assert client.get(first["url"]).status_code == 200


def test_nobody_reads_more_than_on_the_pages():
    """Every role × every topic and post: the API gives it exactly where the page opens."""
    the_scene = scene.build()
    topics = ("topic", "closed_topic", "pair_topic")
    for role in the_scene.people:
        client = the_scene.client(role)
        listed = ids(client, "topics", limit="100")
        of_posts = {one["topic"] for one in ask(client, "/api/v1/posts/?limit=100")["items"]}
        for name in topics:
            pk = the_scene.objects[name]
            opens = client.get(f"/topics/{pk}/").status_code == 200
            assert (pk in listed) == opens, (role, name)
            assert (pk in of_posts) == opens, (role, name)
            status = client.get(f"/api/v1/topics/{pk}/").status_code
            assert (status == 200) == opens, (role, name)
        boards = ids(client, "boards", limit="100")
        closed = the_scene.objects["closed_board_pk"]
        opens = client.get(f"/exchange/{the_scene.objects['closed_board']}/").status_code == 200
        assert (closed in boards) == opens, role
        assert the_scene.objects["draft"] not in ids(client, "workshops", limit="100")


def test_who_wrote_for_a_fund_is_told_to_its_members_alone(client):
    fund = factories.fund()
    author = factories.officer(fund)
    topic = factories.topic(author=author, fund=fund)
    assert ask(client, f"/api/v1/topics/{topic.pk}/")["author"]["person"] is None
    client.force_login(author)
    assert ask(client, f"/api/v1/topics/{topic.pk}/")["author"]["person"] == author.shown_name


def test_lists_go_on_by_key_and_end(client):
    made = [factories.fund().pk for _ in range(5)]
    address, seen = "/api/v1/funds/?limit=2", []
    while address:
        page = ask(client, address)
        seen += [one["id"] for one in page["items"]]
        address = page["next"]
    assert seen == made[::-1]


def test_filters(client):
    board = factories.board()
    accounts = factories.subject("accounts")
    fund = factories.fund(subdistrict="500101", offers=["accounts"])
    topic = factories.topic(board=board, fund=fund)
    topic.subjects.set([accounts])
    other = factories.topic()
    workshop = factories.workshop()
    assert ids(client, "topics", board=board.pk) == [topic.pk]
    assert ids(client, "topics", subject="accounts") == [topic.pk]
    assert ids(client, "topics", province="50") == [topic.pk]
    assert ids(client, "posts", topic=other.pk) == [other.posts.get().pk]
    assert ids(client, "topics", since="1/1/2599") == []
    assert ids(client, "topics", until="๑/๑/๒๖๐๐") == [other.pk, topic.pk]
    assert ids(client, "funds", teaches="accounts", area="5001") == [fund.pk]
    assert ids(client, "workshops", area="58") == [workshop.pk]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/funds/?colour=red", 400),
        ("/api/v1/funds/?area=MHS", 400),
        ("/api/v1/topics/?since=31/2/2566", 400),
        ("/api/v1/topics/?board=" + "9" * 40, 400),
        ("/api/v1/topics/?limit=-1", 400),
        ("/api/v1/people/", 404),
        ("/api/v1/topics/999999/", 404),
        ("/api/v1/topics/" + "9" * 40 + "/", 404),
        ("/api/v1/boards/" + "9" * 15 + "/", 404),
    ],
)
def test_what_is_wrong_is_answered_with_a_sentence(client, address, status):
    assert ask(client, address, status)["error"].endswith((".", "”."))


def test_nothing_can_be_written(client):
    assert client.post("/api/v1/topics/", {}).status_code == 405


def test_an_unchanged_answer_is_not_sent_again(client):
    factories.fund()
    first = client.get("/api/v1/funds/")
    again = client.get("/api/v1/funds/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_too_many_questions_are_told_when_to_come_back(client, monkeypatch):
    monkeypatch.setattr(api, "A_MINUTE", 3)
    statuses = [client.get("/api/v1/").status_code for _ in range(4)]
    # A minute that ends between two questions begins anew.
    assert 429 in [*statuses, *(client.get("/api/v1/").status_code for _ in range(4))]
    last = client.get("/api/v1/")
    if last.status_code == 429:
        assert 0 < int(last["Retry-After"]) <= 60
    client.force_login(factories.user())
    assert client.get("/api/v1/").status_code == 200


@pytest.mark.parametrize(
    ("name", "one_more"),
    [
        ("boards", factories.board),
        ("topics", lambda: factories.topic(fund=factories.fund())),
        ("posts", lambda: factories.topic(replies=1)),
        ("funds", lambda: factories.fund(offers=["accounts"], needs=["bylaws"])),
        ("workshops", factories.workshop),
        ("curricula", factories.curriculum),
    ],
)
def test_a_list_costs_the_same_however_long(client, same_queries, name, one_more):
    assert same_queries(one_more, lambda: client.get(f"/api/v1/{name}/")) <= 8


def test_a_visitors_answer_sets_no_cookie(client):
    assert not client.get("/api/v1/").cookies


def test_the_addresses_know_no_language(client):
    assert reverse("api_items", args=["funds"]) == "/api/v1/funds/"
    assert client.get("/en/api/v1/").status_code == 404


def test_a_board_says_who_may_read_it(client):
    factories.board(readers=BoardPage.Readers.EVERYBODY)
    [board] = ask(client, "/api/v1/boards/")["items"]
    assert board["readers"] == "everybody"
    assert VISITOR not in board

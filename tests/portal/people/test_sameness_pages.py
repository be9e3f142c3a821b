"""The coordinators' pages: similar people side by side, what was put together, undoing."""

import pytest

from portal.people.models import Merge, Person, SimilarPair
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    user = factories.coordinator()
    client.force_login(user)
    return user


@pytest.fixture
def pair(coordinator, client) -> SimilarPair:
    for _ in range(2):
        factories.person(first_name="สมชาย", last_name="ทดสอบ", phone="0812345678")
    client.get("/people/similar/")
    return SimilarPair.objects.get()


def test_nobody_twice_is_said_kindly(client, coordinator):
    assert 'class="empty"' in client.get("/people/similar/").content.decode()
    assert 'class="empty"' in client.get("/people/merges/").content.decode()


def test_two_entries_stand_side_by_side_with_what_they_have(client, pair):
    factories.registration(person=pair.one)
    page = client.get("/people/similar/").content.decode()
    assert page.count("สมชาย ทดสอบ</h2>") == 2
    assert "081-234-5678" in page
    assert "การลงทะเบียน 1" in page
    assert "ชื่อเดียวกัน" in page


def test_one_press_keeps_one_and_another_undoes_it(client, pair, coordinator):
    address = f"/people/similar/{pair.pk}/"
    assert client.post(address, {"keep": pair.two.pk}).status_code == 302
    done = Merge.objects.get()
    assert (done.keep, done.gone, done.by) == (pair.two, pair.one, coordinator)
    assert 'class="empty"' in client.get("/people/similar/").content.decode()
    assert f"/people/merges/{done.pk}/undo/" in client.get("/people/merges/").content.decode()
    assert client.post(f"/people/merges/{done.pk}/undo/").status_code == 302
    assert not Person.objects.exclude(merged_into=None).exists()
    page = client.get("/people/merges/").content.decode()
    assert f"/people/merges/{done.pk}/undo/" not in page
    assert coordinator.shown_name in page
    assert "สมชาย ทดสอบ</h2>" in client.get("/people/similar/").content.decode()


def test_two_people_do_not_come_back(client, pair):
    client.post(f"/people/similar/{pair.pk}/", {"same": "no"})
    assert 'class="empty"' in client.get("/people/similar/").content.decode()
    assert not Merge.objects.exists()


@pytest.mark.parametrize("keep", ["", "x", "999999", "9" * 5000, "\x00"])
def test_a_forged_choice_changes_nothing_and_gets_a_sentence(client, pair, keep):
    response = client.post(f"/people/similar/{pair.pk}/", {"keep": keep})
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()
    assert not Merge.objects.exists()


def test_what_stands_in_the_way_is_said_beside_the_pair(client, pair):
    workshop = factories.workshop(title="การอบรมที่ชนกัน")
    for person in (pair.one, pair.two):
        factories.registration(workshop, person=person)
    page = client.post(f"/people/similar/{pair.pk}/", {"keep": pair.one.pk}).content.decode()
    assert "การอบรมที่ชนกัน" in page
    assert not Merge.objects.exists()


def test_an_undoing_that_cannot_be_says_why(client, pair):
    client.post(f"/people/similar/{pair.pk}/", {"keep": pair.one.pk})
    Person.objects.filter(pk=pair.one.pk).update(merged_into=factories.person())
    response = client.post(f"/people/merges/{Merge.objects.get().pk}/undo/")
    assert 'role="alert"' in response.content.decode()


def test_only_coordinators_and_administrators_decide(client):
    for user, status in [
        (factories.user(), 403),
        (factories.trainer(), 403),
        (factories.officer(), 403),
        (factories.coordinator("50"), 200),
        (factories.administrator(), 200),
    ]:
        client.force_login(user)
        assert client.get("/people/similar/").status_code == status
        assert client.get("/people/merges/").status_code == status


def test_the_list_costs_the_same_with_one_pair_and_three(client, coordinator, same_queries):
    names = iter(["สมชาย", "บุญมา", "มาลี", "วันดี", "แก้วใจ"])

    def add_pair():
        name = next(names)
        for _ in range(2):
            factories.person(
                first_name=name, last_name="ทดสอบ", user=factories.user(with_person=False)
            )
        client.get("/people/similar/")

    same_queries(add_pair, lambda: client.get("/people/similar/"))


def test_the_log_costs_the_same_with_one_merge_and_three(client, coordinator, same_queries):
    def add_merge():
        Merge.objects.create(
            keep=factories.person(),
            gone=factories.person(),
            by=factories.coordinator(),
            undone_by=factories.coordinator(),
        )

    same_queries(add_merge, lambda: client.get("/people/merges/"))


def test_a_merged_entry_is_offered_nowhere_in_the_admin(client, pair):
    client.post(f"/people/similar/{pair.pk}/", {"keep": pair.one.pk})
    listed = client.get("/admin/people/")
    assert pair.one in listed.context["object_list"]
    assert pair.two not in listed.context["object_list"]


def test_the_admin_leads_coordinators_here(client, coordinator):
    assert "/people/similar/" in client.get("/admin/").content.decode()
    client.force_login(factories.trainer())
    assert "/people/similar/" not in client.get("/admin/").content.decode()

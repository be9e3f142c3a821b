"""Who a typed name and phone belong to."""

from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from portal.people import identity
from portal.people.identity import identify_person
from portal.people.models import Person
from tests import factories

PHONE = "0812345678"


@pytest.mark.django_db
def test_same_name_and_phone_are_the_same_person():
    first = identify_person(first_name="ผู้เข้าอบรม 01", last_name="สมมติ", phone=PHONE)
    again = identify_person(
        first_name="นายผู้เข้าอบรม ๐๑", last_name=" สมมติ ", phone=PHONE, title="นาย"
    )
    assert again == first
    again.refresh_from_db()
    assert again.title == ""  # what is stored about somebody stays as it is


@pytest.mark.django_db
def test_a_household_shares_a_phone_and_namesakes_a_name():
    first = identify_person(first_name="ผู้เข้าอบรม", last_name="สมมติ", phone=PHONE)
    other_name = identify_person(first_name="คู่สมรส", last_name="สมมติ", phone=PHONE)
    other_phone = identify_person(first_name="ผู้เข้าอบรม", last_name="สมมติ", phone="0899999999")
    assert len({first, other_name, other_phone}) == 3


@pytest.mark.django_db
def test_without_a_phone_nobody_is_recognised():
    first = identify_person(first_name="ผู้เข้าอบรม", last_name="สมมติ", phone="")
    assert identify_person(first_name="ผู้เข้าอบรม", last_name="สมมติ", phone="") != first


@pytest.mark.django_db
def test_of_two_entered_by_hand_the_one_with_an_account_is_meant():
    name = {"first_name": "ผู้เข้าอบรม", "last_name": "สมมติ", "phone": PHONE}
    factories.person(**name)
    account = factories.user(with_person=False)
    with_account = factories.person(user=account, **name)
    factories.person(**name)
    assert identify_person(**name) == with_account
    assert Person.objects.count() == 3


def sent_at_once(times: int, identify=identify_person) -> int:
    """Send the same form from several threads at once; how many people that made."""
    Person.objects.all().delete()
    ready = Barrier(times)

    def send():
        try:
            connection.ensure_connection()
            ready.wait(timeout=10)
            identify(first_name="ผู้เข้าอบรม", last_name="สมมติ", phone=PHONE)
        finally:
            connections.close_all()

    threads = [Thread(target=send) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Person.objects.count()


@pytest.mark.django_db(transaction=True)
def test_forms_sent_at_once_make_one_person():
    assert [sent_at_once(6) for _ in range(5)] == [1] * 5


@pytest.mark.django_db(transaction=True)
def test_without_waiting_they_would_make_several(monkeypatch):
    """Negative control: without the lock (on SQLite: its transaction) the test above would fail."""
    monkeypatch.setattr(identity, "_wait_for_turn", lambda key: None)
    on_sqlite = connection.vendor == "sqlite"
    unguarded = identify_person.__wrapped__ if on_sqlite else identify_person
    assert any(sent_at_once(6, unguarded) > 1 for _ in range(20))

"""Two coordinators at one pair at once, on real connections; without the lock it goes wrong."""

from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, connections

from portal.people import merging
from portal.people.identity import identify_person
from portal.people.merging import MergeError, merge
from portal.people.models import Merge, Person
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5
PHONE = "0812345678"


def at_once(*jobs) -> list:
    """Do several things at the same moment, each on its own connection; what each came to."""
    ready, results = Barrier(len(jobs)), [None] * len(jobs)

    def do(number, job):
        try:
            connection.ensure_connection()
            ready.wait(timeout=10)
            results[number] = job()
        except (MergeError, DatabaseError) as refusal:
            results[number] = refusal
        finally:
            connections.close_all()

    threads = [Thread(target=do, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def crosswise(by, rule) -> bool:
    """One merges A into B while another merges B into A; whether both went into each other."""
    one, two = factories.person(), factories.person()
    at_once(
        lambda: rule(keep=one, gone=two, by=by),
        lambda: rule(keep=two, gone=one, by=by),
    )
    hidden = Person.objects.filter(pk__in=[one.pk, two.pk]).exclude(merged_into=None)
    return hidden.count() == 2


def test_of_two_that_merge_crosswise_one_does():
    by = factories.user()
    assert [crosswise(by, merge) for _ in range(ROUNDS)] == [False] * ROUNDS
    assert Merge.objects.count() == ROUNDS


def test_without_the_lock_both_entries_would_vanish(monkeypatch):
    """Negative control: without lock and transaction the test above would fail."""

    def only_read(keep, gone):
        found = Person.objects.get(pk=keep.pk), Person.objects.get(pk=gone.pk)
        both_have_read.wait(timeout=10)
        return found

    monkeypatch.setattr(merging, "_both_locked", only_read)
    by = factories.user()
    for _ in range(20):
        both_have_read = Barrier(2)
        if crosswise(by, merge.__wrapped__):
            return
    pytest.fail("without a lock nothing went wrong: the test above proves nothing")


def test_of_two_that_merge_into_different_ones_one_does():
    by = factories.user()
    for _ in range(ROUNDS):
        one, two, gone = (factories.person() for _ in range(3))
        results = at_once(
            lambda one=one, gone=gone: merge(keep=one, gone=gone, by=by),
            lambda two=two, gone=gone: merge(keep=two, gone=gone, by=by),
        )
        assert sorted(type(result).__name__ for result in results) == ["Merge", "MergeError"]


def test_who_registers_meanwhile_is_written_to_the_kept_entry():
    """Whoever looks a person up while it is merged gets the kept one, or is waited for."""
    by = factories.user()
    for number in range(ROUNDS):
        keep = factories.person()
        name = {"first_name": f"สมชาย{number}", "last_name": "ทดสอบ", "phone": PHONE}
        gone = factories.person(**name)
        workshop = factories.workshop()

        def register(name=name, workshop=workshop):
            from django.db import transaction

            with transaction.atomic():
                return factories.registration(workshop, person=identify_person(**name))

        at_once(register, lambda keep=keep, gone=gone: merge(keep=keep, gone=gone, by=by))
        assert workshop.registrations.get().person == keep

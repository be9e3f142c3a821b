"""Decides who a name and a phone typed into a form belong to, and who is behind an account."""

from zlib import crc32

from django.db import connection, transaction
from django.db.models import F

from portal.asked_often import AskedOften
from portal.people.models import Person, User
from portal.people.names import name_key


@transaction.atomic(savepoint=False)
def identify_person(*, first_name: str, last_name: str, phone: str, title: str = "") -> Person:
    """The person of exactly this name and phone, made when there is none.

    `phone` is a number as `portal.thai.phones.parse_phone` returns it. A name alone is
    nobody (there are namesakes) and a phone alone is nobody (a household shares one);
    without a phone a new person is made each time. What is stored about somebody found
    is left as it is, and two people are never merged here: a coordinator who finds
    somebody twice decides that. An entry that was merged leads to the one it went into.

    Two forms sent at the same moment (a double tap) get the same person: writers wait
    for each other, on SQLite by its one write lock, on PostgreSQL by a lock on the name
    and phone that is held until the surrounding transaction ends.
    """
    if phone:
        _wait_for_turn(f"{name_key(first_name, last_name)}|{phone}")
        # Most people are new here: only the key is asked for, the entry when there is one.
        for (key,) in OF_THIS_NAME_AND_PHONE.rows(name_key(first_name, last_name), phone):
            # Locked, so that nobody merges the entry while rows are being written for it.
            entries = Person.objects.select_for_update(no_key=True)
            found = entries.get(pk=key)
            while found.merged_into_id:
                found = entries.get(pk=found.merged_into_id)
            return found
    made = Person.objects.create(
        title=title, first_name=first_name.strip(), last_name=last_name.strip(), phone=phone
    )
    made.just_made = True
    return made


def _of_this_name_and_phone(name: str, phone: str):
    """Somebody with an account comes first, so that it shows on their own page."""
    same = Person.objects.filter(name_key=name, phone=phone)
    return same.order_by(F("user").asc(nulls_last=True), "pk").values_list("pk")[:1]


OF_THIS_NAME_AND_PHONE = AskedOften(_of_this_name_and_phone, str, str)


@transaction.atomic
def person_of(user: User) -> Person:
    """The person behind an account; one who has no name yet is called by the user name."""
    person, _made = Person.objects.get_or_create(
        user=user,
        defaults={
            "first_name": user.first_name or user.username,
            "last_name": user.last_name,
            "email": user.email,
        },
    )
    return person


#: Tells this lock from other advisory locks of the same database.
PEOPLE_LOCK = 20566


def _wait_for_turn(key: str) -> None:
    """Let one transaction at a time look for and make the person of a key."""
    if connection.vendor == "postgresql":
        number = crc32(key.encode()) >> 1  # fits PostgreSQL's signed integer
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [PEOPLE_LOCK, number])

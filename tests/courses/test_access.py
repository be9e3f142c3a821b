"""Who may do what with workshops: the rule for one workshop and the rule for lists agree."""

import pytest

from courses import access
from courses.models import Venue, Workshop
from portal.funds.access import VISITOR, rights_of
from portal.funds.models import Region
from tests import factories

pytestmark = pytest.mark.django_db


def regional_coordinator():
    """Somebody who coordinates the North, in which lies Chiang Mai alone here."""
    north = Region.objects.get(slug="north")
    province = factories.area("50")
    province.region = north
    province.save()
    user = factories.user()
    user.mandates.create(role="coordinator", region=north, starts_on="2020-01-01")
    return user


def both_roles():
    user = factories.coordinator("50")
    user.mandates.create(role="trainer", nation=True, starts_on="2020-01-01")
    return user


@pytest.fixture
def people():
    return {
        "member": factories.user(),
        "officer": factories.officer(),
        "trainer": factories.trainer(),
        "other trainer": factories.trainer(),
        "coordinator": factories.coordinator("58"),
        "regional coordinator": regional_coordinator(),
        "coordinator and trainer": both_roles(),
        "coordinator of the nation": factories.coordinator(None),
        "administrator": factories.administrator(),
    }


@pytest.fixture
def workshops(people):
    named = [people["trainer"], people["coordinator and trainer"]]
    return [
        factories.workshop(venue=factories.venue("580104"), trainers=named),
        factories.workshop(venue=factories.venue("580702")),
        factories.workshop(venue=factories.venue("500101"), trainers=named[:1]),
        factories.workshop(venue=factories.venue("500101"), status=Workshop.Status.DRAFT),
    ]


def test_the_list_in_reach_is_what_may_be_managed(people, workshops):
    for rights in (VISITOR, *map(rights_of, people.values())):
        listed = set(access.workshops_in_reach(rights, Workshop.objects.all()))
        each = {w for w in Workshop.objects.all() if access.may_manage(rights, w)}
        assert listed == each


def test_who_manages_what(people, workshops):
    def managed(role):
        rights = rights_of(people[role])
        return [access.may_manage(rights, workshop) for workshop in workshops]

    assert managed("member") == managed("officer") == [False] * 4
    assert managed("trainer") == [True, False, True, False]
    assert managed("other trainer") == [False] * 4
    assert managed("coordinator") == [True, True, False, False]
    assert managed("regional coordinator") == [False, False, True, True]
    assert managed("coordinator and trainer") == [True, False, True, True]
    assert managed("coordinator of the nation") == managed("administrator") == [True] * 4


def test_being_named_counts_only_with_the_mandate(people, workshops):
    people["trainer"].mandates.update(ends_on="2020-12-31")
    rights = rights_of(people["trainer"])
    assert not access.may_manage(rights, workshops[0])
    assert not access.would_manage(rights, area_code="580104", trainer_ids={rights.user_id})


def test_venues_in_reach_are_where_one_may_hold_workshops(people, workshops):
    for rights in (VISITOR, *map(rights_of, people.values())):
        listed = set(access.venues_in_reach(rights, Venue.objects.all()))
        assert listed == {
            venue
            for venue in Venue.objects.all()
            if access.may_hold_in(rights, venue.subdistrict_id)
        }


def test_only_managers_see_a_draft(people, workshops):
    draft = workshops[-1]
    seeing = {role for role, user in people.items() if access.may_see(rights_of(user), draft)}
    assert seeing == {
        "regional coordinator",
        "coordinator and trainer",
        "coordinator of the nation",
        "administrator",
    }
    assert not access.may_see(VISITOR, draft)
    assert access.may_see(VISITOR, workshops[0])


def test_trainers_are_asked_once_and_only_for_a_trainer(people, django_assert_num_queries):
    found = factories.workshop(trainers=[people["trainer"]])
    workshop = Workshop.objects.with_place().get(pk=found.pk)
    trainer, coordinator = rights_of(people["trainer"]), rights_of(people["coordinator"])
    with django_assert_num_queries(0):
        assert access.may_manage(coordinator, workshop)
        assert not access.may_manage(VISITOR, workshop)
    with django_assert_num_queries(1):
        assert access.may_manage(trainer, workshop)
        assert access.may_mark(trainer, workshop)


def test_who_may_open_workshops(people):
    opening = {role for role, user in people.items() if access.may_open_workshops(rights_of(user))}
    assert opening == set(people) - {"member", "officer"}

"""Two entries become one and two again; what stands in the way is named."""

import pytest
from django.utils import timezone

from courses.models import Registration
from portal.funds.models import Office
from portal.notices.kinds import Kind
from portal.notices.models import Notice
from portal.notices.telling import tell
from portal.people.identity import identify_person, person_of
from portal.people.merging import MergeError, merge, pointing_at_people, rows_of, undo
from portal.people.models import Merge, MovedRow, Person
from tests import factories

pytestmark = pytest.mark.django_db

PHONE = "0812345678"


@pytest.fixture
def by():
    return factories.coordinator()


@pytest.fixture
def keep():
    return factories.person(first_name="สมชาย", last_name="ทดสอบ")


@pytest.fixture
def gone():
    return factories.person(first_name="สมชายย", last_name="ทดสอบ", phone=PHONE, title="นาย")


def told(person, key="1"):
    return tell(person=person, kind=Kind.SEAT, key=key, subject="x", text="", link="").notice


def test_rows_of_every_room_are_found():
    labels = {model._meta.label for model, _field in pointing_at_people()}
    assert {"courses.Registration", "funds.Office", "notices.Notice", "people.Consent"} <= labels
    assert not labels & {"people.Merge", "people.SimilarPair", "people.Person"}


def test_all_rows_go_to_the_entry_that_is_kept(keep, gone, by):
    registration = factories.registration(person=gone)
    notice = told(gone)
    fund = factories.fund()
    office = Office.objects.create(
        person=gone, fund=fund, role="member", starts_on=timezone.localdate()
    )
    made = merge(keep=keep, gone=gone, by=by)
    for row, name in ((registration, "person"), (notice, "recipient"), (office, "person")):
        row.refresh_from_db()
        assert getattr(row, name) == keep
    assert made.moved.count() == 3
    gone.refresh_from_db()
    assert gone.merged_into == keep


def test_what_the_kept_entry_lacks_it_takes_over(keep, gone, by):
    merge(keep=keep, gone=gone, by=by)
    keep.refresh_from_db()
    assert (keep.title, keep.phone, keep.first_name) == ("นาย", PHONE, "สมชาย")


def test_what_it_has_it_keeps(keep, gone, by):
    keep.phone = "0899999999"
    keep.save()
    merge(keep=keep, gone=gone, by=by)
    keep.refresh_from_db()
    assert keep.phone == "0899999999"


def test_an_account_goes_along(keep, by):
    user = factories.user()
    merge(keep=keep, gone=user.person, by=by)
    assert person_of(type(user).objects.get(pk=user.pk)) == keep


def test_two_accounts_are_not_merged(by):
    one, two = factories.user(), factories.user()
    with pytest.raises(MergeError) as refusal:
        merge(keep=one.person, gone=two.person, by=by)
    assert one.username in str(refusal.value)
    assert not Merge.objects.exists()


def test_the_same_again_is_the_same_merge(keep, gone, by):
    assert merge(keep=keep, gone=gone, by=by) == merge(keep=keep, gone=gone, by=by)
    assert Merge.objects.count() == 1


def test_one_entry_is_not_merged_with_itself(keep, by):
    with pytest.raises(MergeError):
        merge(keep=keep, gone=keep, by=by)


def test_what_was_merged_is_not_merged_elsewhere(keep, gone, by):
    merge(keep=keep, gone=gone, by=by)
    for first, second in ((factories.person(), gone), (gone, factories.person())):
        with pytest.raises(MergeError):
            merge(keep=first, gone=second, by=by)


def test_two_seats_in_one_workshop_are_named_and_nothing_moves(keep, gone, by):
    workshop = factories.workshop(title="การอบรมที่ชนกัน")
    elsewhere = factories.registration(person=gone)
    for person in (keep, gone):
        factories.registration(workshop, person=person)
    with pytest.raises(MergeError) as refusal:
        merge(keep=keep, gone=gone, by=by)
    assert "การอบรมที่ชนกัน" in str(refusal.value)
    elsewhere.refresh_from_db()
    assert elsewhere.person == gone
    gone.refresh_from_db()
    assert gone.merged_into is None
    assert not MovedRow.objects.exists()


def test_a_cancelled_seat_stands_in_nobodys_way(keep, gone, by):
    workshop = factories.workshop()
    factories.registration(workshop, person=keep)
    factories.registration(workshop, person=gone, status=Registration.Status.CANCELLED, seat=None)
    merge(keep=keep, gone=gone, by=by)
    assert keep.registrations.count() == 2


def test_told_twice_of_one_matter_does_no_harm(keep, gone, by):
    told(keep), told(gone), told(gone, key="2")
    merge(keep=keep, gone=gone, by=by)
    assert set(keep.notices.values_list("key", flat=True)) == {"1", "2"}
    assert Notice.objects.count() == 3


def test_a_merged_entry_is_offered_nowhere_and_leads_to_the_kept_one(keep, gone, by):
    merge(keep=keep, gone=gone, by=by)
    assert list(Person.objects.like("สมชายย")) == []
    assert list(Person.objects.named(first_name="สมชายย", last_name="ทดสอบ")) == []
    assert identify_person(first_name="สมชายย", last_name="ทดสอบ", phone=PHONE) == keep
    last = factories.person()
    merge(keep=last, gone=keep, by=by)
    gone.refresh_from_db()
    assert gone.kept() == last
    assert identify_person(first_name="สมชายย", last_name="ทดสอบ", phone=PHONE) == last


def test_undoing_puts_back_what_was_moved_and_leaves_what_came_since(keep, gone, by):
    own = factories.registration(person=keep)
    moved = factories.registration(person=gone)
    made = merge(keep=keep, gone=gone, by=by)
    since = factories.registration(person=keep)
    other = factories.coordinator()
    done = undo(merge=made, by=other)
    people = {row.pk: row.person for row in Registration.objects.select_related("person")}
    assert people == {own.pk: keep, moved.pk: gone, since.pk: keep}
    assert (done.by, done.undone_by) == (by, other)
    keep.refresh_from_db(), gone.refresh_from_db()
    assert (keep.phone, keep.title, gone.merged_into, gone.phone) == ("", "", None, PHONE)
    assert identify_person(first_name="สมชายย", last_name="ทดสอบ", phone=PHONE) == gone


def test_undoing_gives_the_account_back(keep, by):
    user = factories.user()
    had = user.person
    undo(merge=merge(keep=keep, gone=had, by=by), by=by)
    assert Person.objects.get(user=user) == had


def test_what_was_changed_since_stays_changed(keep, gone, by):
    made = merge(keep=keep, gone=gone, by=by)
    Person.objects.filter(pk=keep.pk).update(phone="0899999999")
    undo(merge=made, by=by)
    keep.refresh_from_db()
    assert keep.phone == "0899999999"


def test_a_row_deleted_or_moved_on_since_is_left_alone(keep, gone, by):
    rows = [factories.registration(person=gone) for _ in range(2)]
    made = merge(keep=keep, gone=gone, by=by)
    rows[0].delete()
    third = factories.person()
    Registration.objects.filter(pk=rows[1].pk).update(person=third)
    undo(merge=made, by=by)
    assert Registration.objects.get().person == third


def test_undone_twice_is_undone_once(keep, gone, by):
    made = merge(keep=keep, gone=gone, by=by)
    first = undo(merge=made, by=by)
    again = undo(merge=made, by=factories.coordinator())
    assert (again.undone_by, again.undone_at) == (by, first.undone_at)


def test_later_merges_are_undone_first(keep, gone, by):
    registration = factories.registration(person=gone)
    first = merge(keep=keep, gone=gone, by=by)
    second = merge(keep=factories.person(), gone=keep, by=by)
    with pytest.raises(MergeError):
        undo(merge=first, by=by)
    undo(merge=second, by=by)
    undo(merge=first, by=by)
    registration.refresh_from_db()
    assert registration.person == gone


def test_merged_again_after_undoing(keep, gone, by):
    undo(merge=merge(keep=keep, gone=gone, by=by), by=by)
    merge(keep=gone, gone=keep, by=by)
    keep.refresh_from_db()
    assert keep.merged_into == gone
    assert Merge.objects.count() == 2


def test_an_undoing_that_would_collide_is_refused(keep, gone, by):
    workshop = factories.workshop()
    factories.registration(workshop, person=gone)
    made = merge(keep=keep, gone=gone, by=by)
    factories.registration(workshop, person=gone)
    with pytest.raises(MergeError):
        undo(merge=made, by=by)
    gone.refresh_from_db()
    assert gone.merged_into == keep


def test_what_each_has_is_counted_in_words(keep, gone, django_assert_num_queries):
    factories.registration(person=keep)
    factories.registration(person=keep)
    told(gone)
    kinds = len(list(pointing_at_people()))
    with django_assert_num_queries(kinds):
        rows = rows_of([keep, gone])
    assert rows[keep.pk] == [("การลงทะเบียน", 2)]
    assert rows[gone.pk] == [("แจ้งเตือน", 1)]

"""Taking in a list of people: understood line by line, done whole, and the same twice is once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.forms.importing import lines_of
from courses.lists import importing
from courses.lists.fund_names import FundNames
from courses.lists.importing import (
    ImportRefused,
    foresee_list,
    forget_lists,
    keep_list,
    take_in,
)
from courses.lists.spreadsheets import read_list
from courses.models import ImportedList, Quota, Registration, RegistrationStep, Workshop
from courses.registering.cancelling import cancel
from portal.funds.models import Fund, Office
from portal.people.consent import Purpose, state_of
from portal.people.models import Person
from tests import factories
from tests.courses import sheets
from tests.courses.arriving import come

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def row(name, phone="0812345678", fund="ปางหมู", post="", needs=""):
    return (1, name, phone, fund, post, needs)


@pytest.fixture
def staff():
    return factories.trainer()


@pytest.fixture
def pang_mu():
    return factories.fund("กองทุนสวัสดิการชุมชนตำบลปางหมู")


def keep(workshop, staff, *rows):
    lines = lines_of(read_list("list.xlsx", sheets.workbook(*rows)), workshop=workshop)
    return keep_list(workshop=workshop, name="list.xlsx", lines=lines, by=staff)


def test_a_list_is_taken_in_as_it_was_foreseen(staff, pang_mu):
    workshop = factories.workshop(seats=2)
    come(workshop)
    people = [row("นายสมชาย สมมติ", post="เลขานุการ", needs="ค้างคืน"), row("สมหญิง สมมติ", 899999999)]
    imported = keep(workshop, staff, *people)
    foreseen = foresee_list(imported=imported, by=staff)
    assert Registration.objects.count() == 1
    assert (foreseen.seated, foreseen.waiting, foreseen.wrong) == (1, 1, 0)
    assert [(one.seat, one.position, one.reason) for one in foreseen.outcomes] == [
        (2, None, ""),
        (None, 1, "all seats are taken"),
    ]
    done = take_in(imported=imported, by=staff, needs_agreed=True)
    assert [one.seat for one in done.outcomes] == [2, None]
    first = Registration.objects.get(seat=2)
    assert (first.person.title, first.person.first_name) == ("นาย", "สมชาย")
    assert (first.fund, first.post_held, first.needs) == (pang_mu, Office.Role.SECRETARY, "ค้างคืน")
    assert (first.channel, first.entered_by) == (Registration.Channel.IMPORT, staff)
    assert Registration.objects.waiting().get().phone == "0899999999"
    assert RegistrationStep.objects.get(registration=first).by == staff
    agreed = {one.purpose: one.consent for one in state_of(first.person)}
    assert set(agreed) == {Purpose.WORKSHOP, Purpose.NEEDS}
    assert agreed[Purpose.NEEDS].entered_by == staff


def test_needs_nobody_agreed_to_are_left_out(staff, pang_mu):
    imported = keep(factories.workshop(), staff, row("สมชาย สมมติ", needs="ค้างคืน"))
    assert foresee_list(imported=imported, by=staff).needs == 1
    take_in(imported=imported, by=staff)
    place = Registration.objects.get()
    assert place.needs == ""
    assert [one.purpose for one in state_of(place.person)] == [Purpose.WORKSHOP]


def test_the_same_list_again_changes_nothing(staff, pang_mu):
    workshop = factories.workshop()
    people = [row("สมชาย สมมติ"), row("สมหญิง สมมติ", None)]
    take_in(imported=keep(workshop, staff, *people), by=staff)
    again = keep(workshop, staff, *people)
    assert again.done_at
    assert again.rows == []
    assert take_in(imported=again, by=staff).outcomes == ()
    # The same people in another list, with one more.
    longer = keep(workshop, staff, *people, row("สมศรี สมมติ", "0811111111"))
    done = take_in(imported=longer, by=staff)
    assert (done.already, done.registered) == (2, 1)
    assert Registration.objects.count() == Person.objects.filter(user=None).count() == 3


def test_whoever_gave_the_place_back_is_not_brought_back_by_a_list(staff, pang_mu):
    workshop = factories.workshop()
    take_in(imported=keep(workshop, staff, row("สมชาย สมมติ")), by=staff)
    cancel(registration=Registration.objects.get())
    other = keep(workshop, staff, row("สมชาย สมมติ"), row("สมศรี สมมติ", "0811111111"))
    outcome = take_in(imported=other, by=staff).outcomes[0]
    assert "given back" in outcome.fault
    assert Registration.objects.living().count() == 1


def test_lines_that_are_wrong_say_why_and_are_left_out(staff, pang_mu):
    workshop = factories.workshop()
    imported = keep(
        workshop,
        staff,
        row("", "0812345678"),
        row("สมชาย สมมติ", "12345"),
        row("<b>สมชาย", "0812345679"),
        row("สมชาย สมมติ", "0812345670", fund="ไม่มีที่ไหน"),
        row("=A1", "0812345671"),
        row("สมปอง สมมติ"),
        row("นายสมปอง  สมมติ"),
        row("สมใจ สมมติ", None),
        row("สมใจ สมมติ", None),
        row("ก" * 81, "0812345675"),
        row("สมบัติ สมมติ", "0812345676", needs="ก" * 301),
    )
    faults = [line["fault"] for line in imported.rows]
    for fault, said in zip(
        faults,
        [
            "no name in this line",
            "“12345”: Please write one Thai telephone number",
            "A name has letters only",
            "No fund is called “ไม่มีที่ไหน”",
            "Cell B6 holds a formula",
            "",
            "same person stands in line 7",
            "",
            "same name stands in line 9",
            "at most 80 letters",
            "300",
        ],
        strict=True,
    ):
        assert said in fault
        assert bool(said) == bool(fault)
    foreseen = foresee_list(imported=imported, by=staff)
    assert (foreseen.registered, foreseen.wrong) == (2, 9)
    assert take_in(imported=imported, by=staff).registered == 2


def test_who_is_new_and_who_is_known_is_shown(staff, pang_mu):
    workshop = factories.workshop()
    factories.person(first_name="สมชาย", last_name="สมมติ", phone="0812345678")
    factories.person(first_name="สมหญิง", last_name="สมมติ", phone="0800000000")
    people = [row("นายสมชาย สมมติ"), row("สมหญิง สมมติ"), row("สมศรี สมมติ")]
    foreseen = foresee_list(imported=keep(workshop, staff, *people), by=staff)
    assert [one.known for one in foreseen.outcomes] == ["known", "namesake", "new"]


def test_nothing_is_half_done(staff, pang_mu, monkeypatch):
    workshop = factories.workshop()
    imported = keep(workshop, staff, row("สมชาย สมมติ"), row("สมหญิง สมมติ"))
    real, calls = importing.register_by_name, []

    def fails_at_the_second(**kwargs):
        calls.append(kwargs)
        if len(calls) == 2:
            raise RuntimeError("the power went")
        return real(**kwargs)

    monkeypatch.setattr(importing, "register_by_name", fails_at_the_second)
    with pytest.raises(RuntimeError):
        take_in(imported=imported, by=staff)
    assert not Registration.objects.exists()
    imported.refresh_from_db()
    assert imported.done_at is None
    assert len(imported.rows) == 2


def test_quotas_hold_for_a_list_too(staff, pang_mu):
    workshop = factories.workshop(seats=10)
    Quota.objects.create(workshop=workshop, fund=pang_mu, at_most=1)
    imported = keep(workshop, staff, row("สมชาย สมมติ"), row("สมหญิง สมมติ"))
    done = take_in(imported=imported, by=staff)
    assert (done.seated, done.waiting) == (1, 1)
    assert pang_mu.name in done.outcomes[1].reason


def test_a_workshop_that_is_over_takes_no_list(staff, pang_mu):
    workshop = factories.workshop(first_day=timezone.localdate() - timedelta(days=9))
    imported = keep(workshop, staff, row("สมชาย สมมติ"))
    with pytest.raises(ImportRefused, match="over"):
        foresee_list(imported=imported, by=staff)
    with pytest.raises(ImportRefused, match="over"):
        take_in(imported=imported, by=staff)
    assert not Registration.objects.exists()


def test_the_organisers_list_needs_no_approval_and_comes_after_closing(staff, pang_mu):
    workshop = factories.workshop(
        entry=Workshop.Entry.APPROVAL, status=Workshop.Status.CLOSED, seats=5
    )
    assert take_in(imported=keep(workshop, staff, row("สมชาย สมมติ")), by=staff).seated == 1


def test_lists_nobody_took_in_are_forgotten(staff, pang_mu):
    workshop = factories.workshop()
    _old, new = (keep(workshop, staff, row(name)) for name in ("สมชาย สมมติ", "สมศรี สมมติ"))
    done = keep(workshop, staff, row("สมใจ สมมติ"))
    take_in(imported=done, by=staff)
    ImportedList.objects.exclude(pk=new.pk).update(made_at=timezone.now() - timedelta(days=8))
    assert forget_lists() == 1
    assert set(ImportedList.objects.all()) == {new, done}
    assert forget_lists() == 0


class TestFundNames:
    """Which fund a typed name means."""

    @pytest.mark.parametrize(
        "typed",
        [
            "กองทุนสวัสดิการชุมชนตำบลปางหมู",
            "กองทุน ต.ปางหมู",
            "ปางหมู",
            "ต.ปางหมู",
            "เทศบาลตำบลปางหมู",
            "Pang Mu",
        ],
    )
    def test_a_fund_is_known_by_its_name_or_place(self, pang_mu, typed):
        factories.fund(subdistrict="580101")
        assert FundNames().understand(typed).fund.pk == pang_mu.pk

    def test_no_name_is_no_fund(self, pang_mu):
        for typed in ("", "-", "ไม่มี"):
            assert FundNames().understand(typed).fund is None
            assert FundNames().understand(typed).fault == ""

    def test_a_subdistrict_alone_is_enough(self, pang_mu):
        assert FundNames().understand("", places=("ปางหมู", "", "")).fund.pk == pang_mu.pk

    def test_two_funds_of_a_name_are_asked_back_unless_the_place_tells(self, pang_mu):
        other = factories.fund("กองทุนสวัสดิการชุมชนตำบลปางหมู", subdistrict="500101")
        asked = FundNames().understand("กองทุนสวัสดิการชุมชนตำบลปางหมู")
        assert "fits several funds" in asked.fault
        names = FundNames(near="58")
        assert names.understand("กองทุนสวัสดิการชุมชนตำบลปางหมู").fund.pk == pang_mu.pk
        there = names.understand("กองทุนสวัสดิการชุมชนตำบลปางหมู", places=("", "", "จ.เชียงใหม่"))
        assert there.fund.pk == other.pk
        nowhere = names.understand("ปางหมู", places=("", "อ.ขุนยวม", ""))
        assert "does not lie in อ.ขุนยวม" in nowhere.fault

    def test_a_fund_that_joined_another_means_that_one(self, pang_mu):
        factories.fund("กองทุนบ้านเก่า", subdistrict="580101", merged_into=pang_mu)
        assert FundNames().understand("กองทุนบ้านเก่า").fund.pk == pang_mu.pk

    def test_all_funds_are_read_in_one_query(self, django_assert_num_queries):
        for _number in range(3):
            factories.fund()
        with django_assert_num_queries(1):
            FundNames()
        assert Fund.objects.count() == 3

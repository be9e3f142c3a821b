"""The private page of a group: everybody's state, changed names, places given back, slips."""

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Registration, Workshop
from tests import factories, gathering
from tests.courses.registering.form_filling import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def workshop():
    return factories.workshop(contact_name="ศูนย์ประสานงาน", contact_phone="053612345")


@pytest.fixture
def group(workshop):
    return gathering.group(workshop, people=3)


def of(group, number=0):
    return group.registrations.order_by("pk")[number]


def swap_address(group, one):
    return reverse("group_swap", args=[group.token, one.pk])


def newcomer(**kwargs):
    return {
        "title": "นาย",
        "first_name": "คนใหม่",
        "last_name": "สมมติ",
        "phone": "0812345678",
        "post_held": "chair",
        **kwargs,
    }


def test_everybody_stands_on_it_with_state_and_ways_on(client, group):
    Registration.objects.filter(pk=of(group, 1).pk).update(status="waiting", seat=None)
    page = client.get(group.get_absolute_url())
    for one in group.registrations.all():
        assert one.person.name in text(page)
        assert swap_address(group, one) in page.content.decode()
        assert reverse("group_cancel", args=[group.token, one.pk]) in page.content.decode()
    assert "Seat 1" in text(page)
    assert "Place 1 on the waiting list" in text(page)
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page["Cache-Control"]


def test_an_unknown_address_is_not_there(client, group):
    other = factories.registration()
    for path in (
        f"/groups/{'a' * 22}/",
        f"/groups/{group.token[:-1]}/",
        f"/groups/{group.token}/{other.pk}/swap/",  # somebody of another group
        f"/groups/{group.token}/{other.pk}/cancel/",
        f"/groups/{group.token}/999999/swap/",
        f"/groups/{of(group).token}/",  # a person's address is not the group's
    ):
        assert client.get(f"/en{path}").status_code == 404, path
        assert client.post(f"/en{path}").status_code in (404, 405), path


def test_a_changed_name_keeps_the_seat_and_ends_the_old_link(client, group):
    one = of(group, 1)
    page = client.get(swap_address(group, one))
    answer = client.post(swap_address(group, one), {**fields_of(page), **newcomer()}, follow=True)
    assert "นายคนใหม่ สมมติ now has this place" in text(answer)
    swapped = Registration.objects.get(pk=one.pk)
    assert (swapped.person.first_name, swapped.seat, swapped.post_held) == ("คนใหม่", 2, "chair")
    assert swapped.token != one.token
    assert client.get(one.get_absolute_url()).status_code == 404
    assert client.get(swapped.get_absolute_url()).status_code == 200


def test_the_same_form_twice_swaps_once_also_without_a_phone_known(client, group):
    one = of(group)
    page = client.get(swap_address(group, one))
    data = {**fields_of(page), **newcomer()}
    client.post(swap_address(group, one), data)
    first = Registration.objects.get(pk=one.pk)
    client.post(swap_address(group, one), data)
    again = Registration.objects.get(pk=one.pk)
    assert (first.token, first.person) == (again.token, again.person)
    assert again.steps.filter(because="swapped").count() == 1


def test_whoever_has_a_place_takes_no_second_one(client, group):
    one, other = of(group), of(group, 1)
    other.person.phone = "0812345678"
    other.person.save()
    person = other.person
    data = newcomer(first_name=person.first_name, last_name=person.last_name)
    page = client.get(swap_address(group, one))
    answer = client.post(swap_address(group, one), {**fields_of(page), **data})
    assert "has a place already" in text(answer)
    assert answer.context["form"]["phone"].value() == "0812345678"
    assert Registration.objects.get(pk=one.pk).person == one.person


BAD = {
    "nobody": ("first_name", ""),
    "emoji": ("first_name", "🙂"),
    "a foreign phone": ("phone", "+1 555 123 4567"),
    "an ID number in the needs": ("needs", "1103702071811"),
}


@pytest.mark.parametrize(("field", "value"), BAD.values(), ids=BAD)
def test_bad_input_keeps_what_was_typed_and_changes_nothing(client, group, field, value):
    one = of(group)
    page = client.get(swap_address(group, one))
    data = {**fields_of(page), **newcomer(consent_needs="on"), field: value}
    answer = client.post(swap_address(group, one), data)
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert form["last_name"].value() == "สมมติ"
    assert Registration.objects.get(pk=one.pk).token == one.token


def test_the_deadline_is_when_registration_closes(client, group, workshop):
    page = client.get(swap_address(group, of(group)))
    data = {**fields_of(page), **newcomer()}
    Workshop.objects.update(status=Workshop.Status.CLOSED)
    answer = client.post(swap_address(group, of(group)), data)
    assert "names can no longer be changed" in text(answer)
    assert "053-612-345" in text(answer)
    assert "Another person" not in text(client.get(group.get_absolute_url()))
    assert "can no longer be changed here" in text(client.get(swap_address(group, of(group))))


def test_the_new_person_is_asked_the_workshops_questions(client, group, workshop):
    night = gathering.question(workshop, "ค้างคืนไหม", required=True)
    page = client.get(swap_address(group, of(group)))
    assert "ค้างคืนไหม" in text(page)
    answer = client.post(swap_address(group, of(group)), {**fields_of(page), **newcomer()})
    assert list(answer.context["form"].errors) == [f"q{night.pk}"]
    data = {**fields_of(page), **newcomer(), f"q{night.pk}": "ค้าง"}
    client.post(swap_address(group, of(group)), data)
    assert of(group).question_answers.get().value == "ค้าง"


def test_one_is_cancelled_and_the_others_stay(client, group):
    link = reverse("group_cancel", args=[group.token, of(group).pk])
    assert of(group).person.name in text(client.get(link))
    answer = client.post(link)
    assert answer.url == group.get_absolute_url()
    client.post(link)
    statuses = list(group.registrations.order_by("pk").values_list("status", flat=True))
    assert statuses == ["cancelled", "confirmed", "confirmed"]
    assert "The place was given back on" in text(client.get(answer.url))


def test_the_slips_are_two_on_a_sheet_each_with_its_own_code(client, group):
    Registration.objects.filter(pk=of(group).pk).update(status="cancelled", seat=None)
    page = client.get(reverse("group_slips", args=[group.token]))
    html = page.content.decode()
    assert html.count('class="sheet__half"') == 2
    assert html.count('class="qr"') == 2
    for one in group.registrations.exclude(status="cancelled"):
        assert f"http://testserver{one.get_absolute_url()}" in html
    assert of(group).person.name not in html


def test_nobody_left_is_said(client, group):
    group.registrations.update(status="cancelled", seat=None, cancelled_at=timezone.now())
    assert "Nobody of this group has a place any more" in text(client.get(group.get_absolute_url()))


def test_a_large_group_costs_what_a_small_one_costs(client, group, workshop, same_queries):
    def one_more():
        factories.registration(workshop, of_fund=group.fund, group=group)

    same_queries(one_more, lambda: client.get(group.get_absolute_url()))
    same_queries(one_more, lambda: client.get(reverse("group_slips", args=[group.token])))


def fields_of(page) -> dict:
    form = page.context["form"]
    return {field.html_name: field.value() or "" for field in form} | {"texts": form.versions}

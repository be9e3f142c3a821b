"""Registering with an account: oneself, people of one's fund, callers."""

import pytest

from courses.models import Registration, Workshop
from tests import factories
from tests.courses.registering.form_filling import address, fields, fill, text, visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def workshop():
    made = factories.workshop(contact_name="ศูนย์ประสานงาน", contact_phone="053612345")
    made.districts.set([factories.area("5801")])
    made.save()
    return made


def test_somebody_signed_in_registers_as_themselves(client, workshop):
    fund = factories.fund()
    user = factories.officer(fund)
    client.force_login(user)
    page = client.get(address(workshop))
    assert user.person.name in text(page)
    assert "first_name" not in page.context["form"].fields
    sent = fields(page)
    assert (sent["fund"], sent["post_held"]) == (fund.pk, "secretary")
    response = client.post(address(workshop), {**sent, "phone": "0898765432"})
    made = Registration.objects.get()
    assert response.url == made.get_absolute_url()
    assert (made.person, made.channel, made.entered_by) == (user.person, "self", user)
    assert (made.fund, made.phone) == (fund, "0898765432")


def test_the_same_account_again_is_led_to_the_same_page(client, workshop):
    client.force_login(factories.user())
    for _ in range(2):
        sent = fill(client, address(workshop), fund="none", phone="0812345678")
        response = client.post(address(workshop), sent)
    assert response.url == Registration.objects.get().get_absolute_url() + "?again"


def test_an_officer_registers_people_of_their_own_fund_only(client, workshop):
    ours, theirs = factories.fund(), factories.fund()
    user = factories.officer(ours)
    client.force_login(user)
    page = client.get(address(workshop, who="other"))
    assert theirs.name not in page.content.decode()
    sent = {**fields(page), "first_name": "ผู้เข้าอบรม", "phone": "0812345678"}
    forged = client.post(address(workshop, who="other"), {**sent, "fund": theirs.pk})
    assert list(forged.context["form"].errors) == ["fund"]
    nobody = client.post(address(workshop, who="other"), {**sent, "fund": "none"})
    assert list(nobody.context["form"].errors) == ["fund"]
    response = client.post(address(workshop, who="other"), sent)
    made = Registration.objects.get()
    assert response.url == made.get_absolute_url()
    assert (made.fund, made.channel, made.entered_by) == (ours, "secretary", user)
    assert made.person != user.person
    assert "Register another person" in text(client.get(response.url))


def test_an_officer_is_not_led_to_a_page_that_a_member_got_alone(client, workshop):
    fund = factories.fund()
    alone = visitor(client, workshop, fund=fund.pk)
    client.post(address(workshop), alone)
    client.force_login(factories.officer(fund))
    who = {name: alone[name] for name in ("first_name", "last_name", "phone")}
    sent = fill(client, address(workshop, who="other"), **who)
    response = client.post(address(workshop, who="other"), sent)
    assert "is registered already" in text(response)
    assert Registration.objects.get().token not in response.content.decode()


def test_an_officer_cannot_register_after_closing(client, workshop):
    fund = factories.fund()
    client.force_login(factories.officer(fund))
    sent = fill(client, address(workshop, who="other"), first_name="ผู้เข้าอบรม", phone="0812345678")
    Workshop.objects.update(status=Workshop.Status.CLOSED)
    assert "Registration is closed" in text(client.post(address(workshop, who="other"), sent))
    assert not Registration.objects.exists()


def test_a_member_without_office_cannot_register_others(client, workshop):
    user = factories.user()
    client.force_login(user)
    page = client.get(address(workshop, who="other"))
    assert "first_name" not in page.context["form"].fields
    sent = {**fields(page), "first_name": "ใครก็ได้", "phone": "0812345678", "fund": "none"}
    client.post(address(workshop, who="other"), sent)
    assert Registration.objects.get().person == user.person


@pytest.mark.parametrize("role", ["trainer", "coordinator", "administrator"])
def test_the_organisers_register_a_caller_also_when_closed(client, workshop, role):
    user = getattr(factories, role)()
    if role == "trainer":
        workshop.trainers.set([user])
        workshop.save()
    Workshop.objects.update(status=Workshop.Status.CLOSED)
    client.force_login(user)
    sent = fill(
        client, address(workshop, who="other"), first_name="ผู้เข้าอบรม", phone="", fund="none"
    )
    response = client.post(address(workshop, who="other"), sent)
    made = Registration.objects.get()
    assert response.url == made.get_absolute_url()
    assert (made.channel, made.entered_by, made.phone) == ("staff", user, "")
    client.post(address(workshop, who="other"), sent)  # known again by the form, without a phone
    assert Registration.objects.count() == 1


def test_the_organisers_of_another_place_are_like_everybody(client, workshop):
    client.force_login(factories.coordinator("50"))
    page = client.get(address(workshop, who="other"))
    assert "first_name" not in page.context["form"].fields

"""A fund answers an invitation by its private link, signed out too, and writes its people down."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Registration, Workshop
from courses.registering.invitations import answer
from courses.registering.tending import tend
from tests import factories, gathering
from tests.courses.group_filling import sent, somebody
from tests.courses.registering.form_filling import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def workshop():
    return factories.workshop(
        entry=Workshop.Entry.INVITATION, seats=5, contact_name="ศูนย์", contact_phone="053612345"
    )


@pytest.fixture
def invitation(workshop):
    return gathering.invitation(
        workshop, answer_by=timezone.localdate() + timedelta(days=3), note="เชิญมาเล่าเรื่อง"
    )


def group_address(invitation):
    return reverse("invitation_group", args=[invitation.token])


def test_the_page_says_who_is_invited_to_what_and_until_when(client, invitation, workshop):
    page = client.get(invitation.get_absolute_url())
    assert f"Invitation for {invitation.fund.name}" in text(page)
    assert workshop.title in text(page)
    assert "3 seats are kept for you" in text(page)
    assert "Please answer by" in text(page)
    assert "เชิญมาเล่าเรื่อง" in text(page)
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert '<img class="qr"' in page.content.decode()


def test_yes_leads_to_the_names_and_they_get_the_seats(client, invitation):
    response = client.post(invitation.get_absolute_url(), {"answer": "yes"})
    assert response.url == group_address(invitation)
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.answered_by) == ("yes", None)
    page = client.get(response.url)
    form = page.context["form"]
    assert "Please write down who comes" in text(page)
    assert len(form.rows) == 3
    assert form.only == [invitation.fund]
    client.post(response.url, sent(page, somebody(1), somebody(2), send="1"))
    made = Registration.objects.order_by("pk")
    assert [(one.fund, one.seat, one.channel, one.entered_by) for one in made] == [
        (invitation.fund, 1, "secretary", None),
        (invitation.fund, 2, "secretary", None),
    ]
    assert "2 people are written down so far" in text(client.get(invitation.get_absolute_url()))


def test_no_gives_the_seats_back_and_twice_is_once(client, invitation, workshop):
    for _press in range(2):
        page = client.post(invitation.get_absolute_url(), {"answer": "no"}, follow=True)
        assert "You are not coming. Thank you for telling us." in text(page)
    invitation.refresh_from_db()
    assert invitation.answer == "no"
    assert invitation.released_at is not None
    assert client.get(group_address(invitation)).url == invitation.get_absolute_url()


def test_not_yet_changes_nothing_and_says_until_when(client, invitation):
    page = client.post(invitation.get_absolute_url(), {"answer": "later"}, follow=True)
    assert "That is all right. Please answer by" in text(page)
    invitation.refresh_from_db()
    assert invitation.answer == "none"


@pytest.mark.parametrize("forged", ["", "perhaps", "none", "\x00", "9" * 5000])
def test_a_forged_answer_is_none(client, invitation, forged):
    client.post(invitation.get_absolute_url(), {"answer": forged})
    invitation.refresh_from_db()
    assert invitation.answer == "none"


def test_a_no_while_people_are_registered_is_refused_with_the_way_on(client, invitation):
    answer(invitation=invitation, coming=True)
    factories.registration(invitation.workshop, of_fund=invitation.fund)
    page = client.post(invitation.get_absolute_url(), {"answer": "no"})
    assert "Please cancel their places first" in text(page)
    invitation.refresh_from_db()
    assert invitation.answer == "yes"


def test_after_the_day_one_may_still_answer_and_is_told(client, invitation):
    invitation.answer_by = timezone.localdate() - timedelta(days=1)
    invitation.save()
    tend()
    page = client.get(invitation.get_absolute_url())
    assert "The day for the answer was" in text(page)
    client.post(invitation.get_absolute_url(), {"answer": "yes"})
    invitation.refresh_from_db()
    assert invitation.answer == "yes"


@pytest.mark.parametrize("change", ["cancelled", "over"])
def test_what_is_over_takes_no_answer(client, invitation, workshop, change):
    yesterday = timezone.localdate() - timedelta(days=1)
    over = {"starts_on": yesterday, "ends_on": yesterday}
    Workshop.objects.update(**({"status": "cancelled"} if change == "cancelled" else over))
    page = client.get(invitation.get_absolute_url())
    assert "Yes, we come" not in text(page)
    page = client.post(invitation.get_absolute_url(), {"answer": "yes"})
    assert ("was cancelled" if change == "cancelled" else "is over") in text(page)
    invitation.refresh_from_db()
    assert invitation.answer == "none"


def test_an_unknown_address_is_not_there(client, invitation):
    for token in ("a" * 22, invitation.token[:-1]):
        assert client.get(f"/en/invitations/{token}/").status_code == 404
        assert client.post(f"/en/invitations/{token}/").status_code == 404
        assert client.post(f"/en/invitations/{token}/group/").status_code == 404


def test_the_link_shows_nobody_known_to_whoever_is_signed_out(client, invitation):
    fund = invitation.fund
    before = factories.person(first_name="เคยมา")
    factories.registration(of_fund=fund, person=before)
    assert "เคยมา" not in client.get(group_address(invitation)).content.decode()
    page = client.get(group_address(invitation))
    added = client.post(group_address(invitation), sent(page, {}, known="1", person=[before.pk]))
    assert "เคยมา" not in added.content.decode()
    client.force_login(factories.officer(fund))
    assert "เคยมา" in client.get(group_address(invitation)).content.decode()


def test_the_link_registers_for_its_own_fund_only(client, invitation):
    other = factories.fund()
    page = client.get(group_address(invitation))
    answered = client.post(
        group_address(invitation), sent(page, somebody(1), fund=other.pk, send="1")
    )
    assert list(answered.context["form"].errors) == ["fund"]
    assert not Registration.objects.exists()


def test_more_people_than_seats_wait_where_it_is_by_invitation(client, invitation):
    page = client.get(group_address(invitation))
    people = [somebody(number) for number in range(1, 5)]
    looked = client.post(group_address(invitation), sent(page, *people, look="1"))
    outlooks = [outlook for _row, outlook in looked.context["outlooks"]]
    assert [one.seat for one in outlooks] == [1, 2, 3, None]
    assert f"The seats for {invitation.fund.name} are all taken." in text(looked)

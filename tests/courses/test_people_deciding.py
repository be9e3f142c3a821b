"""What organisers decide about people: approve, refuse, confirm, cancel, release; asked first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.attendance import mark
from courses.models import Quota, Registration, RegistrationStep, Workshop
from courses.registering.cancelling import cancel
from tests import factories
from tests.courses.arriving import come, seats
from tests.courses.test_people_page import address, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

Status, Entry = Registration.Status, Workshop.Entry


@pytest.fixture
def staff(client):
    user = factories.coordinator("58")
    client.force_login(user)
    return user


def press(client, workshop, rest, **sent):
    response = client.post(address(workshop, rest), sent, follow=True)
    assert response.status_code == 200
    return response


class TestApproval:
    """Several at once, in the order they came, or one reason for all who are not approved."""

    @pytest.fixture
    def workshop(self):
        return factories.workshop(seats=2, entry=Entry.APPROVAL)

    @pytest.fixture
    def asked(self, workshop):
        return [come(workshop) for _number in range(4)]

    def test_those_ticked_are_approved(self, client, staff, workshop, asked):
        page = press(client, workshop, "decide/", who=[one.pk for one in asked[:3]], what="approve")
        assert (
            "3 people are approved: 2 with a seat, 1 on the waiting list" in page.content.decode()
        )
        assert seats(workshop) == [1, 2, None, None]
        assert RegistrationStep.objects.filter(because="approved", by=staff).count() == 3
        again = press(client, workshop, "decide/", who=[asked[0].pk], what="approve")
        assert "This was decided already" in again.content.decode()

    def test_a_refusal_needs_a_reason_and_keeps_the_ticks(self, client, staff, workshop, asked):
        page = press(client, workshop, "decide/", who=[asked[0].pk], what="refuse", reason=" ")
        html = page.content.decode()
        assert "Please write why" in html
        assert f'value="{asked[0].pk}" checked' in html
        assert not Registration.objects.filter(status=Status.REFUSED).exists()
        page = press(
            client,
            workshop,
            "decide/",
            who=[asked[0].pk, asked[1].pk],
            what="refuse",
            reason="เฉพาะเหรัญญิก",
        )
        assert set(RegistrationStep.objects.filter(because="refused").values_list("detail")) == {
            ("เฉพาะเหรัญญิก",)
        }
        assert "เฉพาะเหรัญญิก" in shown(client, workshop)

    def test_nobody_ticked_and_forged_keys_change_nothing(self, client, staff, workshop, asked):
        elsewhere = come(factories.workshop(entry=Entry.APPROVAL))
        for who in ([], ["x", "9" * 40, "-1"], [elsewhere.pk]):
            press(client, workshop, "decide/", who=who, what="approve")
        assert Registration.objects.asked().count() == 5

    def test_one_is_decided_on_their_own_page(self, client, staff, workshop, asked):
        person = f"{asked[0].pk}/"
        assert "Ask for your approval" not in shown(client, workshop, person)
        page = press(client, workshop, "decide/", who=asked[0].pk, what="approve", back="person")
        assert page.redirect_chain[-1][0].endswith(f"/people/{asked[0].pk}/")

    def test_a_workshop_called_off_says_so(self, client, staff, workshop, asked):
        Workshop.objects.update(status=Workshop.Status.CANCELLED)
        page = press(client, workshop, "decide/", who=asked[0].pk, what="approve")
        assert "This workshop was cancelled" in page.content.decode()


class TestOnePerson:
    """Confirming by phone, taking off the list, and everything that happened."""

    def test_an_offered_seat_is_confirmed_by_phone(self, client, staff):
        workshop = factories.workshop(seats=1, offer_days=2)
        first, waiting = come(workshop), come(workshop)
        cancel(registration=first)
        page = press(client, workshop, f"{waiting.pk}/confirm/")
        assert "seat 1 is confirmed" in page.content.decode()
        waiting.refresh_from_db()
        assert waiting.status == Status.CONFIRMED
        assert waiting.steps.last().by == staff
        press(client, workshop, f"{waiting.pk}/confirm/")
        assert waiting.steps.count() == 3

    def test_an_offer_that_ran_out_is_not_confirmed(self, client, staff):
        workshop = factories.workshop(seats=1, offer_days=2)
        first, waiting = come(workshop), come(workshop)
        cancel(registration=first)
        Registration.objects.filter(pk=waiting.pk).update(
            offer_until=timezone.now() - timedelta(minutes=1)
        )
        page = press(client, workshop, f"{waiting.pk}/confirm/")
        assert "no longer held" in page.content.decode()

    def test_somebody_is_taken_off_with_the_reason_and_the_next_one_is_named(self, client, staff):
        workshop = factories.workshop(seats=1)
        first, waiting = come(workshop), come(workshop)
        assert "The seat goes to the next person" in shown(client, workshop, f"{first.pk}/cancel/")
        page = press(client, workshop, f"{first.pk}/cancel/", reason="พิมพ์ซ้ำ")
        html = page.content.decode()
        assert "is off the list" in html
        assert f"1 person has a seat now: {waiting.person.name}" in html
        text = shown(client, workshop, f"{first.pk}/")
        assert "the place was given back: พิมพ์ซ้ำ" in text
        assert staff.shown_name in text
        assert seats(workshop) == [None, 1]

    def test_whoever_was_there_stays(self, client, staff):
        workshop = factories.workshop(first_day=timezone.localdate(), days=1)
        one = come(workshop, channel=Registration.Channel.WALK_IN, entered_by=staff)
        half_day = workshop.half_days.first()
        mark(workshop=workshop, marks={(one.pk, half_day.pk): True}, marked_by=staff)
        page = press(client, workshop, f"{one.pk}/cancel/", reason="")
        assert "was there, so the registration stays" in page.content.decode()
        assert Registration.objects.confirmed().exists()

    def test_an_id_number_in_the_reason_is_refused(self, client, staff):
        workshop = factories.workshop()
        one = come(workshop)
        page = press(client, workshop, f"{one.pk}/cancel/", reason="1-2345-67890-12-1")
        assert "national ID number" in page.content.decode()
        assert Registration.objects.confirmed().exists()

    def test_somebody_of_another_workshop_is_not_there(self, client, staff):
        elsewhere = come(factories.workshop())
        workshop = factories.workshop()
        for rest in ("", "cancel/"):
            assert client.get(address(workshop, f"{elsewhere.pk}/{rest}")).status_code == 404
        assert client.post(address(workshop, f"{elsewhere.pk}/confirm/")).status_code == 404

    def test_the_page_shows_who_entered_them_and_each_step(self, client, staff):
        workshop = factories.workshop(seats=1)
        one = come(workshop, channel=Registration.Channel.STAFF, entered_by=staff, needs="ค้างคืน")
        text = shown(client, workshop, f"{one.pk}/")
        assert "By the organisers" in text
        assert staff.shown_name in text
        assert "registered – seat 1" in text
        assert "ค้างคืน" in text


class TestRelease:
    """Seats kept are released by hand; more than five given at once are asked about first."""

    def test_five_are_given_at_once_and_six_are_asked_about(self, client, staff):
        workshop = factories.workshop(seats=6)
        quota = Quota.objects.create(workshop=workshop, area=factories.area("5807"), kept=6)
        people = [come(workshop) for _number in range(6)]
        page = press(client, workshop, "release/", quota=quota.pk)
        html = page.content.decode()
        assert "This gives seats to 6 people on the waiting list" in html
        assert all(one.person.name in html for one in people)
        assert seats(workshop) == [None] * 6
        quota.refresh_from_db()
        assert quota.released_at is None
        page = press(client, workshop, "release/", quota=quota.pk, sure="yes")
        assert "6 people have seats now" in page.content.decode()
        assert seats(workshop) == [1, 2, 3, 4, 5, 6]
        assert RegistrationStep.objects.filter(because="released", by=staff).count() == 6
        page = press(client, workshop, "release/", quota=quota.pk, sure="yes")
        assert "Nobody who waits may have a seat now" in page.content.decode()

    def test_a_few_are_given_without_asking(self, client, staff):
        workshop = factories.workshop(seats=5)
        quota = Quota.objects.create(workshop=workshop, area=factories.area("5807"), kept=5)
        for _number in range(5):
            come(workshop)
        press(client, workshop, "release/", quota=quota.pk)
        assert seats(workshop) == [1, 2, 3, 4, 5]

    def test_free_seats_nobody_has_given_can_be_given(self, client, staff):
        workshop = factories.workshop(seats=1)
        come(workshop)
        come(workshop)
        Workshop.objects.update(seats=2)
        assert "1 person who waits may have a seat that is free" in shown(client, workshop)
        press(client, workshop, "release/", quota="free")
        assert seats(workshop) == [1, 2]

    @pytest.mark.parametrize("quota", ["", "x", "9" * 40, "999999"])
    def test_a_forged_quota_changes_nothing(self, client, staff, quota):
        workshop = factories.workshop(seats=1)
        come(workshop)
        page = press(client, workshop, "release/", quota=quota)
        assert "nothing to release" in page.content.decode()

    def test_a_quota_of_another_workshop_is_not_released(self, client, staff):
        quota = Quota.objects.create(
            workshop=factories.workshop(), area=factories.area("5807"), kept=5
        )
        press(client, factories.workshop(), "release/", quota=quota.pk)
        quota.refresh_from_db()
        assert quota.keeps


@pytest.mark.parametrize("rest", ["decide/", "release/", "1/confirm/"])
def test_what_only_a_button_sends_is_not_shown(client, staff, rest):
    workshop = factories.workshop()
    assert client.get(address(workshop, rest)).status_code in (404, 405)

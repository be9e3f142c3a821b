"""Letters that did not arrive: who sees them, and what one can do about them."""

import pytest
from django.urls import reverse

from courses.models import Registration, ToTell
from home.undelivered import letters_failed
from home.waiting import tasks_of
from portal.funds.access import rights_of
from portal.notices.models import Notice
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/letters/failed/"


def failed(person, **changes) -> Notice:
    values = {"kind": "seat", "key": str(factories.number()), "subject": "ได้ที่นั่งแล้ว"}
    return Notice.objects.create(recipient=person, mail=Notice.Mail.FAILED, **values | changes)


def of_workshop(**changes) -> Notice:
    """To somebody with a place in a workshop of Mae Hong Son."""
    place = factories.registration(factories.workshop(), phone="0811111111")
    return failed(place.person, **changes)


def seen_by(user) -> set[Notice]:
    return set(letters_failed(rights_of(user)))


def test_coordinators_see_the_letters_to_people_of_their_provinces():
    guest, stranger = of_workshop(), failed(factories.person())
    officer = failed(factories.officer(factories.fund(subdistrict="580104")).person)
    assert seen_by(factories.coordinator("58")) == {guest, officer}
    assert seen_by(factories.coordinator("50")) == set()
    assert seen_by(factories.administrator()) == {guest, officer, stranger}
    assert seen_by(factories.trainer()) == set()


def test_who_gave_the_place_back_is_nobody_elses_business_any_more():
    of_workshop()
    Registration.objects.update(status=Registration.Status.CANCELLED, seat=None)
    assert seen_by(factories.coordinator("58")) == set()


def test_the_page_says_who_what_why_and_the_number(client):
    notice = of_workshop(mail_problem="SMTPRecipientsRefused: 550 no such box", link="/secret/")
    client.force_login(factories.coordinator("58"))
    page = client.get(PAGE).content.decode()
    assert notice.recipient.name in page
    assert "ได้ที่นั่งแล้ว" in page
    assert "550 no such box" in page
    assert "tel:0811111111" in page
    assert "/secret/" not in page


def test_what_was_said_in_the_exchange_is_not_shown(client):
    of_workshop(kind="mention", subject="เรื่องในห้องปิด")
    client.force_login(factories.coordinator("58"))
    assert "เรื่องในห้องปิด" not in client.get(PAGE).content.decode()


def test_many_letters_cost_no_more_queries(client, same_queries):
    client.force_login(factories.coordinator("58"))
    same_queries(of_workshop, lambda: client.get(PAGE))


def test_told_by_phone_is_told_on_the_workshops_list_too(client):
    notice = of_workshop()
    row = ToTell.objects.create(
        registration=Registration.objects.get(), change="moved", notice=notice
    )
    user = factories.coordinator("58")
    client.force_login(user)
    client.post(reverse("letter_failed", args=[notice.pk]), {"what": "told"})
    notice.refresh_from_db()
    row.refresh_from_db()
    assert (notice.mail, notice.called_by) == (Notice.Mail.CALLED, user)
    assert (row.how, row.told_by) == (ToTell.How.PHONE, user)
    assert not seen_by(user)


def test_told_on_the_workshops_list_is_told_here(client):
    notice = of_workshop()
    user = factories.coordinator("58")
    row = ToTell.objects.create(
        registration=Registration.objects.get(), change="moved", notice=notice
    )
    client.force_login(user)
    address = reverse("workshop_to_tell", args=[row.registration.workshop_id])
    client.post(address, {"row": row.pk, "what": "told"})
    assert not seen_by(user)


def test_sent_again_it_leaves_the_list(client, mailoutbox, django_capture_on_commit_callbacks):
    notice = of_workshop()
    notice.recipient.email = "right@example.org"
    notice.recipient.save()
    client.force_login(factories.coordinator("58"))
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(
            reverse("letter_failed", args=[notice.pk]), {"what": "again"}, follow=True
        )
    assert [one.to for one in mailoutbox] == [["right@example.org"]]
    assert notice.recipient.name not in page.content.decode()


def test_what_cannot_be_sent_again_is_said(client):
    notice = of_workshop()
    client.force_login(factories.coordinator("58"))
    address = reverse("letter_failed", args=[notice.pk])
    page = client.post(address, {"what": "again"}, follow=True)
    assert "ไม่ทราบอีเมล" in page.content.decode()
    assert client.post(address, {"what": "forged"}).status_code == 302
    assert Notice.objects.mail_failed().get() == notice
    assert client.post(f"{PAGE}{'9' * 25}/", {"what": "told"}).status_code == 404


def test_my_page_says_that_somebody_has_to_call():
    of_workshop()

    def kinds(user):
        return [task.kind for task in tasks_of(rights_of(user))]

    assert kinds(factories.coordinator("58")) == ["letters"]
    assert kinds(factories.coordinator("50")) == []

"""What each person agrees to alone, however they were registered."""

import pytest
from django.urls import reverse

from courses.models import Registration
from portal.people.consent import Purpose, state_of
from portal.people.models import Consent, ConsentText
from tests import factories
from tests.courses.arriving import come

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def place():
    """Somebody without an account whom the secretary registered."""
    return come(
        factories.workshop(), consents={Purpose.WORKSHOP: True}, entered_by=factories.user()
    )


def answer(client, place, **data):
    return client.post(reverse("registration_choices", args=[place.token]), data, follow=True)


def given(place) -> dict:
    return {one.purpose: one.given for one in state_of(place.person)}


def test_each_is_asked_on_the_private_page(client, place):
    page = client.get(place.get_absolute_url())
    assert [box.name for box in page.context["choices_form"].free_consents] == [
        "consent_news",
        "consent_pictures",
    ]
    texts = page.context["choices_form"].versions
    done = answer(client, place, consent_pictures="on", texts=texts).content.decode()
    assert given(place) == {"workshop": True, "pictures": True, "news": False}
    row = Consent.objects.get(text__purpose="pictures")
    assert (row.entered_by, row.source_ref) == (None, f"workshop:{place.workshop_id}")
    assert "consent_news" not in done
    answer(client, place, consent_pictures="on", texts="")
    assert Consent.objects.count() == 3


def test_a_yes_is_taken_back_where_it_was_given(client, place):
    answer(client, place, consent_pictures="on", consent_news="on")
    for _twice in range(2):
        answer(client, place, back="pictures")
    assert given(place) == {"workshop": True, "pictures": False, "news": True}
    for forged in ("workshop", "needs", "x" * 3000, "\x00"):
        answer(client, place, back=forged)
    assert given(place)["workshop"]


@pytest.mark.parametrize("who", ["officer", "coordinator", "administrator", "user"])
def test_nobody_answers_for_another(client, place, who):
    client.force_login(getattr(factories, who)())
    page = client.get(place.get_absolute_url()).content.decode()
    assert "consent_pictures" not in page
    said = answer(client, place, consent_pictures="on").content.decode()
    assert "Only" in said
    assert given(place) == {"workshop": True}


def test_the_persons_own_account_answers(client):
    user = factories.user()
    place = come(factories.workshop(), user.person, consents={Purpose.WORKSHOP: True})
    client.force_login(user)
    answer(client, place, consent_news="on")
    assert given(place)["news"]
    assert Consent.objects.get(text__purpose="news").entered_by == user


def test_a_text_that_changed_meanwhile_is_read_once_more(client, place):
    texts = client.get(place.get_absolute_url()).context["choices_form"].versions
    old = ConsentText.objects.filter(purpose="pictures").latest("version")
    ConsentText.objects.create(
        purpose="pictures",
        label_th="ใหม่",
        label_en="New words",
        text_th="ใหม่",
        text_en="New words",
        published_at=old.published_at,
    )
    page = answer(client, place, consent_pictures="on", texts=texts)
    assert "New words" in page.content.decode()
    assert given(place) == {"workshop": True}


def test_who_gave_the_place_back_is_asked_nothing(client, place):
    Registration.objects.update(status=Registration.Status.CANCELLED, seat=None)
    assert "consent_pictures" not in client.get(place.get_absolute_url()).content.decode()


def test_news_answered_once_are_not_asked_again(client, place):
    answer(client, place, consent_news="on")
    second = come(factories.workshop(), place.person)
    form = client.get(second.get_absolute_url()).context["choices_form"]
    assert [box.name for box in form.free_consents] == ["consent_pictures"]

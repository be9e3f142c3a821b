"""Registering through the pages, as everybody who may, with scripts off."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from courses.models import Registration, Workshop
from courses.registration import register_by_name
from portal.people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    """Pages are asked for at /en/, so that tests read the sentences as they are written."""
    with translation.override("en"):
        yield


@pytest.fixture
def workshop():
    made = factories.workshop(contact_name="ศูนย์ประสานงาน", contact_phone="053612345")
    made.districts.set([factories.area("5801")])
    made.save()
    return made


def address(workshop, **query):
    path = reverse("workshop_register", args=[workshop.pk])
    return path + (
        "?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else ""
    )


def fields(response) -> dict:
    """What a browser would send back: the values of the form of a page."""
    form = response.context["form"]
    return {field.html_name: field.value() or "" for field in form} | {"searched": form.words}


def fill(client, page, **typed) -> dict:
    return {**fields(client.get(page)), **typed}


def visitor(client, workshop, **typed) -> dict:
    """A form filled in by somebody with nothing but a name and a phone."""
    return fill(
        client,
        address(workshop),
        **{
            "first_name": "ผู้เข้าอบรม",
            "last_name": "สมมติ",
            "phone": "081-234-5678",
            "fund": "none",
            **typed,
        },
    )


def text(response) -> str:
    """The words of a page, without tags and extra spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


# A visitor


def test_a_visitor_registers_with_name_phone_and_fund(client, workshop):
    fund = factories.fund()
    sent = visitor(client, workshop, fund=fund.pk, post_held="treasurer", title="นาง")
    response = client.post(address(workshop), {**sent, "needs": "อาหารมังสวิรัติ"})
    made = Registration.objects.select_related("person").get()
    assert response.url == made.get_absolute_url()
    assert (made.person.name, made.phone) == ("นางผู้เข้าอบรม สมมติ", "0812345678")
    assert (made.fund, made.post_held, made.needs) == (fund, "treasurer", "อาหารมังสวิรัติ")
    assert (made.channel, made.entered_by, made.seat) == ("self", None, 1)
    page = text(client.get(response.url))
    assert "You have a seat" in page
    assert "Seat 1 " in page
    assert fund.name in page
    assert workshop.title in page
    assert "053-612-345" in page


def test_who_comes_too_late_for_a_seat_reads_place_and_reason(client, workshop):
    Workshop.objects.update(seats=1)
    factories.registration(workshop)
    page = client.get(address(workshop))
    assert "You can go on the waiting list" in text(page)
    assert "Join the waiting list" in text(page)
    response = client.post(address(workshop), visitor(client, workshop), follow=True)
    assert "Place on the waiting list 1 " in text(response)
    assert "The only seat is taken." in text(response)


def test_a_double_tap_is_one_registration_and_says_so(client, workshop):
    sent = visitor(client, workshop)
    first = client.post(address(workshop), sent)
    again = client.post(address(workshop), sent)
    assert again.url == f"{first.url}?again"
    assert "had been made already" in text(client.get(again.url))
    assert Registration.objects.count() == 1


def test_a_form_sent_again_after_cancelling_does_not_come_back(client, workshop):
    sent = visitor(client, workshop)
    response = client.post(address(workshop), sent)
    client.post(response.url + "cancel/")
    client.post(address(workshop), sent)
    assert Registration.objects.get().status == "cancelled"
    client.post(address(workshop), visitor(client, workshop))  # a new form is a new wish
    assert Registration.objects.get().status == "confirmed"


def test_name_and_phone_are_no_key_to_somebodys_private_page(client, workshop):
    client.post(address(workshop), visitor(client, workshop))
    made = Registration.objects.get()
    response = client.post(address(workshop), visitor(client, workshop))
    assert response.status_code == 200
    assert "is registered already and has seat 1" in text(response)
    assert made.token not in response.content.decode()
    assert Registration.objects.get().token == made.token


def test_a_token_of_ones_own_making_is_replaced(client, workshop):
    made = factories.registration(workshop, seat=9)
    for forged in ("", "short", made.token, f"{made.token}:signature"):
        phone = f"08{len(forged):08}"
        client.post(address(workshop), visitor(client, workshop, token=forged, phone=phone))
    tokens = set(Registration.objects.values_list("token", flat=True))
    assert len(tokens) == 5
    assert all(len(token) >= 22 for token in tokens - {made.token})


# Finding a fund


def test_the_funds_of_the_workshops_districts_stand_in_a_list(client, workshop):
    near, far = factories.fund(), factories.fund(subdistrict="500101")
    page = client.get(address(workshop))
    choices = str(page.context["form"]["fund"])
    assert "<select" in choices
    assert near.name in choices
    assert far.name not in choices


def test_a_fund_is_found_by_part_of_its_subdistricts_name(client, workshop):
    near, far = factories.fund(), factories.fund(subdistrict="500101")
    sent = visitor(client, workshop, fund="", fund_words="ศรีภูมิ", find="1", phone="12", needs="x")
    page = client.post(address(workshop), sent)
    form = page.context["form"]
    assert not form.errors  # nothing is judged while somebody only looks
    assert (form["first_name"].value(), form["needs"].value()) == ("ผู้เข้าอบรม", "x")
    assert form["phone"].value() == "12"
    assert form["token"].value() == sent["token"]
    choices = str(form["fund"])
    assert 'type="radio"' in choices
    assert far.name in choices
    assert near.name not in choices
    assert "1 fund found." in text(page)
    client.post(address(workshop), {**fields(page), "fund": far.pk, "phone": "0812345678"})
    assert Registration.objects.get().fund == far


def test_the_enter_key_after_a_search_sends_the_form(client, workshop):
    fund = factories.fund()
    sent = visitor(client, workshop, fund_words=fund.name, searched=fund.name, find="1")
    client.post(address(workshop), {**sent, "fund": fund.pk})
    assert Registration.objects.get().fund == fund


def test_nothing_found_is_said_and_the_list_comes_back(client, workshop):
    near = factories.fund()
    sent = visitor(client, workshop, fund_words="ไม่มีกองทุนนี้แน่นอน", find="1")
    page = client.post(address(workshop), sent)
    assert "No fund is called that" in text(page)
    assert near.name in str(page.context["form"]["fund"])


@pytest.mark.parametrize(
    "words", ['"', "\x00", "%", "'; --", "\u202e", "🙂", "AND OR NOT", "(", "*"]
)
def test_any_words_may_be_searched(client, workshop, words):
    sent = visitor(client, workshop, fund_words=words, find="1")
    assert client.post(address(workshop), sent).status_code == 200


def test_a_fund_chosen_before_searching_again_stays_chosen(client, workshop):
    near, far = factories.fund(), factories.fund(subdistrict="500101")
    sent = visitor(client, workshop, fund=near.pk, fund_words="ศรีภูมิ", find="1")
    choices = str(client.post(address(workshop), sent).context["form"]["fund"])
    assert far.name in choices
    assert re.search(rf'value="{near.pk}"[^>]*checked', choices)


def test_search_by_the_full_form_without_choosing_shows_what_was_found(client, workshop):
    far = factories.fund(subdistrict="500101")
    sent = visitor(client, workshop, fund="", fund_words="ศรีภูมิ")
    form = client.post(address(workshop), sent).context["form"]
    assert list(form.errors) == ["fund"]
    assert far.name in str(form["fund"])


# What is not accepted


BAD = {
    "no name": ("first_name", ""),
    "only spaces": ("first_name", "   "),
    "name too long": ("first_name", "ก" * 81),
    "emoji in the name": ("first_name", "สมชาย 🙂"),
    "HTML in the name": ("first_name", "<script>alert(1)</script>"),
    "right-to-left mark": ("last_name", "สม\u202eมติ"),
    "a null byte": ("needs", "แพ้\x00กุ้ง"),
    "digits for a name": ("first_name", "12345"),
    "an ID number for a name": ("first_name", "ก 1-1037-02071-81-1"),
    "forged title": ("title", "เจ้าพระยา"),
    "no phone": ("phone", ""),
    "a short phone": ("phone", "0812"),
    "a foreign phone": ("phone", "+1 555 123 4567"),
    "letters for a phone": ("phone", "โทรหาลุง"),
    "no fund chosen": ("fund", ""),
    "a forged fund": ("fund", "999999"),
    "a fund that is no number": ("fund", "1 OR 1=1"),
    "a fund beyond all numbers": ("fund", "9" * 40),
    "forged post": ("post_held", "king"),
    "needs too long": ("needs", "ก" * 301),
    "an ID number in the needs": ("needs", "บัตร 1103702071811 แพ้กุ้ง"),
    "too long a search": ("fund_words", "ก" * 101),
}


@pytest.mark.parametrize(("field", "value"), BAD.values(), ids=BAD)
def test_bad_input_gets_one_sentence_beside_its_field_and_changes_nothing(
    client, workshop, field, value
):
    sent = visitor(client, workshop, **{field: value})
    response = client.post(address(workshop), sent)
    assert response.status_code == 200
    form = response.context["form"]
    assert list(form.errors) == [field]
    (sentence,) = form.errors[field]
    assert sentence.endswith((".", ")")), sentence
    assert form["last_name"].value() == sent["last_name"]
    assert form[field].value() == value
    assert not Registration.objects.exists()
    assert not Person.objects.exists()


def test_html_in_the_needs_is_kept_as_words(client, workshop):
    sent = visitor(client, workshop, needs="<b onclick=x>แพ้กุ้ง</b>")
    page = client.post(address(workshop), sent, follow=True)
    assert "&lt;b onclick=x&gt;แพ้กุ้ง&lt;/b&gt;" in page.content.decode()


def test_what_comes_along_unseen_is_taken_out_of_a_name(client, workshop):
    sent = visitor(client, workshop, first_name="\u200bผู้เข้า\u200bอบรม\x00  ใจดี ")
    client.post(address(workshop), sent)
    assert Person.objects.get().first_name == "ผู้เข้าอบรม ใจดี"


def test_somebody_without_a_last_name_is_taken(client, workshop):
    client.post(address(workshop), visitor(client, workshop, last_name=""))
    assert Registration.objects.get().person.last_name == ""


# When it is closed


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"status": "closed"}, "Registration is closed"),
        ({"status": "cancelled"}, "was cancelled"),
        ({"opens_at": timezone.now() + timedelta(days=1)}, "Registration opens on"),
        ({"closes_at": timezone.now() - timedelta(days=1)}, "Registration closed on"),
        (
            {
                "starts_on": timezone.localdate() - timedelta(days=3),
                "ends_on": timezone.localdate() - timedelta(days=2),
            },
            "is over",
        ),
    ],
    ids=["closed", "cancelled", "not yet", "too late", "over"],
)
def test_a_closed_workshop_says_why_and_names_the_next_one(client, workshop, change, sentence):
    sent = visitor(client, workshop)
    Workshop.objects.filter(pk=workshop.pk).update(**change)
    other = factories.workshop(curriculum=workshop.curriculum)
    page = client.get(address(workshop))
    assert sentence in text(page)
    assert other.get_absolute_url() in page.content.decode()
    assert '<form class="form"' not in page.content.decode()

    late = client.post(address(workshop), sent)
    assert sentence in text(late)
    assert other.get_absolute_url() in late.content.decode()
    assert late.context["form"]["first_name"].value() == sent["first_name"]
    assert not Registration.objects.exists()
    assert not Person.objects.exists()


def test_a_draft_is_hidden(client):
    draft = factories.workshop(status=Workshop.Status.DRAFT)
    assert client.get(address(draft)).status_code == 404
    assert client.post(address(draft), {}).status_code == 404


# Signed in


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


# The private page


@pytest.fixture
def made(workshop):
    return register_by_name(
        workshop=workshop,
        title="",
        first_name="ผู้เข้าอบรม",
        last_name="สมมติ",
        phone="0812345678",
        fund=None,
        post_held="",
        needs="",
        channel="self",
        entered_by=None,
    )


def pages(made, workshop):
    return {
        "form": address(workshop),
        "detail": made.get_absolute_url(),
        "cancel": reverse("registration_cancel", args=[made.token]),
    }


def test_the_pages_are_kept_by_no_cache_and_stay_small(client, made, workshop):
    for name, page in pages(made, workshop).items():
        response = client.get(page)
        assert {"private", "no-store"} <= set(response["Cache-Control"].split(", ")), name
        assert len(response.content) < 60_000, name
        assert "noindex" in response.content.decode(), name


def test_a_private_page_tells_its_address_to_nobody(client, made, workshop):
    for name in ("detail", "cancel"):
        response = client.get(pages(made, workshop)[name])
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "same-origin"


def test_the_private_page_carries_a_code_of_its_own_address(client, made):
    page = client.get(made.get_absolute_url())
    assert page.context["address"] == f"http://testserver{made.get_absolute_url()}"
    assert '<img class="qr" src="data:image/svg+xml' in page.content.decode()


def test_an_unknown_address_is_not_there(client, made):
    for name in ("registration_detail", "registration_cancel"):
        assert client.get(reverse(name, args=["a" * 22])).status_code == 404
        assert client.get(reverse(name, args=[made.token[:-1]])).status_code == 404


def test_cancelling_asks_first_and_frees_the_seat(client, made, workshop):
    Workshop.objects.update(seats=1)
    waiting = factories.registration(workshop, status="waiting", seat=None)
    page = client.get(made.get_absolute_url())
    link = reverse("registration_cancel", args=[made.token])
    assert link in page.content.decode()
    client.get(link)
    made.refresh_from_db()
    assert made.status == "confirmed"  # looking changes nothing
    response = client.post(link, follow=True)
    assert "This registration is cancelled" in text(response)
    client.post(link)
    made.refresh_from_db()
    waiting.refresh_from_db()
    assert (made.status, waiting.status, waiting.seat) == ("cancelled", "confirmed", 1)
    assert "cancelled already" in text(client.get(link))


def test_once_the_workshop_has_begun_people_are_asked_to_call(client, made):
    Workshop.objects.update(starts_on=timezone.localdate())
    assert "I cannot come" not in text(client.get(made.get_absolute_url()))
    response = client.post(reverse("registration_cancel", args=[made.token]))
    assert "can no longer be given back here" in text(response)
    assert "053-612-345" in text(response)
    made.refresh_from_db()
    assert made.status == "confirmed"


def test_the_organisers_may_still_cancel_on_the_day(client, made):
    Workshop.objects.update(starts_on=timezone.localdate())
    client.force_login(factories.coordinator("58"))
    client.post(reverse("registration_cancel", args=[made.token]))
    made.refresh_from_db()
    assert made.status == "cancelled"


# What it costs


def test_the_form_costs_the_same_with_many_funds(client, workshop, same_queries):
    assert same_queries(factories.fund, lambda: client.get(address(workshop))) <= 12


def test_the_private_page_costs_little_in_a_long_queue(
    client, workshop, django_assert_max_num_queries
):
    Workshop.objects.update(seats=1)
    factories.registration(workshop)
    for _ in range(5):
        last = factories.registration(workshop, status="waiting", seat=None)
    with django_assert_max_num_queries(4):  # the place, its half-days, the queue, the seats
        response = client.get(last.get_absolute_url())
    assert response.context["position"] == 5

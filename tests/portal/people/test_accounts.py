"""Making an account and signing in, by real requests, and accounts in the admin."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from portal.people.models import Person, User
from portal.people.usernames import validate_username
from tests import factories

pytestmark = pytest.mark.django_db

TYPED = {
    "first_name": "ผู้เข้าอบรม",
    "last_name": "สมมติ",
    "username": "ผู้เข้าอบรม01",
    "email": "",
    "password1": factories.PASSWORD,
    "password2": factories.PASSWORD,
}


def sign_up(client, **changes):
    return client.post(reverse("account_signup"), {**TYPED, **changes})


def sign_in(client, login, password=factories.PASSWORD):
    return client.post(reverse("account_login"), {"login": login, "password": password})


def test_an_account_without_e_mail_gets_its_person_and_is_signed_in(client):
    response = sign_up(client)
    assert response["Location"] == reverse("my_page")
    user = User.objects.get()
    assert (user.username, user.email) == ("ผู้เข้าอบรม01", "")
    assert str(user.person) == "ผู้เข้าอบรม สมมติ"
    assert client.get(reverse("my_page")).status_code == 200


def test_two_accounts_without_e_mail(client):
    sign_up(client)
    client.logout()
    assert sign_up(client, username="อีกคน").status_code == 302
    assert User.objects.filter(email="").count() == 2


def test_a_new_account_never_takes_over_a_person_of_the_same_name(client):
    known = factories.person(first_name="ผู้เข้าอบรม", last_name="สมมติ", phone="0812345678")
    sign_up(client)
    known.refresh_from_db()
    assert known.user is None
    assert Person.objects.count() == 2


@pytest.mark.parametrize("login", ["ผู้เข้าอบรม01", "someone@example.org", "Someone@Example.org"])
def test_signing_in_by_user_name_or_e_mail(client, login):
    sign_up(client, email="someone@example.org")
    client.logout()
    assert sign_in(client, login)["Location"] == reverse("my_page")


def test_a_wrong_password_says_so_and_keeps_the_name(client):
    sign_up(client)
    client.logout()
    page = sign_in(client, TYPED["username"], "wrong")
    assert page.status_code == 200
    assert page.context["form"].errors
    assert f'value="{TYPED["username"]}"' in page.content.decode()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("first_name", ""),
        ("last_name", "1101700230708"),
        ("username", "มี ช่องว่าง"),
        ("username", "ab"),
        ("username", "name@example.org"),
        ("email", "no-address"),
        ("password1", "12345678"),
        ("password2", "another-long-password"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_the_rest(client, field, typed):
    page = sign_up(client, **{field: typed})
    assert page.status_code == 200
    assert set(page.context["form"].errors) & {field, "password1", "password2"}
    html = page.content.decode()
    for name in ("first_name", "last_name", "username", "email"):
        kept = typed if name == field else TYPED[name]
        assert not kept or f'value="{kept}"' in html, name
    assert not User.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"email": "new@example.org"}),  # the same user name
        ({"username": "Somebody"}, {"username": "somebody"}),
        (
            {"email": "someone@example.org"},
            {"username": "another", "email": "Someone@example.org"},
        ),
    ],
)
def test_what_is_taken_is_told_beside_its_field(client, first, second):
    sign_up(client, **first)
    client.logout()
    page = sign_up(client, **second)
    assert page.status_code == 200
    assert set(page.context["form"].errors) & {"username", "email"}
    assert User.objects.count() == 1


def test_both_languages(client):
    with translation.override("en"):
        address = reverse("account_signup")
    assert address.startswith("/en/")
    assert "First name" in client.get(address).content.decode()
    assert client.get("/accounts/signup/").status_code == 200


@pytest.mark.parametrize("name", ["สมหญิง", "ก้อง.01", "some-body", "some_body", "ผู้ใช้๑"])
def test_user_names_that_may_be(name):
    validate_username(name)


@pytest.mark.parametrize("name", ["", "กข", "a b", "a@b.c", "สม\u200bหญิง", "x" * 61, "a/b/c"])
def test_user_names_that_may_not_be(name):
    with pytest.raises(ValidationError):
        validate_username(name)


def test_an_e_mail_is_unique_only_where_there_is_one():
    User.objects.create_user("first", email="same@example.org")
    with pytest.raises(ValidationError):
        User(username="second", email="SAME@example.org", password="x").full_clean()
    User(username="third", email="", password="x").full_clean()


def test_the_admin_changes_an_account_without_e_mail_and_names(client):
    client.force_login(factories.administrator())
    user = factories.user("somebody")
    address = reverse("wagtailusers_users:edit", args=[user.pk])
    assert client.get(address).status_code == 200
    response = client.post(
        address, {"username": "สมหญิง", "email": "", "first_name": "", "last_name": ""}
    )
    assert response.status_code == 302
    user.refresh_from_db()
    assert user.username == "สมหญิง"


def test_the_admin_makes_an_account_without_e_mail(client):
    client.force_login(factories.administrator())
    response = client.post(
        reverse("wagtailusers_users:add"),
        {
            "username": "คนใหม่",
            "password1": factories.PASSWORD,
            "password2": factories.PASSWORD,
        },
    )
    assert response.status_code == 302
    assert User.objects.filter(username="คนใหม่").exists()

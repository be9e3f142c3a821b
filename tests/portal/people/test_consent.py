"""What people are told about their data, what they answered, and what counts today."""

from datetime import timedelta

import pytest
from django.db.models import ProtectedError
from django.utils import timezone, translation

from portal.people.consent import (
    Asked,
    ConsentError,
    Purpose,
    current_texts,
    record,
    state_of,
    who_agreed,
    withdraw,
    withdrawn,
)
from portal.people.models import Consent, ConsentText
from tests import factories

pytestmark = pytest.mark.django_db

WORKSHOP = {"source": "ลงทะเบียน: การอบรมตัวอย่าง", "source_ref": "workshop:7"}
ELSEWHERE = {"source": "ลงทะเบียน: อีกการอบรม", "source_ref": "workshop:8"}


def new_version(purpose="news", **kwargs) -> ConsentText:
    return ConsentText.objects.create(
        purpose=purpose,
        **{"label_th": "ใหม่", "label_en": "new", "text_th": "ใหม่", "text_en": "new", **kwargs},
    )


def counts(person) -> dict:
    return {(one.purpose, one.consent.source_ref): one.given for one in state_of(person)}


# The texts


def test_a_fresh_portal_has_a_text_for_each_purpose_in_both_languages(django_assert_num_queries):
    with django_assert_num_queries(1):
        questions = current_texts()
    assert [question.purpose for question in questions] == list(Purpose)
    assert {question.version for question in questions} == {1}
    assert [question.asked for question in questions] == [
        *(Asked.SHOWN, Asked.WITH_NEEDS, Asked.FREE, Asked.FREE)
    ]
    thai = {question.text for question in questions}
    with translation.override("en"):
        english = {question.text for question in current_texts()}
    assert thai.isdisjoint(english)
    assert all(text.isascii() for text in english)


def test_purposes_come_in_the_order_asked_for():
    assert [one.purpose for one in current_texts(["news", "workshop"])] == ["news", "workshop"]


def test_a_new_version_is_in_force_from_its_moment():
    later = timezone.now() + timedelta(days=1)
    text = new_version(published_at=later)
    assert text.version == 2
    assert current_texts(["news"])[0].version == 1
    assert current_texts(["news"], moment=later)[0].version == 2


def test_a_text_is_never_changed_nor_deleted_once_answered():
    text = ConsentText.objects.get(purpose="news")
    text.text_th = "อย่างอื่น"
    with pytest.raises(ValueError, match="new version"):
        text.save()
    record(person=factories.person(), answers={"news": True}, **WORKSHOP)
    with pytest.raises(ProtectedError):
        text.delete()


# Answers


def test_answers_are_kept_with_version_source_and_who_entered_them():
    person, by = factories.person(), factories.coordinator()
    record(
        person=person,
        answers={"workshop": True, "news": False, "pictures": True},
        entered_by=by,
        **WORKSHOP,
    )
    rows = {row.text.purpose: row for row in person.consents.select_related("text")}
    assert {purpose: row.answer for purpose, row in rows.items()} == {
        "workshop": "yes",
        "news": "no",
        "pictures": "yes",
    }
    assert {row.text.version for row in rows.values()} == {1}
    assert {row.entered_by for row in rows.values()} == {by}
    assert {(row.source, row.source_ref) for row in rows.values()} == {tuple(WORKSHOP.values())}


def test_a_form_sent_twice_leaves_one_row():
    person = factories.person()
    assert len(record(person=person, answers={"news": True}, **WORKSHOP)) == 1
    assert record(person=person, answers={"news": True}, **WORKSHOP) == []
    assert Consent.objects.count() == 1


def test_an_empty_box_elsewhere_takes_no_news_back():
    person = factories.person()
    record(person=person, answers={"news": True}, **WORKSHOP)
    record(person=person, answers={"news": False}, **ELSEWHERE)
    assert counts(person) == {("news", "workshop:7"): True}


def test_pictures_count_for_each_workshop():
    person = factories.person()
    record(person=person, answers={"pictures": True}, **WORKSHOP)
    record(person=person, answers={"pictures": False}, **ELSEWHERE)
    assert counts(person) == {("pictures", "workshop:7"): True, ("pictures", "workshop:8"): False}
    assert who_agreed(people=[person], purpose="pictures", source_ref="workshop:7") == {person.pk}
    assert who_agreed(people=[person], purpose="pictures", source_ref="workshop:8") == set()


def test_news_count_wherever_they_were_agreed_to(django_assert_num_queries):
    people = [factories.person() for _ in range(3)]
    for person in people[:2]:
        record(person=person, answers={"news": True}, **WORKSHOP)
    withdraw(consent=people[1].consents.get(), by=None)
    with django_assert_num_queries(1):
        assert who_agreed(people=people, purpose="news") == {people[0].pk}


def test_the_version_that_was_shown_is_the_one_agreed_to():
    person = factories.person()
    new_version()
    record(person=person, answers={"news": True}, versions={"news": 1}, **WORKSHOP)
    assert person.consents.get().text.version == 1
    record(person=person, answers={"news": True}, **WORKSHOP)
    assert person.consents.last().text.version == 2


@pytest.mark.parametrize(
    ("answers", "versions"),
    [({"news": True}, {"news": 99}), ({"news": True}, {"news": 2}), ({"love": True}, None)],
)
def test_an_unknown_text_is_refused_and_nothing_kept(answers, versions):
    new_version(published_at=timezone.now() + timedelta(days=1))
    with pytest.raises(ConsentError):
        record(person=factories.person(), answers=answers, versions=versions, **WORKSHOP)
    assert not Consent.objects.exists()


# Taking back


def test_taking_back_is_a_new_row_and_the_old_one_stays(django_capture_on_commit_callbacks):
    person = factories.person()
    record(person=person, answers={"needs": True}, **WORKSHOP)
    heard = []

    def hear(sender, consent, **kwargs):
        heard.append(consent)

    withdrawn.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        row = withdraw(consent=person.consents.get(), by=None)
        again = withdraw(consent=person.consents.first(), by=None)
    withdrawn.disconnect(hear)
    assert again == row
    assert [row.answer for row in person.consents.all()] == ["yes", "withdrawn"]
    assert heard == [row]
    assert counts(person) == {("needs", "workshop:7"): False}


def test_agreeing_again_counts_again():
    person = factories.person()
    record(person=person, answers={"news": True}, **WORKSHOP)
    withdraw(consent=person.consents.get(), by=None)
    record(person=person, answers={"news": True}, **ELSEWHERE)
    assert counts(person) == {("news", "workshop:8"): True}
    assert person.consents.count() == 3


def test_workshop_data_end_with_the_registration():
    person = factories.person()
    record(person=person, answers={"workshop": True}, **WORKSHOP)
    with pytest.raises(ConsentError):
        withdraw(consent=person.consents.get(), by=None)


# Pages


def test_the_page_shows_ones_own_and_takes_back(client):
    user, other = factories.user(), factories.user()
    client.force_login(user)
    assert "empty" in client.get("/me/consents/").content.decode()
    record(person=user.person, answers={"workshop": True, "news": True}, **WORKSHOP)
    record(person=other.person, answers={"news": True}, **WORKSHOP)
    page = client.get("/me/consents/").content.decode()
    assert page.count("/me/consents/") - page.count("/en/me/consents/") >= 1
    news = user.person.consents.get(text__purpose="news")
    assert f'action="/me/consents/{news.pk}/"' in page
    data = user.person.consents.get(text__purpose="workshop")
    assert f'action="/me/consents/{data.pk}/"' not in page
    assert client.post(f"/me/consents/{news.pk}/").status_code == 302
    assert client.post(f"/me/consents/{other.person.consents.get().pk}/").status_code == 404
    assert counts(user.person)["news", "workshop:7"] is False
    refused = client.post(f"/me/consents/{data.pk}/").content.decode()
    assert 'role="alert"' in refused
    assert counts(other.person) == {("news", "workshop:7"): True}


def test_the_page_costs_the_same_with_one_answer_and_three(client, same_queries):
    user = factories.user()
    client.force_login(user)
    numbers = iter(range(10))

    def agree():
        ref = {"source": "การอบรม", "source_ref": f"workshop:{next(numbers)}"}
        by = factories.coordinator()
        record(person=user.person, answers={"pictures": True}, entered_by=by, **ref)

    same_queries(agree, lambda: client.get("/me/consents/"))


def test_somebody_without_person_sees_an_empty_page(client):
    client.force_login(factories.user(with_person=False))
    assert client.get("/me/consents/").status_code == 200


# In the admin


def test_administrators_add_versions_and_change_none(client):
    client.force_login(factories.administrator())
    begun = client.get("/admin/consent_texts/new/?purpose=news").content.decode()
    text = ConsentText.objects.get(purpose="news")
    assert text.label_th in begun
    sent = {"purpose": "news", **dict.fromkeys(["label_th", "label_en", "text_th", "text_en"], "x")}
    client.post("/admin/consent_texts/new/", sent)
    assert ConsentText.objects.filter(purpose="news").count() == 2
    listed = client.get("/admin/consent_texts/")
    assert listed.status_code == 200
    for change in ("edit", "delete"):
        assert client.get(f"/admin/consent_texts/{change}/{text.pk}/").status_code == 302
    assert client.get(f"/admin/consent_texts/inspect/{text.pk}/").status_code == 200


@pytest.mark.parametrize("made", [factories.coordinator, factories.trainer])
def test_others_who_enter_the_admin_write_no_texts(client, made):
    client.force_login(made())
    assert client.get("/admin/consent_texts/").status_code == 302
    assert client.get("/admin/consent_texts/new/").status_code == 302

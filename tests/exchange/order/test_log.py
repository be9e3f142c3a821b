"""The staff log: what a row keeps, that nobody can change it, and who reads it."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from exchange.models import NeverChanged, StaffNote, UnwantedWord
from exchange.order.log import note
from portal.funds.groups import sync_groups
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/admin/staff_log/"
Action = StaffNote.Action


def a_note(**kwargs) -> StaffNote:
    kwargs.setdefault("about", factories.topic("คุยเรื่องเงินสมทบ"))
    kwargs.setdefault("by", factories.coordinator("58"))
    return note(action=Action.LOCKED, reason=" ตอบครบแล้ว ", **kwargs)


def test_a_row_says_who_did_what_and_why_in_words_that_outlive_both():
    by, topic = factories.coordinator("58"), factories.topic("คุยเรื่องเงินสมทบ")
    with translation.override("en"):
        row = a_note(by=by, about=topic)
    name, key = by.shown_name, topic.pk
    topic.delete()
    by.delete()
    row = StaffNote.objects.get(pk=row.pk)
    assert (row.by_name, row.about_name, row.reason) == (name, "คุยเรื่องเงินสมทบ", "ตอบครบแล้ว")
    assert (row.about_kind, row.about_id, row.link) == ("exchange.topic", key, f"/topics/{key}/")


def test_an_account_is_named_without_a_link_and_the_portal_acts_without_a_name():
    about_somebody = a_note(about=factories.user(), by=None)
    assert (about_somebody.link, about_somebody.by_name) == ("", "")


def test_an_unknown_action_is_a_mistake():
    with pytest.raises(ValueError, match="shouted"):
        note(by=None, action="shouted", about=factories.topic(), reason="")


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: StaffNote.objects.update(reason="อื่น"),
        lambda row: StaffNote.objects.all().delete(),
        lambda row: StaffNote._base_manager.filter(pk=row.pk).update(reason="อื่น"),
    ],
)
def test_the_model_refuses_every_change(change):
    row = a_note()
    with pytest.raises(NeverChanged):
        change(row)
    assert StaffNote.objects.get().reason == "ตอบครบแล้ว"


@pytest.mark.parametrize(
    "statement",
    ["UPDATE exchange_staffnote SET reason = 'other'", "DELETE FROM exchange_staffnote"],
)
def test_the_database_refuses_what_comes_past_the_model(statement):
    a_note()
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert StaffNote.objects.get().reason == "ตอบครบแล้ว"


def test_administrators_read_and_search_it_and_change_nothing(client):
    row = a_note()
    a_note(about=factories.topic("<b>อีกเรื่อง</b>"), by=None)
    administrator = factories.administrator()
    sync_groups(administrator)
    client.force_login(administrator)
    html = client.get(LIST).content.decode()
    assert row.by_name in html
    assert row.link in html
    assert "&lt;b&gt;อีกเรื่อง" in html
    found = client.get(LIST, {"q": "เงินสมทบ"}).content.decode()
    assert row.link in found
    assert "อีกเรื่อง" not in found
    for way in ("new/", f"edit/{row.pk}/", f"delete/{row.pk}/"):
        answer = client.post(LIST + way, {"reason": "อื่น"})
        assert answer.status_code in (302, 404)
    assert StaffNote.objects.filter(reason="ตอบครบแล้ว").count() == 2


def test_the_list_asks_the_same_for_one_row_and_three(client, same_queries):
    administrator = factories.administrator()
    sync_groups(administrator)
    client.force_login(administrator)
    same_queries(a_note, lambda: client.get(LIST))


def test_what_is_done_to_the_list_of_unwanted_words_is_noted(client):
    staff = factories.administrator()
    client.force_login(staff)
    client.post("/admin/unwanted_words/new/", {"word": "casino", "active": "on"})
    word = UnwantedWord.objects.get()
    for typed in ({"word": "casinos", "active": "on"},) * 2:
        client.post(f"/admin/unwanted_words/edit/{word.pk}/", typed)
    client.post(f"/admin/unwanted_words/delete/{word.pk}/")
    assert not UnwantedWord.objects.exists()
    rows = StaffNote.objects.order_by("pk")
    assert [row.action for row in rows] == ["word_added", "word_changed", "word_removed"]
    assert {row.by for row in rows} == {staff}
    assert all(word in rows[1].reason for word in ("casino (", "casinos ("))
    client.post("/admin/unwanted_words/new/", {"word": "กข"})
    assert rows.count() == 3

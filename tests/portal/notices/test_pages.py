"""The reader's notices, the settings, and the stop link, by real requests."""

import pytest
from django.utils import translation

from portal.notices import reading
from portal.notices.kinds import About, Kind
from portal.notices.models import LettersStopped, Notice
from portal.notices.reading import mark_read, unread_count, unread_of
from portal.notices.stopping import set_stopped, stop_token, stopped_by
from portal.notices.telling import tell
from tests import factories

pytestmark = pytest.mark.django_db


def give(user, number=1, **changes) -> Notice:
    return tell(
        person=user.person,
        **{
            "kind": Kind.SEAT,
            "key": str(number),
            "subject": f"เรื่องที่ {number}",
            "text": "ข้อความ",
            "link": "/workshops/",
            **changes,
        },
    ).notice


@pytest.fixture
def reader(client):
    user = factories.user()
    client.force_login(user)
    return user


def test_a_reader_without_notices_is_told_what_will_stand_here(client, reader):
    page = client.get("/me/notices/").content.decode()
    assert "ยังไม่มี" in page
    assert 'class="empty"' in page


def test_notices_of_others_are_neither_shown_nor_opened(client, reader):
    other = give(factories.user())
    assert "เรื่องที่ 1" not in client.get("/me/notices/").content.decode()
    assert client.get(f"/me/notices/{other.pk}/").status_code == 404
    other.refresh_from_db()
    assert other.read_at is None


def test_opening_reads_and_leads_on(client, reader):
    notice = give(reader)
    assert client.get(f"/me/notices/{notice.pk}/")["Location"] == "/workshops/"
    notice.refresh_from_db()
    first = notice.read_at
    assert first is not None
    client.get(f"/me/notices/{notice.pk}/")
    notice.refresh_from_db()
    assert notice.read_at == first


def test_a_notice_that_leads_nowhere_stays_on_the_list(client, reader):
    notice = give(reader, link="")
    assert client.get(f"/me/notices/{notice.pk}/")["Location"] == "/me/notices/"


def test_one_press_reads_all_of_mine_and_nobody_elses(client, reader):
    give(reader, 1), give(reader, 2)
    other = give(factories.user())
    assert client.post("/me/notices/").status_code == 302
    assert unread_count(reader) == 0
    other.refresh_from_db()
    assert other.read_at is None


def test_the_number_of_unread_stands_by_the_name(client, reader):
    assert "unread" not in client.get("/en/about/").content.decode()
    give(reader, 1), give(reader, 2)
    page = client.get("/en/about/").content.decode()
    assert '<a href="/en/me/notices/"><span class="badge badge--warn">2</span>' in page
    mark_read(user=reader)
    assert "unread" not in client.get("/en/about/").content.decode()


def test_very_many_are_not_counted_to_the_end(client, reader, monkeypatch):
    monkeypatch.setattr(reading, "MOST_COUNTED", 2)
    monkeypatch.setattr("portal.context.MOST_COUNTED", 2)
    for number in range(5):
        give(reader, number)
    assert ">2+<" in client.get("/about/").content.decode()


def test_the_number_costs_one_query(client, reader, django_assert_num_queries):
    give(reader)
    client.get("/about/")
    with django_assert_num_queries(1):
        assert unread_count(reader) == 1


def test_a_visitor_is_asked_nothing_and_gets_no_cookie(client):
    response = client.get("/about/")
    assert not response.cookies
    assert client.get("/me/notices/")["Location"].startswith("/accounts/login/")


def test_pages_go_by_key(client, reader, monkeypatch):
    monkeypatch.setattr(reading, "PAGE", 2)
    notices = [give(reader, number) for number in range(1, 6)]
    first = client.get("/me/notices/").content.decode()
    assert "เรื่องที่ 5" in first
    assert "เรื่องที่ 3" not in first
    second = client.get(f"/me/notices/?before={notices[3].pk}").content.decode()
    assert f"?before={notices[3].pk}" in first
    assert "เรื่องที่ 3" in second
    assert "เรื่องที่ 4" not in second
    last = client.get(f"/me/notices/?before={notices[1].pk}").content.decode()
    assert "เรื่องที่ 1" in last
    assert 'rel="next"' not in last


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 5000, "²", "%00"])
def test_any_key_gets_an_answer(client, reader, before):
    assert client.get(f"/me/notices/?before={before}").status_code == 200


def test_the_list_costs_the_same_with_one_notice_and_three(client, reader, same_queries):
    numbers = iter(range(10))
    same_queries(lambda: give(reader, next(numbers)), lambda: client.get("/me/notices/"))


def test_the_newest_unread_are_offered_to_other_pages(reader):
    old, new = give(reader, 1), give(reader, 2)
    assert list(unread_of(reader)) == [new, old]
    mark_read(user=reader, link="/workshops/")
    assert list(unread_of(reader)) == []


# Settings


def test_settings_show_what_comes_and_keep_what_is_chosen(client, reader):
    set_stopped(person=reader.person, about=About.REMINDERS, stopped=True)
    page = client.get("/me/notices/settings/").content.decode()
    assert page.count("checked") == len(About) - 1 + 2  # and one rhythm, one language
    sent = {"wanted": ["registrations", "reminders"], "language": "en", "rhythm": "never"}
    assert client.post("/me/notices/settings/", sent).status_code == 302
    assert stopped_by(reader.person) == {"invitations", "funds", "exchange", "digest"}
    reader.person.refresh_from_db()
    assert (reader.person.language, reader.person.rhythm) == ("en", "never")


@pytest.mark.parametrize(
    ("rhythm", "needs"), [("once", "exchange"), ("day", "digest"), ("week", "digest")]
)
def test_a_rhythm_of_letters_that_do_not_come_is_pointed_out(client, reader, rhythm, needs):
    sent = {"wanted": [each for each in About.values if each != needs], "language": "th"}
    page = client.post("/me/notices/settings/", {**sent, "rhythm": rhythm}).content.decode()
    assert "field__error" in page
    assert not LettersStopped.objects.exists()
    client.post("/me/notices/settings/", {**sent, "rhythm": "usual"})
    assert stopped_by(reader.person) == {needs}


def test_sending_the_same_settings_again_writes_nothing(client, reader):
    sent = {"wanted": ["registrations"], "language": "th", "rhythm": "usual"}
    client.post("/me/notices/settings/", sent)
    rows = LettersStopped.objects.count()
    client.post("/me/notices/settings/", sent)
    assert LettersStopped.objects.count() == rows


@pytest.mark.parametrize(
    "sent",
    [
        {"wanted": ["everything"], "language": "th"},
        {"language": "xx"},
        {},
        {"language": "th", "rhythm": "x"},
    ],
)
def test_forged_settings_come_back_with_a_sentence(client, reader, sent):
    response = client.post("/me/notices/settings/", sent)
    assert response.status_code == 200
    assert "field__error" in response.content.decode()
    assert not LettersStopped.objects.exists()


def test_somebody_without_person_gets_one(client):
    user = factories.user(with_person=False)
    client.force_login(user)
    assert client.get("/me/notices/settings/").status_code == 200
    assert client.get("/me/notices/").status_code == 200


# The stop link


def link(person, about=About.REMINDERS) -> str:
    return f"/letters/stop/{stop_token(person=person, about=about)}/"


def test_opening_a_stop_link_only_says_what_it_stops(client):
    person = factories.person()
    response = client.get(link(person))
    with translation.override("th"):
        assert str(About.REMINDERS.label) in response.content.decode()
    assert not response.cookies
    assert stopped_by(person) == set()


def test_a_press_stops_and_another_starts_again(client):
    person = factories.person()
    assert "หยุดส่งแล้ว" in client.post(link(person), {"do": "stop"}).content.decode()
    assert stopped_by(person) == {"reminders"}
    client.post(link(person), {"do": "stop"})
    assert LettersStopped.objects.count() == 1
    client.post(link(person), {"do": "again"})
    assert stopped_by(person) == set()
    assert LettersStopped.objects.count() == 2  # what was wished before stays on record


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "9" + t, lambda t: "x"])
def test_a_link_that_is_not_whole_gets_a_sentence(client, change):
    person = factories.person()
    token = change(stop_token(person=person, about=About.REMINDERS))
    for response in (client.get(f"/letters/stop/{token}/"), client.post(f"/letters/stop/{token}/")):
        assert response.status_code == 404
        assert "ไม่ครบ" in response.content.decode()
    assert not LettersStopped.objects.exists()

"""Who is told what, once, in which language, and whom nothing reaches."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from portal.notices.kinds import About, Kind
from portal.notices.models import Notice
from portal.notices.stopping import set_stopped
from portal.notices.telling import tell, tell_all
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = {"subject": "ได้ที่นั่งแล้ว", "text": "ที่นั่งที่ 7", "link": "/workshops/"}


def told(person, **changes):
    return tell(person=person, **{"kind": Kind.SEAT, "key": "1", **WORDS, **changes})


def test_somebody_with_account_and_address_is_reached_both_ways():
    person = factories.user(email="a@example.org").person
    result = told(person)
    assert (result.portal, result.mail, result.again, result.reached) == (True, True, False, True)
    assert result.notice.subject == "ได้ที่นั่งแล้ว"
    assert result.notice.mail == Notice.Mail.WAITING


def test_somebody_with_a_phone_only_is_not_reached():
    result = told(factories.person(phone="0812345678"))
    assert (result.portal, result.mail, result.reached) == (False, False, False)


def test_the_address_of_somebody_without_account_is_enough():
    result = told(factories.person(email="b@example.org"))
    assert (result.portal, result.mail) == (False, True)


def test_telling_again_writes_nothing_and_says_so():
    person = factories.person(email="b@example.org")
    first = told(person)
    again = told(person, subject="อีกครั้ง")
    assert again.again
    assert again.mail
    assert again.notice == first.notice
    assert Notice.objects.get().subject == "ได้ที่นั่งแล้ว"


def test_another_matter_or_kind_is_another_notice():
    person = factories.person()
    told(person)
    told(person, key="2")
    told(person, kind=Kind.WAITING)
    assert Notice.objects.count() == 3


@pytest.mark.parametrize(
    ("why", "changes"),
    [("stopped", {}), ("not wished for", {"by_mail": False}), ("no account left", {})],
)
def test_no_letter_where_none_is_wanted(why, changes):
    user = factories.user(email="a@example.org")
    if why == "stopped":
        set_stopped(person=user.person, about=About.REGISTRATIONS, stopped=True)
    if why == "no account left":
        user.is_active = False
        user.save()
    result = told(user.person, **changes)
    assert not result.mail
    assert result.notice.mail == Notice.Mail.NONE
    assert result.portal == (why != "no account left")


def test_stopped_reminders_leave_other_letters_alone():
    person = factories.person(email="b@example.org")
    set_stopped(person=person, about=About.REMINDERS, stopped=True)
    assert told(person).mail
    assert not told(person, kind=Kind.REMINDER).mail


def test_words_stand_in_the_language_of_the_person_told():
    english = factories.person(language="en")
    thai = factories.person()
    day = timezone.localdate().replace(year=2023, month=3, day=27)
    from portal.thai.dates import short_date

    results = tell_all(
        people=[english, thai],
        kind=Kind.SEAT,
        key="1",
        subject=gettext_lazy("Thai"),
        text=lambda person: f"{person.first_name}: {short_date(day)}",
        link=reverse("workshop_list"),
    )
    assert results[english.pk].notice.subject == "Thai"
    assert results[english.pk].notice.text.endswith("27 Mar 2023")
    assert results[english.pk].notice.link == "/en/workshops/"
    assert results[thai.pk].notice.subject == "ไทย"
    assert results[thai.pk].notice.text.endswith("27 มี.ค. 2566")
    assert results[thai.pk].notice.link == "/workshops/"


def test_from_an_english_page_a_thai_reader_is_led_to_the_thai_one():
    with translation.override("en"):
        assert told(factories.person(), link=reverse("workshop_list")).notice.link == "/workshops/"


def test_a_subject_is_one_line_and_not_endless():
    notice = told(
        factories.person(),
        subject="ประชุม\r\nBcc: all@example.org\u2028" + "ก" * 300,
        text="บรรทัดแรก\r\nสอง\x00",
    ).notice
    notice.refresh_from_db()
    assert notice.subject.startswith("ประชุม Bcc: all@example.org กก")
    assert len(notice.subject) == 200
    assert notice.text == "บรรทัดแรก\nสอง"


@pytest.mark.parametrize("link", ["https://elsewhere.example/", "//elsewhere.example/", "x"])
def test_a_notice_leads_nowhere_else(link):
    with pytest.raises(ValueError, match="portal"):
        told(factories.person(), link=link)


def test_what_is_undone_was_never_told(django_capture_on_commit_callbacks, mailoutbox):
    person = factories.person(email="b@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        try:
            with transaction.atomic():
                told(person)
                raise RuntimeError
        except RuntimeError:
            pass
    assert not Notice.objects.exists()
    assert mailoutbox == []


def test_a_letter_follows_once_the_change_stands(django_capture_on_commit_callbacks, mailoutbox):
    person = factories.person(email="b@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        told(person)
        assert mailoutbox == []
        told(person)
    assert [letter.to for letter in mailoutbox] == [["b@example.org"]]
    assert Notice.objects.get().mail == Notice.Mail.SENT


def test_many_are_told_with_as_few_queries_as_one():
    def cost(number):
        people = [factories.user(email=f"{number}-{n}@example.org").person for n in range(number)]
        with CaptureQueriesContext(connection) as queries:
            tell_all(people=people, kind=Kind.REMINDER, key=str(number), **WORDS)
        return len(queries)

    assert cost(1) == cost(30)


def test_nobody_at_all_can_be_told():
    assert tell_all(people=[], kind=Kind.REMINDER, key="1", **WORDS) == {}


def test_all_of_one_matter_can_be_asked_for():
    people = [factories.person(), factories.person()]
    tell_all(people=people, kind=Kind.WORKSHOP_CHANGED, key="w7", **WORDS)
    assert Notice.objects.same(kind=Kind.WORKSHOP_CHANGED, key="w7").count() == 2


def test_a_moment_is_kept():
    moment = timezone.now() - timedelta(days=1)
    assert told(factories.person(), moment=moment).notice.created_at == moment

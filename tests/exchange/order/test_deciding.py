"""Decisions: who takes a case on, what follows for post and author, and the answer to it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from exchange.models import Case, Pair, Post, StaffNote
from exchange.order.appeals import answer, appeal
from exchange.order.deciding import CLAIM, DecisionRefused, claim, decide
from exchange.order.moderators import may_decide
from exchange.talk.writing import WritingRefused, reply
from portal.funds.access import VISITOR, rights_of
from portal.notices.models import Notice
from portal.people.models import User
from tests import factories
from tests.exchange.order.made import a_post, decided, reported

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


def standing(case) -> str:
    return Post.objects.get(pk=case.post_id).standing


def silenced(**kwargs) -> Case:
    return decided(measure="silenced", until=timezone.now() + WEEK, **{"outcome": "kept", **kwargs})


def test_moderators_are_coordinators_and_administrators_never_about_themselves():
    mine = factories.coordinator("58")
    post = a_post(author=mine)
    deciders = {
        "coordinator": factories.coordinator("50"),
        "administrator": factories.administrator(),
        "author": mine,
        "trainer": factories.trainer(),
        "officer": factories.officer(),
    }
    assert {name for name, user in deciders.items() if may_decide(rights_of(user), post)} == {
        "coordinator",
        "administrator",
    }
    case = reported(post)
    listed = {
        name
        for name, user in deciders.items()
        if Case.objects.open_to(rights_of(user)).filter(pk=case.pk)
    }
    assert listed == {"coordinator", "administrator"}


def test_the_room_of_a_pair_is_for_its_own_coordinators():
    yes = Pair.Answer.YES
    pair = factories.pair(status=Pair.Status.ACCEPTED, mentor_answer=yes, mentee_answer=yes)
    post = a_post(pair=pair)
    case = Case.objects.create(post=post, author=post.author)
    open_to = [
        Case.objects.open_to(rights_of(factories.coordinator(province))).filter(pk=case.pk).exists()
        for province in ("58", "50")
    ]
    assert open_to == [True, False]


def test_a_case_belongs_to_who_took_it_on_for_a_while():
    case, first, second = reported(), factories.coordinator("58"), factories.coordinator("50")
    claim(case=case, by=first)
    claim(case=case, by=first)
    with pytest.raises(DecisionRefused, match=first.shown_name):
        claim(case=case, by=second)
    with pytest.raises(DecisionRefused):
        decide(case=case, by=second, outcome="kept", reason="ไม่เป็นไร")
    later = timezone.now() + CLAIM + timedelta(minutes=1)
    assert claim(case=case, by=second, moment=later).claimed_by == second


@pytest.mark.parametrize("outcome", ["kept", "hidden"])
def test_what_was_held_is_shown_again_or_stays_hidden(outcome):
    case = decided(reported(voices=3), outcome=outcome)
    assert standing(case) == {"kept": "shown", "hidden": "hidden"}[outcome]
    assert (case.waits_since, case.claimed_by) == (None, None)
    told = Notice.objects.filter(key=f"decided-{case.pk}").get()
    assert "ขายของ" in told.text


def test_nobody_hears_of_a_report_that_came_to_nothing():
    decided(outcome="kept")
    assert not Notice.objects.exists()


def test_a_changed_text_is_what_readers_get():
    case = decided(outcome="edited", body="ข้อความ**ใหม่**")
    post = Post.objects.get(pk=case.post_id)
    assert (post.body, post.standing) == ("ข้อความ**ใหม่**", "shown")
    assert "<strong>ใหม่</strong>" in post.html


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": "  "},
        {"reason": "1101700230708"},
        {"outcome": "edited", "body": "ข้อความที่ 2"},
        {"measure": "silenced"},
        {"measure": "silenced", "until": timezone.now() - WEEK},
        {"measure": "suspended", "until": timezone.now() + 60 * WEEK},
    ],
)
def test_what_does_not_fit_changes_nothing(wrong):
    case = reported()
    with pytest.raises(DecisionRefused):
        decided(case, **wrong)
    case.refresh_from_db()
    assert (case.decided_at, standing(case)) == (None, "shown")
    assert not StaffNote.objects.exists()


def test_the_same_decision_again_changes_nothing():
    by = factories.coordinator("58")
    case = decided(by=by)
    again = decide(case=case, by=by, outcome="hidden", reason="อีกครั้ง")
    assert again.reason == "ขายของ"
    with pytest.raises(DecisionRefused):
        decide(case=case, by=factories.administrator(), outcome="kept", reason="ไม่เป็นไร")


def test_who_is_silenced_reads_and_does_not_write_until_the_end():
    case = silenced()
    topic = case.post.topic
    press = {"author": case.author, "topic": topic, "body": "ขอตอบ"}
    with pytest.raises(WritingRefused, match="ขายของ"):
        reply(submission=uuid4(), **press)
    assert rights_of(case.author).signed_in
    later = case.until + timedelta(minutes=1)
    assert reply(submission=uuid4(), moment=later, **press).number == 4


def test_who_is_suspended_has_no_rights_and_one_page(client):
    case = decided(measure="suspended", until=timezone.now() + WEEK)
    author = User.objects.get(pk=case.author_id)
    assert rights_of(author) == VISITOR
    client.force_login(author)
    for address in ("/", "/me/", "/exchange/", "/admin/", "/api/v1/topics/"):
        answered = client.get(address)
        assert answered.status_code == 403
        assert "ขายของ" in answered.content.decode()
    assert client.get(f"/decisions/{case.pk}/").status_code == 200
    sent = client.post(f"/decisions/{case.pk}/", {"words": "ไม่ได้ขาย เป็นของกองทุน"})
    assert sent.status_code == 302
    assert Case.objects.get(pk=case.pk).appeal == "ไม่ได้ขาย เป็นของกองทุน"
    client.post("/accounts/logout/")
    assert client.get("/").status_code == 200


def test_a_suspension_ends_by_itself():
    case = decided(measure="suspended", until=timezone.now() + WEEK)
    User.objects.filter(pk=case.author_id).update(suspended_until=timezone.now() - WEEK)
    assert rights_of(User.objects.get(pk=case.author_id)).signed_in


def test_only_administrators_bind_the_networks_own_staff():
    post = a_post(author=factories.trainer())
    until = timezone.now() + WEEK
    with pytest.raises(DecisionRefused):
        decided(reported(post), measure="silenced", until=until)
    by = factories.administrator()
    Case.objects.update(claimed_until=None)
    assert decided(Case.objects.get(), by=by, measure="silenced", until=until).measure == "silenced"


def test_an_author_answers_once_and_somebody_else_decides():
    first, second = factories.coordinator("58"), factories.administrator()
    case = decided(by=first, measure="suspended", until=timezone.now() + WEEK)
    with pytest.raises(DecisionRefused):
        appeal(case=case, by=factories.user(), words="ไม่ใช่ของฉัน")
    case = appeal(case=case, by=case.author, words="เป็นของกองทุน ไม่ได้ขาย")
    assert appeal(case=case, by=case.author, words="อีกที").appeal == "เป็นของกองทุน ไม่ได้ขาย"
    assert case.waits_since is not None
    for job in (claim, lambda **who: answer(lift=True, reason="จริง", **who)):
        with pytest.raises(DecisionRefused):
            job(case=case, by=first)
    claim(case=case, by=second)
    case = answer(case=case, by=second, lift=True, reason="จริงตามที่บอก")
    assert (standing(case), case.waits_since) == ("shown", None)
    assert rights_of(User.objects.get(pk=case.author_id)).signed_in
    assert "จริงตามที่บอก" in Notice.objects.get(key=f"answered-{case.pk}").text


def test_a_decision_that_stands_goes_on_binding():
    case = appeal(case=(case := silenced()), by=case.author, words="ขอโทษ")
    case = answer(case=case, by=factories.administrator(), lift=False, reason="ยังเร็วไป")
    with pytest.raises(WritingRefused):
        reply(author=case.author, topic=case.post.topic, body="ขอตอบ", submission=uuid4())


def test_there_is_nothing_to_answer_to_where_nothing_was_done():
    case = decided(reported(voices=3), outcome="kept")
    with pytest.raises(DecisionRefused):
        appeal(case=case, by=case.author, words="ทำไม")


def test_every_step_stands_in_the_staff_log():
    case = decided(measure="silenced", until=timezone.now() + WEEK)
    appeal(case=case, by=case.author, words="ขอโทษ")
    answer(case=case, by=factories.administrator(), lift=True, reason="ยกให้")
    assert [row.action for row in StaffNote.objects.order_by("pk")] == [
        "hidden",
        "silenced",
        "lifted",
    ]

"""One of everything, and people of every role around it: what tests of all pages walk through.

The scene lies in Mae Hong Son. Whoever is called *other* holds the same role elsewhere:
another fund, another workshop, another province.
"""

from datetime import timedelta

from django.utils import timezone

from courses.models import Workshop
from exchange.models import BoardPage, Case, Pair, PairingRun
from portal.funds.models import Office
from portal.notices.kinds import About
from portal.notices.models import Notice
from portal.notices.stopping import stop_token
from portal.people.merging import merge
from tests import factories, gathering, organising
from tests.exchange.order.made import reported
from tests.pages import VISITOR, Scene


def build() -> Scene:
    """Write the scene to the database."""
    fund = factories.fund("กองทุนสวัสดิการชุมชนตำบลปางหมู", offers=["accounts"], founded_on="2009-05-01")
    partner = factories.fund(subdistrict="580702", needs=["accounts"])
    elsewhere = factories.fund(subdistrict="500101")
    factories.fund_year(fund, year=2022, members_working_age=240)
    factories.fund_year(fund, year=2023, members_working_age=260)

    trainer = factories.trainer()
    people = {
        VISITOR: None,
        "member": factories.user(),
        "committee": factories.office(of_fund=fund, role=Office.Role.COMMITTEE).person.user,
        "officer": factories.officer(fund),
        "other officer": factories.officer(elsewhere),
        "trainer": trainer,
        "other trainer": factories.trainer(),
        "coordinator": factories.coordinator("58"),
        "other coordinator": factories.coordinator("50"),
        "administrator": factories.administrator(),
    }

    programme = factories.programme()
    curriculum = factories.curriculum()
    withdrawn = factories.curriculum()
    taught_once = factories.workshop(
        curriculum=withdrawn, edition=withdrawn.live_revision, trainers=[trainer]
    )
    withdrawn.unpublish()
    workshop = factories.workshop(
        curriculum=curriculum, edition=curriculum.live_revision, trainers=[trainer]
    )
    draft = factories.workshop(
        curriculum=curriculum, trainers=[trainer], status=Workshop.Status.DRAFT
    )
    registration = factories.registration(workshop, of_fund=fund)
    organising.to_tell(registration)
    group = gathering.group(workshop, fund)
    invitation = gathering.invitation(workshop, fund)
    trained = factories.workshop(
        curriculum=curriculum,
        trainers=[trainer],
        first_day=timezone.localdate() - timedelta(days=30),
    )
    factories.registration(trained, of_fund=fund)

    board = factories.board()
    closed_board = factories.board(readers=BoardPage.Readers.OFFICERS)
    topic = factories.topic(board=board, replies=2, author=people["officer"])

    unfinished = factories.draft(people["officer"], topic)
    case = reported(topic.posts.get(number=2))
    closed_topic = factories.topic(board=closed_board, author=people["officer"])

    run = factories.pairing_run(status=PairingRun.Status.PREVIEW)
    pair = factories.pair(
        fund,
        partner,
        status=Pair.Status.ACCEPTED,
        mentor_answer=Pair.Answer.YES,
        mentee_answer=Pair.Answer.YES,
    )
    room_topic = factories.topic(pair=pair, author=people["officer"])
    asked = factories.pair(fund, factories.fund(subdistrict="580101"))
    factories.pair(fund, elsewhere, run=run, status=Pair.Status.PROPOSED)
    asked_office = factories.office(people["member"], fund, status=Office.Status.ASKED)

    return Scene(
        objects={
            "fund": fund.pk,
            "programme": programme.slug,
            "curriculum": curriculum.slug,
            "curriculum_pk": curriculum.pk,
            "withdrawn": taught_once.pk,
            "workshop": workshop.pk,
            "trainer": organising.trainer_profile(trainer, home="5801").user_id,
            "trained": trained.pk,
            "draft": draft.pk,
            "registration": registration.token,
            "group": group.token,
            "of_group": group.registrations.first().pk,
            "registered": registration.pk,
            "invitation": invitation.token,
            "invited": invitation.pk,
            "imported": organising.imported(workshop).pk,
            "calendar": organising.calendar_address(people["officer"]).token,
            "board": board.slug,
            "board_pk": board.pk,
            "closed_board": closed_board.slug,
            "closed_board_pk": closed_board.pk,
            "topic": topic.pk,
            "attachment": factories.attachment(topic).key,
            "unfinished": unfinished.pk,
            "closed_topic": closed_topic.pk,
            "post": factories.edited(topic.posts.first()).pk,
            "closed_post": factories.edited(closed_topic.posts.first()).pk,
            "pair_post": factories.edited(room_topic.posts.get()).pk,
            "pair_topic": room_topic.pk,
            "room_post": room_topic.posts.get().pk,
            "reply": topic.posts.last().pk,
            "poll": factories.poll(factories.topic(board=board, kind="poll")).pk,
            "closed_poll": factories.poll(factories.topic(board=closed_board, kind="poll")).pk,
            "pair_attachment": factories.attachment(room_topic).key,
            "case": case.pk,
            "room_case": Case.objects.create(
                post=room_topic.posts.get(), author=people["officer"]
            ).pk,
            "lesson": factories.lesson(of_fund=fund, owner=people["officer"]).pk,
            "lesson_draft": factories.lesson(of_fund=fund, published=False).pk,
            "run": run.pk,
            "pair": pair.pk,
            "asked_pair": asked.pk,
            "office": asked_office.pk,
            "notice": factories.notice(people["officer"]).pk,
            "undelivered": factories.notice(people["officer"], mail=Notice.Mail.FAILED).pk,
            "consent": factories.consent(people["officer"]).pk,
            "similar": factories.similar_pair().pk,
            "merge": merge(
                keep=factories.person(), gone=factories.person(), by=people["coordinator"]
            ).pk,
            "letters": stop_token(person=people["officer"].person, about=About.REMINDERS),
        },
        people=people,
    )

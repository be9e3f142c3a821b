"""The demo as a scene: its objects and sign-ins fill the addresses of docs/rights.md.

The officer is the secretary of the strong fund, and everything named after a fund or a
pair is that fund's.
"""

from courses.models import (
    CurriculumPage,
    Invitation,
    ProgrammePage,
    Registration,
    RegistrationGroup,
    Workshop,
)
from exchange.models import (
    Attachment,
    BoardPage,
    Case,
    Draft,
    LessonPage,
    Pair,
    PairingRun,
    Poll,
    Post,
    Topic,
)
from home.demo.load import STRONG
from portal.funds.models import Fund, Office
from portal.notices.kinds import About
from portal.notices.models import Notice
from portal.notices.stopping import stop_token
from portal.people.models import User
from tests import organising
from tests.pages import VISITOR, Scene

#: Role of docs/rights.md → user name in the demo.
SIGNED_IN_AS = {
    "member": "member",
    "officer": "strong",
    "trainer": "trainer",
    "coordinator": "coordinator",
    "administrator": "admin",
}

#: Objects of docs/rights.md that the demo does not have: a list half taken in, a text that
#: was withdrawn after it was taught, and trouble in the room of a pair.
NOT_SHOWN = {"imported", "withdrawn", "room_case"}


def scene() -> Scene:
    """The scene of the demo that is in the database."""
    fund = Fund.objects.get(subdistrict=STRONG)
    trained, second_round = (
        Workshop.objects.public().filter(curriculum__slug="raise-capacity").order_by("starts_on")
    )
    board = BoardPage.objects.get(slug="ask")
    closed_board = BoardPage.objects.get(slug="officers")
    topic = Topic.objects.filter(board=board).earliest("created_at")
    pairs = Pair.objects.of_fund(fund.pk)
    group = RegistrationGroup.objects.get(fund=fund, workshop=second_round)
    at_work = pairs.at_work().filter(topics__isnull=False).first()
    return Scene(
        objects={
            "fund": fund.pk,
            "year": 2023,
            "curriculum": CurriculumPage.objects.get(slug="raise-capacity").slug,
            "workshop": second_round.pk,
            "trained": trained.pk,
            "trainer": User.objects.get(username="trainer").pk,
            "draft": Workshop.objects.get(status=Workshop.Status.DRAFT).pk,
            "registration": group.registrations.first().token,
            "registered": Registration.objects.filter(workshop=second_round).first().pk,
            "programme": ProgrammePage.objects.live().first().slug,
            "curriculum_pk": CurriculumPage.objects.get(slug="raise-capacity").pk,
            "calendar": organising.calendar_address(User.objects.get(username="strong")).token,
            "group": group.token,
            "of_group": group.registrations.first().pk,
            "invitation": Invitation.objects.unanswered().first().token,
            "board": board.slug,
            "board_pk": board.pk,
            "closed_board": closed_board.slug,
            "closed_board_pk": closed_board.pk,
            "topic": topic.pk,
            "post": Post.objects.get(fund=fund, edited_at__isnull=False, topic__board=board).pk,
            "poll": Poll.objects.filter(topic__board__readers="everybody").first().pk,
            "closed_poll": Poll.objects.filter(topic__board=closed_board).first().pk,
            "reply": Post.objects.replies().filter(fund=fund, topic__board=board).first().pk,
            "attachment": Attachment.objects.filter(post__topic__board=board).first().key,
            "pair_attachment": Attachment.objects.filter(post__topic__pair=at_work).first().key,
            "unfinished": Draft.objects.get().pk,
            "closed_post": Post.objects.filter(topic__board=closed_board).first().pk,
            "pair_post": at_work.topics.first().posts.filter(fund=fund).first().pk,
            "closed_topic": Topic.objects.filter(board=closed_board).first().pk,
            "pair_topic": at_work.topics.first().pk,
            "room_post": at_work.topics.first().posts.first().pk,
            "case": Case.objects.waiting().get(author__username="strong").pk,
            "lesson": LessonPage.objects.get(fund=fund, live=True).pk,
            "lesson_draft": LessonPage.objects.get(fund=fund, live=False).pk,
            "run": PairingRun.objects.get().pk,
            "pair": at_work.pk,
            "asked_pair": pairs.asked().first().pk,
            "office": Office.objects.waiting().get().pk,
            "notice": Notice.objects.filter(recipient__user__username="strong").first().pk,
            "undelivered": Notice.objects.mail_failed().first().pk,
            "letters": stop_token(
                person=User.objects.get(username="strong").person, about=About.REMINDERS
            ),
        },
        people={
            VISITOR: None,
            **{
                role: User.objects.get(username=username) for role, username in SIGNED_IN_AS.items()
            },
        },
    )

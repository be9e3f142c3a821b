"""What waits for a reader: things to answer, to go to and to mark, in the order of their dates."""

from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.access import workshops_in_reach
from courses.models import Attendance, HalfDay, Invitation, Registration, ToTell, Workshop
from exchange.lessons import review as lessons_review
from exchange.lessons.reading import told_by
from exchange.lessons.use import doubted
from exchange.lessons.writing import may_begin
from exchange.models import Pair, PairingRun
from exchange.order.queue import waiting
from home.kept import kept_until_today
from home.tasks import Task
from home.undelivered import letters_to_see_to
from home.unfinished import texts_to_finish
from portal.funds.access import Rights
from portal.funds.offices import waiting_for
from portal.thai.dates import short_datetime

#: Tasks of one kind that are shown; whoever has more sees them behind the first ones.
MOST_OF_A_KIND = 50


def tasks_of(rights: Rights, *, day: date | None = None) -> list[Task]:
    """Everything that waits for the account, earliest first."""
    day = day or timezone.localdate()
    if not rights.signed_in:
        return []
    found = [
        *_offices_to_confirm(rights),
        *_pairs_to_answer(rights),
        *_invitations_to_answer(rights, day),
        *_seats_to_confirm(rights),
        *_attendance_to_mark(rights, day),
        *_people_to_tell(rights, day),
        *_people_to_approve(rights, day),
        *_funds_to_call(rights, day),
        *letters_to_see_to(rights),
        *_runs_to_publish(rights),
        *_lessons_to_review(rights),
        *_lessons_to_change(rights),
        *_lessons_to_check(rights),
        *texts_to_finish(rights),
        *kept_until_today(rights, day),
        *_reports_to_decide(rights),
    ]
    return sorted(found, key=lambda task: (task.day, task.kind, task.about))


def _offices_to_confirm(rights: Rights) -> list[Task]:
    return [
        Task(
            day=timezone.localdate(office.asked_at),
            kind="office",
            text=_("Confirm a post: %(person)s, %(role)s")
            % {"person": office.person, "role": office.get_role_display()},
            about=office.fund.name,
            url=reverse("office_list"),
        )
        for office in waiting_for(rights)[:MOST_OF_A_KIND]
    ]


def _pairs_to_answer(rights: Rights) -> list[Task]:
    if not rights.officer:
        return []
    open_for_me = Q(mentor_id__in=rights.officer_of, mentor_answer=Pair.Answer.NONE) | Q(
        mentee_id__in=rights.officer_of, mentee_answer=Pair.Answer.NONE
    )
    pairs = Pair.objects.asked().filter(open_for_me).with_funds()
    return [
        Task(
            day=pair.run.answer_by or timezone.localdate(pair.created_at),
            kind="pair",
            text=_("Answer whether your fund wants this pair"),
            about=str(pair),
            url=pair.get_absolute_url(),
        )
        for pair in pairs[:MOST_OF_A_KIND]
    ]


def _invitations_to_answer(rights: Rights, day: date) -> list[Task]:
    """Invitations of the funds the reader acts for, by the day for the answer."""
    if not rights.officer:
        return []
    invitations = (
        Invitation.objects.unanswered()
        .filter(fund__in=rights.officer_of, workshop__ends_on__gte=day)
        .exclude(workshop__status__in=[Workshop.Status.CANCELLED, Workshop.Status.DRAFT])
        .select_related("workshop", "fund")
        .order_by("answer_by", "pk")
    )
    return [
        Task(
            day=one.answer_by or timezone.localdate(one.invited_at),
            kind="invitation",
            text=_("Answer the invitation for %(fund)s") % {"fund": one.fund.name},
            about=one.workshop.title,
            url=one.get_absolute_url(),
        )
        for one in invitations[:MOST_OF_A_KIND]
    ]


def _seats_to_confirm(rights: Rights) -> list[Task]:
    """Seats held for the reader, or for people whom the reader wrote down."""
    mine = Q(person__user=rights.user_id) | Q(entered_by=rights.user_id)
    held = Registration.objects.offered().filter(mine, offer_until__gt=timezone.now())
    held = held.select_related("workshop", "person").order_by("offer_until", "pk")
    return [
        Task(
            day=timezone.localdate(one.offer_until),
            kind="offer",
            text=_("Confirm the seat held for %(name)s until %(until)s")
            % {"name": one.person.name, "until": short_datetime(one.offer_until)},
            about=one.workshop.title,
            url=one.get_absolute_url(),
        )
        for one in held[:MOST_OF_A_KIND]
    ]


def _attendance_to_mark(rights: Rights, day: date) -> list[Task]:
    """Workshops of a trainer that have begun and have half-days without a single mark."""
    if not rights.trainer:
        return []
    marks = Attendance.objects.filter(half_day=OuterRef("pk"))
    unmarked = HalfDay.objects.filter(workshop=OuterRef("pk"), day__lte=day).exclude(Exists(marks))
    workshops = (
        Workshop.objects.public()
        .filter(Exists(unmarked), trainers=rights.user_id, starts_on__lte=day)
        .exclude(status=Workshop.Status.CANCELLED)
    )
    return [
        Task(
            day=workshop.starts_on,
            kind="attendance",
            text=_("Mark who attended"),
            about=workshop.title,
            url=reverse("workshop_attendance", args=[workshop.pk]),
        )
        for workshop in workshops[:MOST_OF_A_KIND]
    ]


def _people_to_tell(rights: Rights, day: date) -> list[Task]:
    """Workshops the account manages of which somebody must still hear a change by phone."""
    if not rights.is_staff_of_portal:
        return []
    untold = ToTell.objects.untold(day).filter(registration__workshop=OuterRef("pk"))
    since = untold.order_by("created_at").values("created_at")[:1]
    workshops = workshops_in_reach(rights, Workshop.objects.filter(ends_on__gte=day))
    workshops = workshops.annotate(since=Subquery(since)).filter(since__isnull=False)
    return [
        Task(
            day=timezone.localdate(workshop.since),
            kind="telling",
            text=_("Call the people who do not know of a change yet"),
            about=workshop.title,
            url=reverse("workshop_to_tell", args=[workshop.pk]),
        )
        for workshop in workshops.order_by("since", "pk")[:MOST_OF_A_KIND]
    ]


def _people_to_approve(rights: Rights, day: date) -> list[Task]:
    """Workshops of the account in which people ask for approval, since the first one asked."""
    return [
        Task(
            day=timezone.localdate(workshop.since),
            kind="approval",
            text=ngettext(
                "%(count)d person asks for your approval",
                "%(count)d people ask for your approval",
                workshop.people,
            )
            % {"count": workshop.people},
            about=workshop.title,
            url=reverse("workshop_people", args=[workshop.pk]),
        )
        for workshop in _desk_workshops(
            rights,
            day,
            people=Count("registrations", filter=Q(registrations__status="asked")),
            since=Min("registrations__registered_at", filter=Q(registrations__status="asked")),
        )
    ]


def _funds_to_call(rights: Rights, day: date) -> list[Task]:
    """Workshops of the account to which invited funds have not said yes or no."""
    silent = Q(invitations__answer="none", invitations__released_at=None)
    return [
        Task(
            day=workshop.until or workshop.starts_on,
            kind="invitations",
            text=ngettext(
                "%(count)d fund has not answered your invitation",
                "%(count)d funds have not answered your invitation",
                workshop.people,
            )
            % {"count": workshop.people},
            about=workshop.title,
            url=reverse("workshop_invitations", args=[workshop.pk]),
        )
        for workshop in _desk_workshops(
            rights,
            day,
            people=Count("invitations", filter=silent),
            until=Min("invitations__answer_by", filter=silent),
        )
    ]


def _desk_workshops(rights: Rights, day: date, **counted):
    """Workshops the account runs that are still ahead, where there is something to count."""
    if not rights.is_staff_of_portal:
        return Workshop.objects.none()
    ahead = Workshop.objects.upcoming(day).exclude(status=Workshop.Status.CANCELLED)
    found = workshops_in_reach(rights, ahead).annotate(**counted).filter(people__gt=0)
    return found.defer("search_text")[:MOST_OF_A_KIND]


def _runs_to_publish(rights: Rights) -> list[Task]:
    if not rights.coordinator:
        return []
    runs = PairingRun.objects.filter(status=PairingRun.Status.PREVIEW).select_related("province")
    if not rights.whole_nation:
        runs = runs.filter(province_id__in=rights.provinces)
    return [
        Task(
            day=timezone.localdate(run.created_at),
            kind="run",
            text=_("Publish or discard a pairing"),
            about=run.province.name,
            url=run.get_absolute_url(),
        )
        for run in runs[:MOST_OF_A_KIND]
    ]


def _lessons_to_review(rights: Rights) -> list[Task]:
    return [
        Task(
            day=timezone.localdate(lesson.sent_at),
            kind="lesson_review",
            text=_("Review a lesson: %(title)s") % {"title": lesson.draft_title},
            about=told_by(lesson),
            url=reverse("lesson_draft", args=[lesson.pk]),
        )
        for lesson in lessons_review.waiting(rights)[:MOST_OF_A_KIND]
    ]


def _lessons_to_change(rights: Rights) -> list[Task]:
    if not may_begin(rights):
        return []
    return [
        Task(
            day=timezone.localdate(lesson.sent_at),
            kind="lesson_change",
            text=_("Look at your lesson once more, a trainer has a remark: %(title)s")
            % {"title": lesson.draft_title},
            about=told_by(lesson),
            url=reverse("lesson_write", args=[lesson.pk]),
        )
        for lesson in lessons_review.sent_back(rights)[:MOST_OF_A_KIND]
    ]


def _lessons_to_check(rights: Rights) -> list[Task]:
    """Lessons of the account's funds (for trainers all) that a reader doubts."""
    if not may_begin(rights):
        return []
    return [
        Task(
            day=timezone.localdate(lesson.since),
            kind="lesson_check",
            text=_("A reader asks whether this lesson still holds: %(title)s")
            % {"title": lesson.title},
            about=told_by(lesson),
            url=reverse("lesson_checked", args=[lesson.pk]),
        )
        for lesson in doubted(rights)[:MOST_OF_A_KIND]
    ]


def _reports_to_decide(rights: Rights) -> list[Task]:
    """All that a moderator has to decide is one task."""
    reports = waiting(rights)
    text = ngettext(
        "%(count)d report waits for a decision",
        "%(count)d reports wait for a decision",
        reports.count,
    ) % {"count": reports.count}
    task = Task(reports.day, "reports", text, _("Exchange"), reverse("order_queue"))
    return [task] if reports.count else []


def my_registrations(user):
    """The account's own registrations, newest workshop first."""
    return (
        Registration.objects.living()
        .filter(person__user=user)
        .select_related("workshop__venue__subdistrict__parent__parent", "fund")
        .order_by("-workshop__starts_on", "-pk")
    )

"""Decides what shows how people register in the demonstration: a group, and questions of one round.

Everything is written by the rules the site itself uses.
"""

from datetime import timedelta

from django.utils import timezone

from courses.models import Question, Registration, Workshop
from courses.registering.groups import GroupAnswer, Member, register_group
from home.demo.people import SURNAME, secretary_of
from portal.funds.models import Fund, Office

FIRST_NEWCOMER = 401


def ask_questions(workshop: Workshop) -> None:
    """Three questions beside what is asked of everybody; the second hangs on the first."""
    night = Question.objects.create(
        workshop=workshop,
        place=1,
        text="คืนวันแรกพักที่ไหน",
        kind=Question.Kind.CHOICE,
        choices="พักที่จัดให้\nกลับบ้าน\nพักบ้านญาติ",
        required=True,
    )
    Question.objects.create(
        workshop=workshop,
        place=2,
        text="อยากพักห้องเดียวกับใคร",
        shown_if=night,
        shown_value="พักที่จัดให้",
    )
    Question.objects.create(
        workshop=workshop, place=3, text="ทำงานกับกองทุนมาแล้วกี่ปี", kind=Question.Kind.NUMBER
    )


def register_together(workshop: Workshop, fund: Fund) -> GroupAnswer:
    """A secretary has written three people down on one screen, with their answers."""
    night, room, years = workshop.questions.all()
    told = [
        {night.pk: "พักที่จัดให้", room.pk: "คนจากกองทุนเดียวกัน", years.pk: "6"},
        {night.pk: "พักบ้านญาติ", years.pk: "2"},
        {night.pk: "กลับบ้าน"},
    ]
    posts = (Office.Role.COMMITTEE, Office.Role.WORKING_GROUP, Office.Role.MEMBER)
    members = [
        Member(f"ผู้เข้าอบรม {number}", SURNAME, post_held=post, answers=answers)
        for number, (post, answers) in enumerate(zip(posts, told, strict=True), FIRST_NEWCOMER)
    ]
    return register_group(
        workshop=workshop,
        fund=fund,
        members=members,
        all_or_none=False,
        channel=Registration.Channel.SECRETARY,
        entered_by=secretary_of(fund),
        moment=timezone.now() - timedelta(hours=20),
    )

"""Decides what organisers have to do in the demonstration: people to approve, answers to wait for.

A meeting by invitation, answered in each way, and a small training after approval, both some
weeks ahead. Everything is written by the rules the site itself uses.
"""

from datetime import timedelta

from courses.models import Quota, Registration, Workshop
from courses.registering.approval import approve, refuse
from courses.registering.cancelling import cancel
from courses.registering.invitations import answer, invite
from home.demo import facts
from home.demo.people import secretary_of
from home.demo.workshops import WorkshopBuilder, _half_days, _venue
from portal.funds.models import Area, Fund
from portal.notices.kinds import Kind
from portal.notices.models import Notice
from portal.notices.telling import tell
from portal.people.models import Person

#: Numbers of people nobody has met in the other workshops.
FIRST_NEWCOMER = 300


class DeskBuilder(WorkshopBuilder):
    """Opens the two workshops and plays back what has happened in them so far."""

    def __init__(self, *args):
        super().__init__(*args)
        self.newcomers = FIRST_NEWCOMER

    def approval(self) -> Workshop:
        """A half-day after approval: some are in, one is not, five ask, the rest has offers."""
        day = self._tuesday_after(35)
        workshop = self._open(
            "found-a-fund",
            self._ago(9),
            title="ปิดบัญชีประจำปี วงเล็กสำหรับเหรัญญิก",
            about="รับทีละวง ผู้จัดดูรายชื่อแล้วตอบทุกคน",
            venue=_venue("ห้องประชุมเล็กตำบลปางหมู (ตัวอย่าง)", "580104", "", 16),
            starts_on=day,
            ends_on=day,
            seats=6,
            seats_per_fund=2,
            entry=Workshop.Entry.APPROVAL,
            offer_days=3,
            half_days=_half_days((day,), ("ปิดบัญชีสิ้นปีทีละหน้า",)),
            organisers=facts.ORGANISERS[-1],
            contact_name="ผู้ประสานงาน สมมติ",
        )
        coordinator = self.staff["coordinator"]
        asking = [fund for fund in self.funds if fund.stage == Fund.Stage.ACTIVE][4:17]
        for number, fund in enumerate(asking):
            self._send(workshop, fund, self._officers(fund, 1), self._ago(8 - number // 2))
        asked = list(Registration.objects.filter(workshop=workshop).asked())
        decided = self._ago(1)
        refuse(
            registration=asked[0],
            by=coordinator,
            reason="รอบนี้รับเหรัญญิกก่อน เชิญรอบหน้า",
            moment=decided,
        )
        approve(workshop=workshop, registrations=asked[1:8], by=coordinator, moment=decided)
        cancel(registration=asked[1], by_staff=True, by=coordinator, reason="โทรมาแจ้ง ติดธุระ")
        return workshop

    def invitation(self) -> Workshop:
        """A day by invitation: seats kept for a district, funds that come, do not, are silent."""
        day = self._tuesday_after(49)
        workshop = self._open(
            "five-regions",
            self._ago(7),
            title="เวทีเพื่อนกองทุนแม่ฮ่องสอน ประจำปี",
            venue=_venue("หอประชุมอำเภอเมือง (ตัวอย่าง)", "580101", "ห้องประชุมใหญ่", 60),
            starts_on=day,
            ends_on=day,
            seats=30,
            entry=Workshop.Entry.INVITATION,
            organisers="\n".join(facts.ORGANISERS[-2:]),
            contact_name="ผู้ประสานงาน สมมติ",
        )
        district = Area.objects.get(pk=facts.TRAINING_DISTRICTS[0])
        until = self.today + timedelta(days=20)
        Quota.objects.create(workshop=workshop, area=district, at_most=16, kept=8, kept_until=until)
        asked = [fund for fund in self.funds if fund.stage == Fund.Stage.ACTIVE][:10]
        made = invite(
            workshop=workshop,
            seats=dict.fromkeys(asked, 2),
            by=self.staff["coordinator"],
            answer_by=self.today + timedelta(days=14),
            note="ขอเชิญผู้ที่ทำบัญชีมาด้วย",
            moment=self._ago(6),
        )
        coming, not_coming = made[:4], made[4:6]
        for number, one in enumerate(coming):
            secretary = secretary_of(one.fund)
            answer(invitation=one, coming=True, by=secretary, moment=self._ago(5 - number))
            people = self._officers(one.fund, 1) + self._newcomers(number % 2)
            self._send(workshop, one.fund, people, self._ago(4 - number))
        for one in not_coming:
            by = self.staff["coordinator"]
            answer(invitation=one, coming=False, by=by, moment=self._ago(2))
        return workshop

    def letters(self, of: Workshop) -> None:
        """Two letters about a workshop that did not arrive."""
        people = Person.objects.filter(registrations__workshop=of).order_by("pk")
        for person in people.distinct()[:2]:
            notice = tell(
                person=person,
                kind=Kind.REMINDER,
                key=f"demo-{of.pk}",
                subject=of.title,
                text="อีกหนึ่งสัปดาห์พบกัน",
                by_mail=False,
            ).notice
            notice.mail, notice.mail_tries = Notice.Mail.FAILED, 5
            notice.mail_problem = "SMTPRecipientsRefused: 550 mailbox unavailable"
            notice.save(update_fields=["mail", "mail_tries", "mail_problem"])

"""Decides which workshops the demonstration has, who comes and who was there.

The training of 2566 and the seminar of 2568 took place; what is coming lies some weeks
ahead of the day the demonstration is loaded: one with free seats, one full, one draft.
"""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from courses.attendance import mark
from courses.models import HalfDay, Registration, Venue, Workshop
from courses.registering.registration import register
from courses.workshops.quotas import QuotaPlan
from courses.workshops.running import open_workshop, publish
from courses.workshops.timetable import HalfDayPlan
from courses.workshops.trainers import keep_profile
from home.demo import facts
from home.demo.people import make_person, secretary_of
from portal.funds.models import Area, Fund, Office, Region, Subject
from portal.people.models import Person, User

#: How many of the 64 were there, half-day by half-day.
TRAINING_PRESENT = (64, 62, 61, 58)
TRAINING_TOPICS = (
    "เปิดเวที หลักคิด และประเมินตนเองยี่สิบข้อ (สื่อมวลชนเยี่ยมชม 11.00 น.)",
    "สมุดสามเล่ม ปิดบัญชีสิ้นเดือน สิทธิและช่องทาง",
    "ถ่ายภาพ เล่าเรื่อง แล้วเริ่มเวทีแลกเปลี่ยน",
    "เวทีแลกเปลี่ยนต่อ แผนสามเดือนและกองทุนเพื่อน",
)
SEMINAR_TOPICS = ("บทเรียนของห้าภาค และสมุดพกครอบครัว", "เรื่องใหม่ของชุมชน และแผนร่วมปีใหม่")
DELEGATES_PER_REGION = 5
NEEDS = ("ค้างคืนหนึ่งคืน", "", "", "ขออาหารไม่เผ็ด", "", "ขอนั่งใกล้ทางออก", "", "ค้างคืนหนึ่งคืน มากับรถตู้")
SENT_FIRST = (Office.Role.SECRETARY, Office.Role.CHAIR, Office.Role.TREASURER)
POSTS = (Office.Role.COMMITTEE, Office.Role.WORKING_GROUP, Office.Role.MEMBER)


class WorkshopBuilder:
    """Opens the workshops and plays back who registered and who came."""

    def __init__(self, rng: Random, curricula: dict, funds: list[Fund], staff: dict[str, User]):
        self.rng, self.curricula, self.funds, self.staff = rng, curricula, funds, staff
        self.today = timezone.localdate()
        self.newcomers = 1  # "ผู้เข้าอบรม 01" has the sign-in "member"

    def training(self) -> Workshop:
        """The two days of March 2566, with 64 people of eleven funds."""
        first, last = facts.TRAINING_DAYS
        workshop = self._open(
            "raise-capacity",
            _moment(date(2023, 3, 1)),
            title=facts.TRAINING_TITLE,
            about="อบรมและเวทีแลกเปลี่ยนระหว่างกองทุนที่เข้มแข็ง ยังไม่เข้มแข็ง และกำลังจัดตั้ง",
            venue=_venue("โรงแรมในตำบลปางหมู", facts.TRAINING_SUBDISTRICT, facts.TRAINING_HALL, 80),
            starts_on=first,
            ends_on=last,
            seats=70,
            half_days=_half_days((first, last), TRAINING_TOPICS),
            districts=Area.objects.filter(pk__in=facts.TRAINING_DISTRICTS),
            organisers="\n".join(facts.ORGANISERS),
            paid_by=facts.PAID_BY,
        )
        invited = [
            fund for fund in self.funds if fund.subdistrict_id[:4] in facts.TRAINING_DISTRICTS
        ]
        for number, fund in enumerate(invited):
            people = self._officers(fund, 2)
            if number == 0:
                people.append((self.staff["member"].person, Office.Role.MEMBER))
            share = facts.PARTICIPANTS // len(invited)
            share += number < facts.PARTICIPANTS % len(invited)
            people += self._newcomers(share - len(people))
            self._send(workshop, fund, people, _moment(date(2023, 3, 6 + number), 9, 30))
        self._attend(workshop, TRAINING_PRESENT)
        return workshop

    def seminar(self) -> Workshop:
        """The day of the five regions in February 2568, with delegates of each."""
        day = facts.SEMINAR_DAY
        regions = list(Region.objects.all())
        workshop = self._open(
            "five-regions",
            _moment(date(2025, 1, 6)),
            title=facts.SEMINAR_TITLE,
            venue=_venue("สถานที่จัดในอำเภอวังทอง (ตัวอย่าง)", f"{facts.SEMINAR_DISTRICT}01"),
            starts_on=day,
            ends_on=day,
            seats=60,
            half_days=_half_days((day,), SEMINAR_TOPICS),
            regions=regions,
            quotas=[QuotaPlan(region, at_most=60 // len(regions)) for region in regions],
        )
        opened = _moment(date(2025, 1, 13), 10)
        for region in regions:
            for number in range(1, DELEGATES_PER_REGION + 1):
                person = make_person(f"ผู้แทน{region.name_th} {number:02}")
                opened += timedelta(minutes=self.rng.randint(20, 400))
                self._register(workshop, person, opened, by=self.staff["trainer"])
        for fund in self.funds[:2]:
            self._send(workshop, fund, self._officers(fund, 1), _moment(date(2025, 1, 28)))
        people = len(regions) * DELEGATES_PER_REGION + 2
        self._attend(workshop, (people, people - 2))
        return workshop

    def second_round(self) -> Workshop:
        """A second round of the training, next month, with seats left for a visitor to take."""
        first = self._tuesday_after(30)
        workshop = self._open(
            "raise-capacity",
            self._ago(12),
            title=f"{facts.TRAINING_TITLE} รุ่นที่ 2",
            about="รุ่นสำหรับอำเภอขุนยวมและแม่สะเรียง ตำบลอื่นมาได้ถ้ามีที่ว่าง",
            venue=_venue("ศาลาประชาคมตำบลขุนยวม (ตัวอย่าง)", "580201", "ห้องใหญ่", 60),
            starts_on=first,
            ends_on=first + timedelta(days=1),
            seats=40,
            seats_per_fund=4,
            districts=Area.objects.filter(pk__in=("5802", "5804")),
            organisers="\n".join(facts.ORGANISERS[-2:]),
            contact_name="ผู้ประสานงาน สมมติ",
            quotas=[
                QuotaPlan(
                    Area.objects.select_related("parent").get(pk="5802"),
                    at_most=25,
                    kept=12,
                    kept_until=first - timedelta(days=7),
                )
            ],
        )
        near = [fund for fund in self.funds if fund.subdistrict_id[:4] in ("5802", "5804")]
        for number, fund in enumerate(near[:6]):
            people = self._officers(fund, 1) + self._newcomers(number % 3)
            self._send(workshop, fund, people, self._ago(10 - number))
        return workshop

    def full(self) -> Workshop:
        """A half-day on founding a fund: every seat is taken, three people wait."""
        day = self._tuesday_after(21)
        forming = [fund for fund in self.funds if fund.stage == Fund.Stage.FORMING]
        workshop = self._open(
            "found-a-fund",
            self._ago(15),
            title="เริ่มตั้งกองทุน วงเล็กที่แม่สะเรียง",
            venue=_venue("ห้องประชุมเล็กตำบลแม่สะเรียง (ตัวอย่าง)", "580402", "", 12),
            starts_on=day,
            ends_on=day,
            seats=len(forming),
            half_days=_half_days((day,), ("สิบเอ็ดขั้น และร่างระเบียบฉบับแรก",)),
            organisers=facts.ORGANISERS[-1],
        )
        for number, fund in enumerate(forming):
            self._send(workshop, fund, self._officers(fund, 1), self._ago(14 - number))
        for fund in forming[:3]:
            self._send(workshop, fund, self._officers(fund, 2)[1:], self._ago(1))
        return workshop

    def trainers(self) -> None:
        """What the trainer of the demonstration says of themselves."""
        keep_profile(
            trainer=self.staff["trainer"],
            subjects=Subject.objects.filter(slug__in=("accounts", "governance", "rules")),
            home_district=Area.objects.get(pk="5801"),
            goes_to=Area.objects.filter(pk__in=("58", "50")),
            about="สอนบัญชีและธรรมาภิบาลให้เข้าใจง่าย ชอบวงเล็กที่ได้ลงมือทำ",
        )

    def draft(self) -> Workshop:
        """A third round that only its managers see."""
        first = self._tuesday_after(75)
        return open_workshop(
            curriculum=self.curricula["raise-capacity"],
            title=f"{facts.TRAINING_TITLE} รุ่นที่ 3",
            venue=_venue("ศาลาประชาคมตำบลขุนยวม (ตัวอย่าง)", "580201", "ห้องใหญ่", 60),
            starts_on=first,
            ends_on=first + timedelta(days=1),
            seats=40,
            trainers=[self.staff["trainer"]],
            created_by=self.staff["trainer"],
            demo=True,
        )

    def _open(self, slug: str, opened: datetime, **details) -> Workshop:
        workshop = open_workshop(
            curriculum=self.curricula[slug],
            trainers=[self.staff["trainer"]],
            created_by=self.staff["coordinator"],
            opens_at=opened,
            closes_at=_moment(details["starts_on"] - timedelta(days=2), 16),
            demo=True,
            **details,
        )
        return publish(workshop=workshop, moment=opened)

    def _officers(self, fund: Fund, count: int) -> list[tuple[Person, str]]:
        """The first of secretary, chair and treasurer of a fund, with their posts."""
        in_force = Office.objects.in_force().filter(fund=fund).select_related("person")
        held = {office.role: office.person for office in in_force}
        return [(held[role], role) for role in SENT_FIRST if role in held][:count]

    def _newcomers(self, count: int) -> list[tuple[Person, str]]:
        """People nobody has met before, with posts in turns."""
        numbers = range(self.newcomers + 1, self.newcomers + count + 1)
        self.newcomers += count
        return [(make_person(f"ผู้เข้าอบรม {number:02}"), POSTS[number % 3]) for number in numbers]

    def _send(
        self, workshop: Workshop, fund: Fund, people: list[tuple[Person, str]], moment: datetime
    ) -> None:
        """A fund's secretary registers people, one after the other."""
        secretary = secretary_of(fund)
        for person, post in people:
            self._register(workshop, person, moment, fund=fund, post_held=post, by=secretary)
            moment += timedelta(minutes=2)

    def _register(
        self,
        workshop: Workshop,
        person: Person,
        moment: datetime,
        *,
        by: User,
        fund: Fund | None = None,
        post_held: str = "",
    ) -> None:
        register(
            workshop=workshop,
            person=person,
            fund=fund,
            post_held=post_held,
            phone="",
            needs=self.rng.choice(NEEDS),
            channel=Registration.Channel.SECRETARY if fund else Registration.Channel.STAFF,
            entered_by=by,
            moment=moment,
        )

    def _attend(self, workshop: Workshop, present: tuple[int, ...]) -> None:
        """Mark everybody at each half-day, so many of them as there."""
        seated = list(workshop.registrations.confirmed().values_list("pk", flat=True))
        for half_day, count in zip(workshop.half_days.all(), present, strict=True):
            there = set(self.rng.sample(seated, count))
            mark(
                workshop=workshop,
                marks={(pk, half_day.pk): pk in there for pk in seated},
                marked_by=self.staff["trainer"],
                moment=_moment(half_day.day, half_day.ends_at.hour),
            )

    def _ago(self, days: int) -> datetime:
        """Some morning before the day of loading."""
        return _moment(self.today - timedelta(days=days), self.rng.randint(8, 11))

    def _tuesday_after(self, days: int) -> date:
        day = self.today + timedelta(days=days)
        return day + timedelta(days=(1 - day.weekday()) % 7)


def _moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def _venue(name: str, subdistrict: str, room: str = "", capacity: int | None = None) -> Venue:
    """A venue, saved or not: the rule that opens a workshop looks it up in the list."""
    comforts = {"power": "yes", "signal": "partly", "wheelchair": "partly", "parking": "yes"}
    return Venue(name=name, room=room, subdistrict_id=subdistrict, capacity=capacity, **comforts)


def _half_days(days: tuple[date, ...], topics: tuple[str, ...]) -> list[HalfDayPlan]:
    """Mornings 09.00–12.00 and afternoons 13.00–16.30 in turn, one for each topic."""
    slots = [
        (day, part, times)
        for day in days
        for part, times in (
            (HalfDay.Part.MORNING, (time(9), time(12))),
            (HalfDay.Part.AFTERNOON, (time(13), time(16, 30))),
        )
    ]
    return [
        HalfDayPlan(day, part, *times, topic)
        for (day, part, times), topic in zip(slots, topics, strict=False)
    ]

"""Plain factories: each makes one valid record and what it needs, with defaults to override.

Places are a few real ones (codes and names are public); people are recognisably made up.
"""

from datetime import date, time, timedelta
from itertools import count

from django.utils import timezone
from wagtail.models import Page, Revision, Site
from wagtail.signals import page_published

from courses.models import (
    CurriculumIndexPage,
    CurriculumPage,
    HalfDay,
    ProgrammePage,
    Registration,
    Venue,
    Workshop,
)
from home.models import HomePage
from portal.funds.models import Area, Fund, FundNeed, FundOffer, FundYear, Mandate, Office, Subject
from portal.notices.kinds import Kind
from portal.notices.models import Notice
from portal.people.models import Consent, ConsentText, Person, SimilarPair, User

PASSWORD = "a-long-demo-password"
_numbers = count(1)

PLACES = {
    "58": ("แม่ฮ่องสอน", "Mae Hong Son"),
    "5801": ("เมืองแม่ฮ่องสอน", "Mueang Mae Hong Son"),
    "5807": ("ปางมะผ้า", "Pang Mapha"),
    "580104": ("ปางหมู", "Pang Mu"),
    "580101": ("จองคำ", "Chong Kham"),
    "580702": ("ปางมะผ้า", "Pang Mapha"),
    "50": ("เชียงใหม่", "Chiang Mai"),
    "5001": ("เมืองเชียงใหม่", "Mueang Chiang Mai"),
    "500101": ("ศรีภูมิ", "Si Phum"),
}
POINTS = {"5801": (19.3009, 97.9685), "5807": (19.5560, 98.2390), "5001": (18.7904, 98.9847)}


def area(code="580104") -> Area:
    """An area and, where missing, what it is part of."""
    found = Area.objects.filter(pk=code).first()
    if found:
        return found
    name_th, name_en = PLACES.get(code, (f"พื้นที่ {code}", f"Area {code}"))
    latitude, longitude = POINTS.get(code, (None, None))
    return Area.objects.create(
        code=code,
        kind=Area.LENGTHS[len(code)],
        name_th=name_th,
        name_en=name_en,
        parent=area(code[:-2]) if len(code) > 2 else None,
        mountain=code in {"58", "50"},
        latitude=latitude,
        longitude=longitude,
    )


def subject(slug="accounts", **kwargs) -> Subject:
    found = Subject.objects.filter(slug=slug).first()
    return found or Subject.objects.create(slug=slug, **{"name_th": f"เรื่อง {slug}", **kwargs})


def fund(name=None, *, subdistrict="580104", offers=(), needs=(), **kwargs) -> Fund:
    """An active fund; `offers` and `needs` are subject slugs in order of rank."""
    made = Fund.objects.create(
        name=name or f"กองทุนสวัสดิการชุมชนตัวอย่าง {next(_numbers):02}",
        subdistrict=area(subdistrict),
        **{"stage": Fund.Stage.ACTIVE, **kwargs},
    )
    for rank, slug in enumerate(offers, 1):
        FundOffer.objects.create(fund=made, subject=subject(slug), rank=rank)
    for rank, slug in enumerate(needs, 1):
        FundNeed.objects.create(fund=made, subject=subject(slug), rank=rank)
    return made


def fund_year(of_fund=None, year=2023, **kwargs) -> FundYear:
    return FundYear.objects.create(fund=of_fund or fund(), year=year, **kwargs)


def person(**kwargs) -> Person:
    number = next(_numbers)
    return Person.objects.create(
        **{"first_name": f"ผู้เข้าอบรม{number:02}", "last_name": "สมมติ", **kwargs}
    )


def user(username=None, *, with_person=True, **kwargs) -> User:
    """An account with a person, who holds no office and no mandate."""
    number = next(_numbers)
    made = User.objects.create_user(
        username=username or f"user{number}", password=PASSWORD, **kwargs
    )
    if with_person:
        person(user=made, first_name=f"ผู้ใช้{number:02}")
    return made


def office(of_user=None, of_fund=None, role=Office.Role.SECRETARY, **kwargs) -> Office:
    """A confirmed office in force today."""
    return Office.objects.create(
        person=(of_user or user()).person,
        fund=of_fund or fund(),
        role=role,
        **{
            "status": Office.Status.CONFIRMED,
            "starts_on": timezone.localdate() - timedelta(days=30),
            **kwargs,
        },
    )


def officer(of_fund=None, role=Office.Role.SECRETARY, **kwargs) -> User:
    """An account that may act for a fund."""
    return office(user(**kwargs), of_fund, role).person.user


def notice(of_user=None, **kwargs) -> Notice:
    """An unread notice to the person behind an account."""
    return Notice.objects.create(
        **{
            "recipient": (of_user or user()).person,
            "kind": Kind.SEAT,
            "key": str(next(_numbers)),
            "subject": "ได้ที่นั่งในการอบรมแล้ว",
            "text": "เลขที่นั่ง 7",
            "link": "/workshops/",
            **kwargs,
        }
    )


def consent(of_user=None, purpose="news", **kwargs) -> Consent:
    """A yes of the person behind an account to the newest text about a purpose."""
    return Consent.objects.create(
        **{
            "person": (of_user or user()).person,
            "text": ConsentText.objects.filter(purpose=purpose).latest("version"),
            "answer": Consent.Answer.YES,
            "source": "ลงทะเบียน: การอบรมตัวอย่าง",
            "source_ref": "workshop:1",
            **kwargs,
        }
    )


def similar_pair(**kwargs) -> SimilarPair:
    """Two entries of one name that nobody has decided on."""
    one = person(first_name="ชื่อซ้ำ", phone="0812345678")
    two = person(first_name="ชื่อซ้ำ", phone="0812345678")
    return SimilarPair.objects.create(
        one=one, two=two, **{"reasons": ["same_name", "phone"], **kwargs}
    )


def trainer(**kwargs) -> User:
    made = user(**kwargs)
    Mandate.objects.create(
        user=made, role=Mandate.Role.TRAINER, nation=True, starts_on=date(2020, 1, 1)
    )
    return made


def coordinator(province="58", **kwargs) -> User:
    """A coordinator of one province, or of the nation with ``province=None``."""
    made = user(**kwargs)
    Mandate.objects.create(
        user=made,
        role=Mandate.Role.COORDINATOR,
        nation=province is None,
        province=area(province) if province else None,
        starts_on=date(2020, 1, 1),
    )
    return made


def administrator(**kwargs) -> User:
    return user(is_staff=True, is_superuser=True, **kwargs)


def home_page() -> HomePage:
    """The front page that the migrations made."""
    return HomePage.objects.get()


def child_page(parent: Page, page: Page) -> Page:
    """A page as publishing leaves it: live, with its revision, and told to whom it concerns.

    Wagtail's own way saves a new page three times more, indexing it each time; a quarter of
    the suite's time went there.
    """
    page.first_published_at = page.last_published_at = timezone.now()
    parent.add_child(instance=page)
    kind = page.get_base_content_type()
    page.live_revision = page.latest_revision = Revision.objects.create(
        content_object=page, base_content_type=kind, content=page.serializable_data()
    )
    page.latest_revision_created_at = page.latest_revision.created_at
    kept = ("live_revision", "latest_revision", "latest_revision_created_at")
    Page.objects.filter(pk=page.pk).update(**{name: getattr(page, name) for name in kept})
    page_published.send(sender=type(page), instance=page, revision=page.live_revision)
    page.refresh_from_db()
    return page


def programme(title=None, **kwargs) -> ProgrammePage:
    number = next(_numbers)
    return child_page(
        CurriculumIndexPage.objects.get(),
        ProgrammePage(
            title=title or f"ชุดหลักสูตรตัวอย่าง {number:02}",
            **{"slug": f"programme-{number}", "summary": "เรียนต่อกันเป็นลำดับ", **kwargs},
        ),
    )


def curriculum(title=None, *, within=None, **kwargs) -> CurriculumPage:
    """A published curriculum, below the index or within a programme."""
    number = next(_numbers)
    return child_page(
        within or CurriculumIndexPage.objects.get(),
        CurriculumPage(
            title=title or f"หลักสูตรตัวอย่าง {number:02}",
            **{
                "slug": f"curriculum-{number}",
                "summary": "เรียนรู้ด้วยกันจากงานจริง",
                "aims": "<p>ทำบัญชีได้ถูกต้อง</p>",
                **kwargs,
            },
        ),
    )


def venue(subdistrict="580104", **kwargs) -> Venue:
    return Venue.objects.create(
        **{"name": f"โรงแรมตัวอย่าง {next(_numbers):02}", "room": "ห้องจามจุรี", **kwargs},
        subdistrict=area(subdistrict),
    )


def workshop(title=None, *, first_day=None, days=2, trainers=(), **kwargs) -> Workshop:
    """An open workshop that starts in a week, with a morning and an afternoon a day."""
    first_day = first_day or timezone.localdate() + timedelta(days=7)
    made = Workshop.objects.create(
        title=title or f"การอบรมตัวอย่าง รุ่นที่ {next(_numbers)}",
        starts_on=first_day,
        ends_on=first_day + timedelta(days=days - 1),
        **{
            "curriculum": kwargs.pop("curriculum", None) or curriculum(),
            "venue": kwargs.pop("venue", None) or venue(),
            "seats": 60,
            "status": Workshop.Status.OPEN,
            **kwargs,
        },
    )
    for day in range(days):
        for part, (start, end) in {
            HalfDay.Part.MORNING: (time(9), time(12)),
            HalfDay.Part.AFTERNOON: (time(13), time(16)),
        }.items():
            HalfDay.objects.create(
                workshop=made,
                day=first_day + timedelta(days=day),
                part=part,
                starts_at=start,
                ends_at=end,
            )
    if trainers:
        made.trainers.set(trainers)
        made.save()
    return made


def registration(of_workshop=None, *, of_fund=None, **kwargs) -> Registration:
    """A confirmed registration written straight to the table (rules are tested elsewhere)."""
    of_workshop = of_workshop or workshop()
    taken = Registration.objects.filter(workshop=of_workshop).count()
    return Registration.objects.create(
        workshop=of_workshop,
        fund=of_fund,
        **{
            "person": kwargs.pop("person", None) or person(),
            "status": Registration.Status.CONFIRMED,
            "seat": taken + 1,
            **kwargs,
        },
    )


def site() -> Site:
    return Site.objects.get(is_default_site=True)


def number() -> int:
    """The next number of all that is made, so that no two names are alike."""
    return next(_numbers)


# Made with the help of what stands above, so read after it.
from tests.exchange.made import (  # noqa: E402, F401
    attachment,
    board,
    draft,
    edited,
    lesson,
    pair,
    pairing_run,
    poll,
    topic,
)

"""Decides which editorial pages the demonstration has: curricula with papers, boards, news."""

from datetime import date, datetime, time

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Page, Revision

from courses.models import CurriculumIndexPage, CurriculumPage
from exchange.models import BoardPage, ExchangeIndexPage
from home.demo import curricula
from home.demo.conversations import BOARDS
from home.demo.handouts import workbook
from home.demo.news import NEWS
from home.models import NewsIndexPage, NewsPage
from portal.funds.models import Subject

OPENED_ON = date(2023, 2, 20)
CURRICULA_INTRO = (
    "<p>หลักสูตรที่วิทยากรเครือข่ายใช้สอนจริง เปิดให้ทุกกองทุนนำไปใช้และปรับได้ พร้อมแผนการสอนและเอกสารแจก</p>"
)


def make_curricula(owner) -> dict[str, CurriculumPage]:
    """The curricula by slug, published, with their handouts in the library of documents."""
    index = CurriculumIndexPage.objects.get()
    index.intro = CURRICULA_INTRO
    index.save_revision(user=owner).publish()
    subjects = {subject.slug: subject for subject in Subject.objects.all()}
    return {plan["slug"]: _curriculum(index, plan, subjects, owner) for plan in curricula.ALL}


def make_boards(owner) -> dict[str, BoardPage]:
    """The boards by slug, published."""
    index = ExchangeIndexPage.objects.get()
    return {
        board["slug"]: _publish(index, BoardPage(**board), owner, OPENED_ON) for board in BOARDS
    }


def make_news(owner) -> None:
    index = NewsIndexPage.objects.get()
    for news in NEWS:
        _publish(index, NewsPage(**news), owner, news["day"])


def _curriculum(
    index: CurriculumIndexPage, plan: dict, subjects: dict[str, Subject], owner
) -> CurriculumPage:
    page = CurriculumPage(
        title=plan["title"],
        slug=plan["slug"],
        summary=plan["summary"],
        aims=plan["aims"],
        before=plan["before"],
        sessions=[("session", _session(session, owner)) for session in plan["sessions"]],
        **{
            f"for_{audience}": audience in plan["audience"]
            for audience in CurriculumPage.Audience.values
        },
    )
    page.subjects = [subjects[slug] for slug in plan["subjects"]]
    return _publish(index, page, owner, plan["day"])


def _session(session: dict, owner) -> dict:
    materials = [
        {"title": title, "document": _document(name, title, owner), "note": note}
        for name, title, note in session["materials"]
    ]
    return {**session, "materials": materials}


def _document(name: str, title: str, owner) -> Document:
    content = workbook(name)
    return Document.objects.create(
        title=title,
        file=ContentFile(content, name=f"{name}.xlsx"),
        file_size=len(content),
        uploaded_by_user=owner,
    )


def _publish(parent: Page, page: Page, owner, day: date) -> Page:
    """Put a page below another and publish it, as if it had been on a morning of the past."""
    moment = timezone.make_aware(datetime.combine(day, time(8, 30)))
    page.owner = owner
    parent.add_child(instance=page)
    page.full_clean()
    revision = page.save_revision(user=owner)
    revision.publish()
    Revision.objects.filter(pk=revision.pk).update(created_at=moment)
    Page.objects.filter(pk=page.pk).update(
        first_published_at=moment, last_published_at=moment, latest_revision_created_at=moment
    )
    page.refresh_from_db()
    return page

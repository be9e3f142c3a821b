"""Decides which editorial pages the demonstration has: curricula with papers, boards, news."""

from datetime import date, datetime, time

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images import get_image_model
from wagtail.models import Page, Revision

from courses.models import CurriculumIndexPage, CurriculumPage, Prerequisite, ProgrammePage
from exchange.models import BoardPage, ExchangeIndexPage
from home.demo import curricula, programmes
from home.demo.conversations import BOARDS
from home.demo.handouts import workbook
from home.demo.media import bell, three_books_drawing
from home.demo.news import NEWS
from home.models import NewsIndexPage, NewsPage
from portal.funds.models import FundTag, Subject

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
    made = {plan["slug"]: _curriculum(index, plan, subjects, owner) for plan in curricula.ALL}
    programme = _publish(index, _programme(programmes.PROGRAMME), owner, OPENED_ON)
    for plan in programmes.WITHIN:
        made[plan["slug"]] = _curriculum(programme, plan, subjects, owner, made)
    made["carbon-in-one-page"] = _curriculum(index, programmes.TALK, subjects, owner)
    _send_to_review(index, programmes.IN_REVIEW, subjects, owner)
    return made


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


def _programme(plan: dict) -> ProgrammePage:
    return ProgrammePage(**{name: plan[name] for name in ("title", "slug", "summary", "intro")})


def _curriculum(parent: Page, plan: dict, subjects: dict, owner, known=None) -> CurriculumPage:
    return _publish(parent, _written(plan, subjects, owner, known or {}), owner, plan["day"])


def _send_to_review(parent: Page, plan: dict, subjects: dict, owner) -> None:
    """A text that waits for somebody else to read it."""
    page = _written(plan, subjects, owner, {})
    page.live, page.owner = False, owner
    parent.add_child(instance=page)
    page.save_revision(user=owner)
    page.get_workflow().start(page, owner)


def _written(plan: dict, subjects: dict, owner, known: dict) -> CurriculumPage:
    """The text of a plan, not saved yet; `known` are the curricula it may build on."""
    parts = [("module", _module(module, owner)) for module in plan.get("modules", ())]
    parts += [("session", _session(session, owner)) for session in plan.get("sessions", ())]
    page = CurriculumPage(
        **{name: plan[name] for name in ("title", "slug", "summary", "aims", "before")},
        **{
            f"for_{audience}": audience in plan["audience"]
            for audience in CurriculumPage.Audience.values
        },
        level=plan.get("level", ""),
        text=plan.get("text", ""),
        typed_hours=plan.get("hours"),
        sessions=parts,
        materials=[("material", one) for one in _own_materials(plan, owner)],
        guide_starts_at=plan.get("starts", "09:00"),
        guide_checklist="\n".join(plan.get("checklist", ())),
        guide_notes=plan.get("notes", ""),
        review_by=plan.get("review_by"),
    )
    page.subjects = [subjects[slug] for slug in plan["subjects"]]
    page.languages = list(FundTag.objects.filter(slug__in=plan.get("languages", ())))
    page.prerequisites = [
        Prerequisite(needs=known[slug], by=by) for slug, by in plan.get("needs", ())
    ]
    return page


def _module(module: dict, owner) -> dict:
    return {
        "title": module["title"],
        "objectives": module["objectives"],
        "sessions": [_session(session, owner) for session in module["sessions"]],
        "materials": _handouts(module["materials"], owner),
    }


def _session(session: dict, owner) -> dict:
    guide = session.get("guide", {"steps": (), "checklist": (), "notes": ""})
    steps = [{"minutes": minutes, "what": what} for minutes, what in guide["steps"]]
    guide = {**guide, "steps": steps, "checklist": list(guide["checklist"])}
    materials = _handouts(session["materials"], owner)
    return {**session, "materials": materials, "guide": guide}


def _handouts(materials, owner) -> list[dict]:
    """Handouts as (name, title, note), or with a language before the note."""
    return [
        {
            **_said(title, "document", language[0] if language else "th", note),
            "document": _document(name, title, owner),
        }
        for name, title, *language, note in materials
    ]


def _said(title: str, kind: str, language: str = "th", note: str = "") -> dict:
    return {
        "title": title,
        "kind": kind,
        "language": language,
        "licence": "own",
        "credit": "วิทยากรเครือข่าย (ชุดสาธิต)",
        "note": note,
    }


def _own_materials(plan: dict, owner) -> list[dict]:
    """The picture, recording and video of a plan, where it has them."""
    found = []
    if title := plan.get("picture"):
        content = three_books_drawing()
        file = ContentFile(content, name="three-books.png")
        image = get_image_model()(title=title, file=file, file_size=len(content))
        image.uploaded_by_user = owner
        image.save()
        found.append({**_said(title, "picture"), "image": image})
    if sound := plan.get("sound"):
        title, transcript = sound
        content = bell()
        document = _stored(title, "closing.wav", content, owner)
        found.append({**_said(title, "audio"), "document": document, "transcript": transcript})
    if film := plan.get("film"):
        title, link, note = film
        silent = "ไม่มีคนพูด มีแต่เสียงในห้องประชุม"
        found.append({**_said(title, "video", "th", note), "link": link, "no_transcript": silent})
    return found


def _document(name: str, title: str, owner) -> Document:
    return _stored(title, f"{name}.xlsx", workbook(name), owner)


def _stored(title: str, name: str, content: bytes, owner) -> Document:
    return Document.objects.create(
        title=title,
        file=ContentFile(content, name=name),
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
    if isinstance(page, CurriculumPage):
        page.editions.update(published_at=moment)
    page.refresh_from_db()
    return page

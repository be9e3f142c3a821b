"""Decides who writes a lesson and how its draft is kept, sent for review and taken back.

Rights are read here, at the moment of writing. A published lesson stays readable while the
next version is written: a draft is a revision of the page and changes nothing of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from exchange.models import LessonAuthor, LessonIndexPage, LessonPage
from exchange.models.lesson_people import text_of
from exchange.talk.text import tidy
from portal.funds.access import Rights, rights_of
from portal.funds.models import Fund
from portal.people.models import User

#: Fields of a lesson that a form may write, besides its rows.
FIELDS = (
    *("title", "summary", *LessonPage.PARTS),
    *("level_then", "prize", "year", "ask_office", "ask_person", "ask_agreed", "ask_contact"),
)


class LessonRefused(Exception):
    """Nothing was written. The message says why and what can be done, in the reader's language."""


class ChangedMeanwhile(LessonRefused):
    """Somebody else saved the draft since the writer opened it."""


def may_begin(rights: Rights) -> bool:
    """Whether somebody may write a lesson at all: for a fund, or for the network."""
    return rights.officer or speaks_for_network(rights)


def speaks_for_network(rights: Rights) -> bool:
    """Whether somebody may write lessons that are no single fund's."""
    return rights.trainer or rights.administrator


def may_write(rights: Rights, lesson: LessonPage) -> bool:
    """Whether somebody may write at a lesson: officers of its fund; trainers at the network's."""
    if rights.administrator:
        return True
    return rights.acts_for(lesson.fund_id) if lesson.fund_id else rights.trainer


@contextmanager
def lesson_lock(lesson_id: int) -> Iterator[LessonPage]:
    """One transaction at a time writes to a lesson; yields it freshly read.

    PostgreSQL locks its row; on SQLite `atomic` takes the one write lock.
    """
    with transaction.atomic():
        lessons = LessonPage.objects.select_for_update(of=("self",), no_key=True)
        lesson = lessons.filter(id=lesson_id).first()
        if lesson is None:
            raise LessonRefused(_("This lesson is no longer there."))
        yield lesson


@contextmanager
def _to_write(lesson: LessonPage, by: User) -> Iterator[tuple[LessonPage, Rights]]:
    """The lesson, locked, and the writer's rights; refuses whoever may not write at it."""
    with lesson_lock(lesson.pk) as locked:
        rights = rights_of(by)
        if not may_write(rights, locked):
            raise LessonRefused(
                _("A lesson is written by those who are officers of its fund today.")
            )
        yield locked, rights


def credit(author: User, rights: Rights, fund: Fund | None) -> LessonAuthor:
    """The line that names an author: with the post for a fund, or by their own name."""
    if fund is None or not rights.acts_for(fund.pk):
        return LessonAuthor(author=author)
    return LessonAuthor(author=author, fund=fund, post_held=rights.officer_of[fund.pk])


@transaction.atomic
def start_lesson(
    *, author: User, title: str, submission: UUID, fund: Fund | None = None, topic=None, quotes=()
) -> LessonPage:
    """Begin the draft of a lesson, for a fund or, without one, for the network.

    The same `submission` sent again returns the lesson it made. Raises `LessonRefused`.
    """
    if begun := LessonPage.objects.filter(submission=submission).first():
        if begun.owner_id != author.pk:
            raise LessonRefused(_("This has been sent already. Please open the page again."))
        return begun
    rights = rights_of(author)
    if not (rights.acts_for(fund.pk) if fund else speaks_for_network(rights)):
        raise LessonRefused(_("Lessons are begun by officers of a fund and by trainers."))
    # The library's row makes those wait who would give the same place in the tree.
    library = LessonIndexPage.objects.select_for_update(of=("self",), no_key=True).first()
    if library is None:
        raise LessonRefused(_("There is no library of lessons yet. Please tell the coordinator."))
    page = LessonPage(
        title=_one_line(title),
        slug=f"new-{submission}",
        owner=author,
        live=False,
        fund=fund,
        topic=topic,
        submission=submission,
        level_then=_level_now(fund),
        ask_office=rights.officer_of.get(fund.pk, "") if fund else "",
    )
    page.authors = [credit(author, rights, fund)]
    page.quotes = list(quotes)
    page.subjects = list(topic.subjects.all()) if topic else []
    with _refusing():
        library.add_child(instance=page)
        # A short address that can be read out on the telephone; nobody has seen the first one,
        # so it is changed past the redirects that a changed address leaves behind.
        page.slug, page.url_path = str(page.pk), f"{library.url_path}{page.pk}/"
        LessonPage.objects.filter(pk=page.pk).update(slug=page.slug, url_path=page.url_path)
        page.save_revision(user=author)
    return page


def draft_of(lesson: LessonPage) -> LessonPage:
    """The lesson with its newest text, published or not, read anew."""
    return LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()


def save_draft(
    *, lesson: LessonPage, by: User, fields: dict, subjects=None, rows: dict, seen: int | None
) -> LessonPage:
    """Keep what was written: `fields` by name, `rows` by relation ("figures", "pictures" …).

    What is not named stays as it was. `seen` is the revision the writer had before them; a
    newer one by somebody else raises `ChangedMeanwhile`. Nothing new makes no revision.
    """
    with _to_write(lesson, by) as (locked, rights):
        if locked.in_review:
            raise LessonRefused(
                _("A trainer is reading this lesson now. Take it back first, then change it.")
            )
        newest = locked.latest_revision
        if seen and newest and newest.pk != seen and newest.user_id != by.pk:
            raise ChangedMeanwhile(
                _(
                    "%(person)s has saved this lesson while you were writing. What you typed is "
                    "still here; save once more to keep it instead."
                )
                % {"person": newest.user or _("Somebody else")}
            )
        draft = draft_of(locked)
        before = text_of(draft.serializable_data())
        for name in FIELDS:
            if name in fields:
                setattr(draft, name, _cleaned(name, fields[name]))
        if subjects is not None:
            draft.subjects = list(subjects)
        for relation, items in rows.items():
            for place, item in enumerate(items):
                item.sort_order = place
            setattr(draft, relation, items)
        if text_of(draft.serializable_data()) == before:
            return draft
        if all(one.author_id != by.pk for one in draft.authors.all()):
            draft.authors.add(credit(by, rights, locked.fund))
        with _refusing():
            draft.save_revision(user=by)
        return draft


def send_for_review(*, lesson: LessonPage, by: User) -> LessonPage:
    """Hand the newest text to the trainers. Sent twice, it is sent once."""
    with _to_write(lesson, by) as (locked, _rights):
        if locked.in_review:
            return locked
        if missing := draft_of(locked).what_is_missing():
            raise LessonRefused(" ".join(missing))
        if locked.live and not locked.has_unpublished_changes:
            raise LessonRefused(_("Nothing has changed since this lesson was published."))
        state = locked.current_workflow_state
        workflow = locked.get_workflow()
        if state is not None:
            state.resume(by)
        elif workflow is not None:
            workflow.start(locked, by)
        else:
            raise LessonRefused(_("Nobody is set down to review lessons. Tell the coordinator."))
        return locked


def take_back(*, lesson: LessonPage, by: User) -> LessonPage:
    """Take a lesson out of the review, so that it can be changed; repeated, nothing happens."""
    with _to_write(lesson, by) as (locked, _rights):
        if locked.in_review:
            locked.current_workflow_state.cancel(user=by)
        return locked


def _level_now(fund: Fund | None) -> str:
    known = fund is not None and fund.level != Fund.Level.NOT_ASSESSED
    return fund.level if known else ""


def _one_line(text: str) -> str:
    return " ".join(tidy(text).split())


def _cleaned(name: str, value):
    if isinstance(value, str):
        return _one_line(value) if name in {"title", "summary", "ask_contact"} else tidy(value)
    return value


@contextmanager
def _refusing() -> Iterator[None]:
    """Turns what the fields' own rules find into a refusal a person can read."""
    try:
        yield
    except ValidationError as problem:
        raise LessonRefused(" ".join(problem.messages)) from problem

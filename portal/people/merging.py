"""Decides what becomes of two entries that are one person: all rows go to one, and can go back.

No room is imported: what points at a person is found through the models themselves. A model
whose rows describe the entry and not the person says `stays_at_merge = True`; one of which
two alike rows do no harm says `twins_may_stay = True`.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.people.models import Merge, MovedRow, Person, User

#: Fields that an entry without them takes over from the other one.
FILLED = ("title", "phone", "email", "language", "rhythm")
#: Rows that a refusal names.
MOST_NAMED = 5


class MergeError(Exception):
    """Two entries that cannot be put together, or apart; the message says why and what to do."""


@transaction.atomic
def merge(*, keep: Person, gone: Person, by: User, moment: datetime | None = None) -> Merge:
    """Put everything of one entry to the other and hide it; each moved row is noted.

    What the kept entry lacks (title, phone, e-mail, language, account …) it takes over. Where
    both have what a person may have once (a place in the same workshop), nothing is moved:
    a human must first decide which of the two counts. The same merge again returns the
    first one. Raises `MergeError`.
    """
    keep, gone = _both_locked(keep, gone)
    if done := Merge.objects.filter(keep=keep, gone=gone, undone_at=None).first():
        return done
    _check(keep, gone)
    made = Merge.objects.create(keep=keep, gone=gone, by=by, at=moment or timezone.now())
    moved, twice = [], []
    for model, field in pointing_at_people():
        went, stayed = _move(model, field, gone, keep)
        moved += [
            MovedRow(merge=made, model=model._meta.label_lower, field=field.name, row=str(pk))
            for pk in went
        ]
        if not getattr(model, "twins_may_stay", False):
            twice += [(model, pk) for pk in stayed]
    if twice:
        raise MergeError(
            _("Both have something that one person has only once: %(rows)s. Please end one first.")
            % {"rows": _named(twice)}
        )
    MovedRow.objects.bulk_create(moved)
    _take_over(made, keep, gone)
    return made


@transaction.atomic
def undo(*, merge: Merge, by: User, moment: datetime | None = None) -> Merge:
    """Take a merge back: exactly the rows it moved return, those added since stay.

    A row that was moved on or deleted since is left alone; a field that was changed since
    too. Undone again, nothing happens. Raises `MergeError`.
    """
    keep, gone = _both_locked(merge.keep, merge.gone)
    merge = Merge.objects.get(pk=merge.pk)
    if merge.undone_at:
        return merge
    if keep.merged_into_id:
        raise MergeError(
            _("%(keep)s was merged into another entry since. Please undo that first.")
            % {"keep": keep}
        )
    for model, field, rows in _moved_rows(merge):
        back = model._base_manager.filter(pk__in=rows, **{field: keep})
        try:
            with transaction.atomic():
                back.update(**{field: gone})
        except IntegrityError:
            raise MergeError(
                _("This cannot be undone: both would have the same %(kind)s.")
                % {"kind": model._meta.verbose_name}
            ) from None
    _give_back(merge, keep, gone)
    merge.undone_by, merge.undone_at = by, moment or timezone.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    return merge


def pointing_at_people() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Every model of every room that points at a person, with the field that does."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        model = relation.related_model
        if model is not Person and not getattr(model, "stays_at_merge", False):
            yield model, relation.field


def rows_of(people: Iterable[Person]) -> dict[int, list[tuple[str, int]]]:
    """What each of some people has: kinds of rows in words, and how many. A query a kind."""
    found = {person.pk: [] for person in people}
    for model, field in pointing_at_people():
        rows = model._base_manager.filter(**{f"{field.name}__in": list(found)})
        counts = rows.order_by().values_list(field.name).annotate(Count("pk"))
        for pk, number in counts:
            found[pk].append((str(model._meta.verbose_name_plural), number))
    return found


def _both_locked(keep: Person, gone: Person) -> tuple[Person, Person]:
    """Both entries as they are now; whoever merges one of them meanwhile waits.

    On SQLite the transaction holds the one write lock; on PostgreSQL the rows are locked,
    always in the same order.
    """
    keys = sorted({keep.pk, gone.pk})
    locked = Person.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    found = {person.pk: person for person in locked}
    return found[keep.pk], found[gone.pk]


def _check(keep: Person, gone: Person):
    if keep == gone:
        raise MergeError(_("This is one entry already."))
    for person in (keep, gone):
        if person.merged_into_id:
            raise MergeError(_("%(name)s was merged just now by somebody else.") % {"name": person})
    if keep.user_id and gone.user_id:
        raise MergeError(
            _(
                "Both have an account (%(one)s, %(two)s). Two accounts are not merged: an "
                "administrator must first take one of them away."
            )
            % {"one": keep.user.username, "two": gone.user.username}
        )


def _move(model, field, gone: Person, keep: Person) -> tuple[list, list]:
    """Move a model's rows from one person to another; keys of those that went and that could not.

    The database says which cannot: each of those would be there twice.
    """
    rows = list(
        model._base_manager.filter(**{field.name: gone}).order_by("pk").values_list("pk", flat=True)
    )
    if not rows or _moves(model, field, rows, keep):
        return rows, []
    went = [pk for pk in rows if _moves(model, field, [pk], keep)]
    return went, [pk for pk in rows if pk not in went]


def _moves(model, field, rows: list, keep: Person) -> bool:
    try:
        with transaction.atomic():
            model._base_manager.filter(pk__in=rows).update(**{field.name: keep})
    except IntegrityError:
        return False
    return True


def _named(rows: list[tuple[type[models.Model], object]]) -> str:
    """Some rows in words: what they are and how they are called."""
    named = [
        f"{model._meta.verbose_name} ({model._base_manager.get(pk=pk)})"
        for model, pk in rows[:MOST_NAMED]
    ]
    return ", ".join([*named, "…"] if len(rows) > MOST_NAMED else named)


def _take_over(made: Merge, keep: Person, gone: Person):
    """Hide one entry, and give the other what it lacks; note what that was."""
    gone_user, gone.user, gone.merged_into = gone.user, None, keep
    gone.save(update_fields=["user", "merged_into"])
    filled = [name for name in FILLED if getattr(gone, name) and not getattr(keep, name)]
    for name in filled:
        setattr(keep, name, getattr(gone, name))
    if gone_user:
        keep.user = gone_user
        filled.append("user")
    if filled:
        keep.save(update_fields=filled)
        made.filled = filled
        made.save(update_fields=["filled"])


def _give_back(merge: Merge, keep: Person, gone: Person):
    """Show the hidden entry again; take from the kept one what it got and still has as it was."""
    account = keep.user if "user" in merge.filled else None
    filled = [name for name in merge.filled if name != "user"]
    changed = [name for name in filled if getattr(keep, name) == getattr(gone, name)]
    for name in changed:
        setattr(keep, name, "")
    if account:
        keep.user = None
        changed.append("user")
    if changed:
        keep.save(update_fields=changed)
    gone.merged_into, gone.user = None, account
    gone.save(update_fields=["merged_into", "user"])


def _moved_rows(merge: Merge) -> Iterator[tuple[type[models.Model], str, list[str]]]:
    """What a merge moved, by model and field; models that are no more are left out."""
    rows = {}
    for row in merge.moved.all():
        rows.setdefault((row.model, row.field), []).append(row.row)
    for (label, field), keys in rows.items():
        try:
            yield apps.get_model(label), field, keys
        except LookupError:
            continue

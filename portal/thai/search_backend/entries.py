"""Decides how the entries of the index are asked for, so that the statement can be kept."""

from dataclasses import dataclass
from typing import Protocol

from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    Field,
    IntegerField,
    Model,
    OuterRef,
    QuerySet,
)
from django.db.models.functions import Cast

from portal.asked_often import Form


class Compiler(Protocol):
    """What knows how a database looks into the index."""

    @classmethod
    def entries(cls, match: str, column: str) -> QuerySet:
        """Index entries that a match finds, as `ThaiQueryCompiler.entries` has them."""


@dataclass(frozen=True)
class EntriesAsked:
    """A question to the index but for what is looked for: which fields of the entries of some
    types, and how many; with ``form`` of entries whose records are in it.

    ``ordered``: the newest first. ``older`` asks for those before an entry.
    """

    compiler: type["Compiler"]
    types: tuple[int, ...]
    column: str
    fields: tuple[str, ...]
    limit: int
    form: Form | None = None
    lists: int = 0
    ordered: bool = True
    older: bool = False

    @property
    def blanks(self) -> tuple[type, ...]:
        return (str, *([int] if self.older else []), *([list] * self.lists))

    def build(self, match: str, *values) -> QuerySet:
        entries = self.compiler.entries(match, self.column).filter(type__in=self.types)
        if self.older:
            before, *values = values
            entries = entries.filter(pk__lt=before)
        if self.form:
            entries = among(entries, self.form.records(*values))
        entries = entries.order_by("-pk") if self.ordered else entries.order_by()
        return entries.values_list(*self.fields)[: self.limit]


def among(entries: QuerySet, records: QuerySet) -> QuerySet:
    """The entries whose records are in a queryset.

    Asked record by record: a search that needs the first thousand hits does not have
    to know all records a reader may see.
    """
    if not records.query.where:
        return entries
    same_record = Cast(OuterRef("record"), key_type(records.model))
    return entries.filter(Exists(records.order_by().filter(pk=same_record)))


def key_field(model: type[Model]) -> Field:
    """The field of a model's key; of a page, that of the page it is."""
    field = model._meta.pk
    while field.remote_field:
        field = field.target_field
    return field


def key_type(model: type[Model]) -> Field:
    """What the index's text of a key has to be read as."""
    integer = isinstance(key_field(model), IntegerField)
    return BigIntegerField() if integer else CharField(max_length=50)


@dataclass(frozen=True, eq=False)
class JustThese:
    """A form that is asked for once: one queryset."""

    queryset: QuerySet

    def records(self) -> QuerySet:
        return self.queryset

"""Decides how a query that many people wait for is asked: written once, then only filled in.

Django spends several times longer on writing a statement than the database on answering it.
Under a lock everybody else waits for that; in a search it is most of the waiting.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import Protocol

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.db.models.query import RelatedPopulator, get_related_populators

#: Statements kept whose form comes from what is asked for; those not asked for longest go.
MOST_KEPT = 500

GREATEST_KEY = 2**63 - 1


Value = int | str | date | datetime | Sequence[int]


@dataclass(frozen=True)
class Written:
    """A statement, with the blanks among its parameters, and how its rows become records.

    `fields` are the model's own, by the place of their column. `converters` make a field's value
    of what a column holds: its place, the functions, and the expression they are told of.
    """

    sql: str
    parameters: tuple
    blanks: tuple
    model: type[Model]
    fields: dict[str, int]
    related: list[RelatedPopulator]
    annotations: dict[str, int]
    prefetched: tuple
    converters: list[tuple[int, list[Callable], object]]

    def answer(self, values: Sequence) -> list[tuple]:
        """The rows for values in place of the blanks."""
        given = dict(zip(self.blanks, values, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [given.get(one, one) for one in self.parameters])
            return cursor.fetchall()

    def record(self, row: tuple) -> Model:
        """What a row says, with what belongs to it and what was counted for it."""
        values = list(row)
        for place, functions, about in self.converters:
            for function in functions:
                values[place] = function(values[place], about, connection)
        own = [values[place] for place in self.fields.values()]
        record = self.model.from_db(connection.alias, list(self.fields), own)
        for populator in self.related:
            populator.populate(values, record)
        for name, place in self.annotations.items():
            setattr(record, name, values[place])
        return record


class AskedOften:
    """A query whose SQL is kept for each kind of database.

    `build` gives the queryset for values of the kinds of `blanks`, each int, str, date,
    datetime, or list for any number of whole numbers to be ``__in``. A number that no key can
    be finds nothing, as with Django's own filters.
    """

    def __init__(self, build: Callable[..., QuerySet], *blanks: type):
        self._build, self._kinds = build, blanks
        self._written: dict[tuple, Written | None] = {}

    def rows(self, *values: Value) -> list[tuple]:
        """The rows for these values. One query.

        For a queryset by `values_list` of whole numbers and texts, since nothing is converted on
        the way back.
        """
        values, written = self._statement(values)
        return written.answer(values) if written else []

    def records(self, *values: Value) -> list[Model]:
        """The records for these values, with all that their queryset brings along."""
        values, written = self._statement(values)
        records = [written.record(row) for row in written.answer(values)] if written else []
        if records and written.prefetched:
            prefetch_related_objects(records, *written.prefetched)
        return records

    def _statement(self, values: tuple) -> tuple[list, Written | None]:
        """The values one by one, and the statement with as many blanks."""
        single, sizes = [], []
        for kind, value in zip(self._kinds, values, strict=True):
            several = _rounded(value) if kind is list else [_as_sent(value)]
            single += several
            sizes.append(len(several))
        if any(isinstance(value, int) and abs(value) > GREATEST_KEY for value in single):
            return single, None
        key = (connection.vendor, *sizes)
        if key not in self._written:
            self._written[key] = self._write(sizes)
        return single, self._written[key]

    def _write(self, sizes: list[int]) -> Written | None:
        """The statement; none where it can find nothing whatever the values are."""
        numbers, blanks, arguments = count(), [], []
        for kind, size in zip(self._kinds, sizes, strict=True):
            some = [_STAND_INS[kind](next(numbers)) for _ in range(size)]
            blanks += some
            arguments.append(some if kind is list else some[0])
        queryset = self._build(*arguments)
        compiler = queryset.query.get_compiler(connection=connection)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
        columns = [column for column, _sql, _alias in compiler.select]
        model = compiler.klass_info or {"select_fields": []}
        converters = compiler.get_converters(columns)
        return Written(
            sql=sql,
            parameters=tuple(parameters),
            blanks=tuple(map(_as_sent, blanks)),
            model=queryset.model,
            fields={columns[place].target.attname: place for place in model["select_fields"]},
            related=get_related_populators(model, compiler.select, connection.alias),
            annotations=compiler.annotation_col_map or {},
            prefetched=queryset._prefetch_related_lookups,
            converters=[(place, tell, about) for place, (tell, about) in converters.items()],
        )


#: No constant of a query is one of these, so each is found again among its parameters.
_STAND_INS: dict[type, Callable[[int], Value]] = {
    int: lambda place: 1_847_209_563 + place,
    list: lambda place: 1_847_209_563 + place,
    str: lambda place: f"\x01{place}",
    date: lambda place: date(1847, 1, 1) + timedelta(place),
    datetime: lambda place: datetime(1847, 2, 9, 5, 6, 3, place, tzinfo=UTC),
}


def _as_sent(value: Value) -> Value:
    """A value as the database is sent it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value


def _rounded(keys: Sequence[int]) -> list[int]:
    """Keys, the last one repeated until they are 1, 2, 4, 8 …: few statements for any number."""
    keys = list(keys)
    size = 1 << (len(keys) - 1).bit_length() if keys else 0
    return keys + keys[-1:] * (size - len(keys))


class Form(Hashable, Protocol):
    """Records as many people ask for them, each with keys of their own: a queryset but for these.

    Of two forms that are equal the statements are written once.
    """

    model: type[Model]

    def records(self, *keys: Sequence[int]) -> QuerySet:
        """The records for these lists of keys."""


@dataclass(frozen=True)
class Filled:
    """A form with the keys of whoever asks."""

    form: Form
    keys: tuple[tuple[int, ...], ...] = ()

    @property
    def model(self) -> type[Model]:
        return self.form.model

    @property
    def queryset(self) -> QuerySet:
        return self.form.records(*self.keys)


class Question(Hashable, Protocol):
    """What is asked, but for the values that are filled in."""

    blanks: tuple[type, ...]

    def build(self, *values) -> QuerySet:
        """The queryset for values of the kinds of `blanks`."""


@lru_cache(maxsize=MOST_KEPT)
def asked_often(question: Question) -> AskedOften:
    """The query of a question, the same one for questions that are equal."""
    return AskedOften(question.build, *question.blanks)

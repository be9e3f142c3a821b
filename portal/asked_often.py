"""Decides how a query that many people wait for is asked: written once, then only filled in.

Django spends several times longer on writing a statement than the database on answering it.
Under a lock everybody else waits for that; in a search it is most of the waiting.
"""

from collections.abc import Callable, Hashable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Protocol

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

#: Statements kept whose form comes from what is asked for; those not asked for longest go.
MOST_KEPT = 500


@dataclass(frozen=True)
class Written:
    """A statement, with the blanks among its parameters, and how its rows become records."""

    sql: str
    parameters: tuple
    blanks: tuple
    queryset: QuerySet
    compiler: object

    def filled(self, values: Sequence) -> list:
        """The parameters with values in place of the blanks."""
        given = dict(zip(self.blanks, values, strict=True))
        return [given.get(one, one) for one in self.parameters]


class AskedOften:
    """A query whose SQL is kept for each kind of database.

    `build` gives the queryset for values of the kinds of `blanks`, each int, str, or list for
    any number of whole numbers to be ``__in``.
    """

    def __init__(self, build: Callable[..., QuerySet], *blanks: type):
        self._build, self._kinds = build, blanks
        self._written: dict[tuple, Written | None] = {}

    def rows(self, *values: int | str | Sequence[int]) -> list[tuple]:
        """The rows for these values. One query.

        For a queryset by `values_list` of whole numbers and texts, since nothing is converted on
        the way back.
        """
        values, written = self._statement(values)
        if written is None:
            return []
        with connection.cursor() as cursor:
            cursor.execute(written.sql, written.filled(values))
            return cursor.fetchall()

    def records(self, *values: int | str | Sequence[int]) -> list[Model]:
        """The records for these values, with all that their queryset brings along."""
        values, written = self._statement(values)
        if written is None:
            return []
        compiler, asked = copy(written.compiler), written.queryset.all()
        compiler.connection = connection
        statement = (written.sql, written.filled(values))
        compiler.as_sql = lambda *args, **kwargs: statement
        asked.query.get_compiler = lambda *args, **kwargs: compiler
        return list(asked)

    def _statement(self, values: tuple) -> tuple[list, Written | None]:
        """The values one by one, and the statement with as many blanks."""
        single, sizes = [], []
        for kind, value in zip(self._kinds, values, strict=True):
            several = _rounded(value) if kind is list else [value]
            single += several
            sizes.append(len(several))
        key = (connection.vendor, *sizes)
        if key not in self._written:
            self._written[key] = self._write(sizes)
        return single, self._written[key]

    def _write(self, sizes: list[int]) -> Written | None:
        """The statement; none where it can find nothing whatever the values are."""
        # No constant of a query is one of these, so each is found again among its parameters.
        numbers, blanks, arguments = count(1_847_209_563), [], []
        for kind, size in zip(self._kinds, sizes, strict=True):
            some = [f"\x01{next(numbers)}" if kind is str else next(numbers) for _ in range(size)]
            blanks += some
            arguments.append(some if kind is list else some[0])
        queryset = self._build(*arguments)
        compiler = queryset.query.get_compiler(connection=connection)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
        return Written(sql, tuple(parameters), tuple(blanks), queryset, compiler)


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

"""Decides how a query that many people wait for is asked: written once, then only filled in.

Django spends several times longer on writing a statement than the database on answering it.
Under a lock everybody else waits for that.
"""

from collections.abc import Callable

from django.db import connection
from django.db.models import QuerySet


class AskedOften:
    """A query of plain values, whose SQL is kept for each kind of database.

    `build` gives the queryset for values of the kinds of `blanks`, each int or str: rows by
    `values_list` of whole numbers and texts, since nothing is converted on the way back.
    """

    def __init__(self, build: Callable[..., QuerySet], *blanks: type):
        self._build = build
        # No constant of a query is one of these, so each is found again among its parameters.
        numbers = enumerate(blanks, 1_847_209_563)
        self._blanks = [number if kind is int else f"\x01{number}" for number, kind in numbers]
        self._written: dict[str, tuple[str, tuple]] = {}

    def rows(self, *values: int | str) -> list[tuple]:
        """The rows for these values. One query."""
        sql, parameters = self._statement()
        filled = dict(zip(self._blanks, values, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(sql, [filled.get(one, one) for one in parameters])
            return cursor.fetchall()

    def _statement(self) -> tuple[str, tuple]:
        if connection.vendor not in self._written:
            query = self._build(*self._blanks).query
            self._written[connection.vendor] = query.sql_with_params()
        return self._written[connection.vendor]

"""The portal's search on SQLite: FTS5, ranked by bm25."""

from django.db.models import F, FloatField, Func, QuerySet, Value
from modelsearch.backends.database.sqlite.query import MatchExpression
from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteFTSIndexEntry,
    SQLiteIndex,
    SQLiteSearchBackend,
)

from portal.thai.search_backend.indexing import Entry, ThaiIndex
from portal.thai.search_backend.questions import SQLITE
from portal.thai.search_backend.results import ThaiQueryCompiler, ThaiSearchResults


class Bm25(Func):
    """Rank of a row by the words found in it, a word in the title worth four in the body."""

    # The table's columns in their order: autocomplete, body, title.
    template = f"bm25({SQLiteFTSIndexEntry._meta.db_table}, 1.0, 1.0, 4.0)"
    output_field = FloatField()


class MatchAsWritten(MatchExpression):
    """A match whose whole text is given: it names its columns by itself."""

    def __init__(self, text: str):
        super().__init__([], Value(text))

    def as_sql(self, compiler, connection):
        return self.template, [self.query.value]


class SQLiteThaiQueryCompiler(ThaiQueryCompiler):
    syntax = SQLITE

    def match(self, expression: str, columns: list[str], own: str = "") -> str:
        parts = [(" ".join(columns), expression), ("autocomplete", self._kind)]
        if own:
            parts.append(("body", own))
        return " AND ".join(f"{{{names}}} : ({part})" for names, part in parts)

    @classmethod
    def entries(cls, match: str, column: str) -> QuerySet:
        """The rows of the full-text table; its key is that of the entry."""
        return SQLiteFTSIndexEntry.objects.filter(MatchAsWritten(match)).annotate(
            record=F("index_entry__object_id"),
            # Adding nothing keeps SQLite from starting with all records of the type, asking
            # the full-text index about each: 5.7 s instead of 0.05 s for 51,000 hits.
            type=F("index_entry__content_type_id") + 0,
            score=Bm25(),
        )


class SQLiteThaiBeginningCompiler(SQLiteThaiQueryCompiler):
    by_beginning = True


class SQLiteThaiIndex(ThaiIndex, SQLiteIndex):
    def columns(self, entry: Entry) -> dict:
        typed = f"{entry.beginnings} {entry.parts}".strip()
        return {"title": entry.title, "body": entry.body, "autocomplete": typed}


class SQLiteThaiBackend(SQLiteSearchBackend):
    query_compiler_class = SQLiteThaiQueryCompiler
    autocomplete_query_compiler_class = SQLiteThaiBeginningCompiler
    index_class = SQLiteThaiIndex
    results_class = ThaiSearchResults

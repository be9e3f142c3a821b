"""The portal's search on PostgreSQL: text search vectors, ranked by ``ts_rank``."""

import re

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import F, QuerySet, TextField, Value
from modelsearch.backends.database.postgres.postgres import (
    IndexEntry,
    PostgresIndex,
    PostgresSearchBackend,
)

from portal.thai.search_backend.indexing import Entry, ThaiIndex
from portal.thai.search_backend.questions import POSTGRES
from portal.thai.search_backend.results import ThaiQueryCompiler, ThaiSearchResults

# No stemming and no stop words: the tokens are not English, whatever the server's default.
CONFIG = "simple"
WORD, IN_BODY = re.compile(r"'\w+'"), r"\g<0>:D"
BY_LENGTH = Value(1)  # ts_rank divides by the logarithm of the length


def vector(tokens: str, weight: str) -> SearchVector:
    """The vector of tokens joined by spaces; ``weight`` is A (title) to D (body)."""
    return SearchVector(Value(tokens, output_field=TextField()), config=CONFIG, weight=weight)


class PostgresThaiQueryCompiler(ThaiQueryCompiler):
    syntax = POSTGRES

    def match(self, expression: str, columns: list[str], own: str = "") -> str:
        # What stands in the body alone has the weight D.
        return f"{expression} & {WORD.sub(IN_BODY, own)}" if own else expression

    @classmethod
    def entries(cls, match: str, column: str) -> QuerySet:
        query = SearchQuery(match, search_type="raw", config=CONFIG)
        return IndexEntry.objects.filter(**{column: query}).annotate(
            record=F("object_id"),
            type=F("content_type_id"),
            score=Value(0.0) - SearchRank(F(column), query, normalization=BY_LENGTH),
        )


class PostgresThaiBeginningCompiler(PostgresThaiQueryCompiler):
    by_beginning = True


class PostgresThaiIndex(ThaiIndex, PostgresIndex):
    def columns(self, entry: Entry) -> dict:
        title = vector(entry.title, "A")
        return {
            "title": title,
            # The title is here too, so that one indexed column answers for all words.
            "body": title + vector(entry.body, "D"),
            "autocomplete": vector(f"{entry.beginnings} {entry.parts}", "D"),
        }


class PostgresThaiBackend(PostgresSearchBackend):
    query_compiler_class = PostgresThaiQueryCompiler
    autocomplete_query_compiler_class = PostgresThaiBeginningCompiler
    index_class = PostgresThaiIndex
    results_class = ThaiSearchResults

"""Decides which records a question finds and in which order."""

import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter

from django.db.models import Count, QuerySet
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from modelsearch.backends.base import (
    BaseSearchQueryCompiler,
    BaseSearchResults,
    FilterFieldError,
    SearchFieldError,
)
from modelsearch.utils import get_descendants_content_types_pks

from portal.asked_often import Filled, asked_often
from portal.thai.search_backend.entries import EntriesAsked, JustThese, among, key_field, key_type
from portal.thai.search_backend.indexing import is_title, kind_token
from portal.thai.search_backend.questions import NOTHING, Found, Syntax, understand
from portal.thai.tokens import half_tokens, needle_tokens

# A word that stands in sixty thousand records is no question of rank. The newest of them
# are put in order of rank, the others follow by age, and no search waits longer for it.
RANKED = 240
QUOTED = re.compile(r"""["']\w+["']""")
# So many hits at a first look say that it spares nothing.
MANY = 200
MOST_PARTS = 12  # of a needle that the index is asked for; enough to leave few texts to read


@dataclass(frozen=True)
class Ranked:
    """A record the index found: its key, its score (the lower the better), and the key of
    its entry, which grows with time.
    """

    pk: object
    score: float
    entry: int


class ThaiQueryCompiler(BaseSearchQueryCompiler):
    """A question put to a queryset; the database's own part is in the subclasses.

    With ``within`` it looks for the same among records of a form, and its statements are kept.
    """

    DEFAULT_OPERATOR = "and"
    syntax: Syntax
    by_beginning = False
    within: Filled | None = None

    def match(self, expression: str, columns: list[str], own: str = "") -> str:
        """What is put to the database to look for an expression in ``columns`` (of title, body,
        autocomplete); with ``own`` this second one must find something in the body too.
        """
        raise NotImplementedError

    @classmethod
    def entries(cls, match: str, column: str) -> QuerySet:
        """Index entries that a match finds; ``column`` is the last of its columns.

        Annotated with ``record`` and ``type``, the id of the record (as text) and of its
        content type, and ``score``: the lower the better.
        """
        raise NotImplementedError

    def check(self) -> None:
        """Any filter and order the ORM can express will do; a field must be indexed."""
        model = self.queryset.model
        fields = [*model.get_searchable_search_fields(), *model.get_autocomplete_search_fields()]
        known = {field.field_name for field in fields}
        for name in self.fields or ():
            if name not in known:
                raise SearchFieldError(
                    f"{model.__name__} is not searched by {name}.", field_name=name
                )

    def records(self, start: int, stop: int | None, *, score_field: str | None = None) -> list:
        """The records found, from ``start`` to before ``stop`` in the order asked for."""
        if self.found == NOTHING:
            return []
        if self.found.but or not self.order_by_relevance:
            return list(self.in_queryset_order()[start:stop])
        ranked = self._ranked(start, stop)
        by_pk = self.queryset.in_bulk([pk for pk, _score in ranked])
        records = []
        for pk, score in ranked:
            if record := by_pk.get(pk):
                if score_field:
                    setattr(record, score_field, score)
                records.append(record)
        return records

    def count(self) -> int:
        """How many records are found."""
        if self.found == NOTHING:
            return 0
        if self.found.but:
            return self.in_queryset_order().count()
        return self._entries_in_queryset().count()

    def ranked(self, *, before: int | None = None) -> list[Ranked]:
        """The newest ``RANKED`` records that hold the words, the best first; of those whose
        entry is older than ``before``, if one is given. For questions without a negation.
        """
        if self.found == NOTHING or self.found.expression is None or self.found.but:
            return []
        fields, older = ("record", "score", "pk"), [] if before is None else [before]
        match, column = self._match_of_found(), self._columns()[-1]
        rows = self._ask(match, *older, column=column, fields=fields, limit=RANKED)
        to_pk = self._to_pk
        found = [Ranked(to_pk(record), score, entry) for record, score, entry in rows]
        return sorted(found, key=attrgetter("score"))

    def holding(self, needles: Sequence[str], *, limit: int, nearly: bool = False) -> list:
        """Keys of the newest records in which all parts of every needle stand, perhaps not
        together; with ``nearly`` those of one half of each.
        """
        if not (expression := self._holding(needles, nearly)):
            return []
        match = self.match(expression, ["autocomplete"])
        rows = self._ask(match, column="autocomplete", fields=("record",), limit=limit)
        to_pk = self._to_pk
        return [to_pk(record) for (record,) in rows]

    def types_with_words(self) -> set[int] | None:
        """The content types of which some record holds the words; None where many do."""
        if self.found == NOTHING or self.found.expression is None or self.found.but:
            return set()
        return self._types_among(self.found.expression, self._columns())

    def types_with_parts(self, *several: tuple[Sequence[str], bool]) -> set[int] | None:
        """The content types of which `holding` may give something for one of several pairs of
        needles and ``nearly``; None where many do.
        """
        expressions = [self._holding(needles, nearly) for needles, nearly in several]
        expressions = list(filter(None, expressions))
        if not expressions:
            return set()
        return self._types_among(self.syntax.any_of(expressions), ["autocomplete"])

    def _types_among(self, expression: str, columns: list[str]) -> set[int] | None:
        asked = EntriesAsked(
            type(self), tuple(self.types), columns[-1], ("type",), limit=MANY, ordered=False
        )
        found = asked_often(asked).rows(self.match(expression, columns))
        return {kind for (kind,) in found} if len(found) < MANY else None

    def _ask(self, match: str, *older: int, column: str, fields: tuple, limit: int) -> list[tuple]:
        """Fields of the newest entries of a match whose records are asked for."""
        form, keys = JustThese(self.queryset), ()
        if self.within:
            form, keys = self.within.form, self.within.keys
        asked = EntriesAsked(
            *(type(self), tuple(self.types), column, fields, limit, form, len(keys)),
            older=bool(older),
        )
        if self.within:
            return asked_often(asked).rows(match, *older, *keys)
        return list(asked.build(match, *older))

    def _holding(self, needles: Sequence[str], nearly: bool) -> str:
        """The expression for all of several needles; empty where the index cannot be asked."""
        asked = [self._holds(needle, nearly) for needle in needles]
        return self.syntax.all_of(asked) if asked and all(asked) else ""

    def _holds(self, needle: str, nearly: bool) -> str:
        """The expression for one needle; empty where the index cannot be asked for it."""
        wanted = half_tokens(needle) if nearly else (_some(needle_tokens(needle)),)
        if not all(wanted):
            return ""
        return self.syntax.any_of(
            [self.syntax.all_of([*map(self.syntax.word, parts)]) for parts in wanted]
        )

    def in_queryset_order(self) -> QuerySet:
        """The records found as a queryset in its own order, else newest first."""
        queryset = self.queryset if self.queryset.ordered else self.queryset.order_by("-pk")
        if self.found.expression is None:
            return queryset if self.found.but else queryset.none()
        pks = self._entries().values_list(Cast("record", key_type(self.queryset.model)))
        return queryset.exclude(pk__in=pks) if self.found.but else queryset.filter(pk__in=pks)

    @cached_property
    def found(self) -> Found:
        """The set of records asked for."""
        return understand(self.query, syntax=self.syntax, by_beginning=self.by_beginning)

    def _columns(self) -> list[str]:
        """The title only where just title fields are asked for."""
        if self.by_beginning:
            return ["autocomplete"]
        fields = self.queryset.model.get_searchable_search_fields()
        asked = [field for field in fields if field.field_name in (self.fields or ())]
        return ["title"] if asked and all(map(is_title, asked)) else ["title", "body"]

    def _match_of_found(self) -> str:
        """The match for what is asked for."""
        expression, columns, own = self.found.expression, self._columns(), ""
        if "body" in columns and getattr(self.queryset.model, "title_is_of_another", False):
            own = self.syntax.any_of(QUOTED.findall(expression))
        return self.match(expression, columns, own)

    def _entries(self) -> QuerySet:
        """Entries of this model that the expression finds."""
        entries = self.entries(self._match_of_found(), self._columns()[-1])
        return entries.filter(type__in=self.types)

    @cached_property
    def types(self) -> list[int]:
        """The content types among which it looks: those of its queryset, unless it is told."""
        return get_descendants_content_types_pks(self.queryset.model)

    @property
    def _kind(self) -> str:
        """The expression, put to the column of beginnings, that holds for this kind alone."""
        return self.syntax.any_of([self.syntax.word(kind_token(one)) for one in self.types])

    def _entries_in_queryset(self) -> QuerySet:
        """The same, as far as their records are in the queryset, newest first."""
        return among(self._entries().order_by("-pk"), self.queryset)

    def _ranked(self, start: int, stop: int | None) -> list[tuple]:
        """Primary keys and scores: the newest ``RANKED`` by score, what follows by age."""
        entries = self._entries_in_queryset()
        rows = list(entries.values_list("record", "score")[:RANKED])
        more = len(rows) == RANKED and (stop is None or stop > RANKED)
        rows.sort(key=itemgetter(1))
        if more:
            rows += [(record, None) for (record,) in entries.values_list("record")[RANKED:stop]]
        to_pk = self._to_pk
        return [(to_pk(record), score) for record, score in rows[start:stop]]

    @property
    def _to_pk(self) -> Callable:
        """What makes a key of the text that the index keeps of it."""
        return key_field(self.queryset.model).to_python


def _some(parts: list[str]) -> list[str]:
    """Parts of a needle from its beginning to its end, so many as the index is asked for."""
    step = max(1, -(-len(parts) // MOST_PARTS))
    return parts[::step]


class ThaiSearchResults(BaseSearchResults):
    """What a search answers; sliced and counted like a queryset."""

    supports_facet = True

    def _do_search(self) -> list:
        return self.query_compiler.records(self.start, self.stop, score_field=self._score_field)

    def _do_count(self) -> int:
        count = self.query_compiler.count()
        return max(0, min(count, count if self.stop is None else self.stop) - self.start)

    def facet(self, field_name: str) -> OrderedDict:
        """How many of the records found have each value of a field, the most first."""
        if self.query_compiler._get_filterable_field(field_name) is None:
            model = self.model.__name__
            raise FilterFieldError(f"{model} has no facet {field_name}.", field_name=field_name)
        values = self.query_compiler.in_queryset_order().order_by().values_list(field_name)
        counted = values.annotate(records=Count("pk")).order_by("-records")
        return OrderedDict(counted)

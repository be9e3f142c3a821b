"""Decides what the search index keeps of a record."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Manager, Model, QuerySet
from django.utils.encoding import force_str
from modelsearch.index import AutocompleteField, RelatedFields, SearchField
from modelsearch.utils import get_content_type_pk
from wagtail.search.backends import get_search_backends

from portal.thai.tokens import beginning_tokens, part_tokens, word_tokens

#: Records whose texts are read at once.
AT_ONCE = 500


@dataclass(frozen=True)
class Entry:
    """The tokens kept of one record, joined by spaces.

    ``title`` weighs more than ``body`` in the order of the hits; ``beginnings`` answers
    while somebody types; ``parts`` where no word does.
    """

    title: str
    body: str
    beginnings: str
    parts: str


def is_title(field: SearchField) -> bool:
    """Whether a field counts as the title: by its name, or because it is boosted."""
    return field.field_name == "title" or (field.boost or 1) > 1


def kind_token(content_type_id) -> str:
    """What says of which kind a record is, so that a search of one kind passes over the others
    without looking at them.
    """
    return f"zt{content_type_id}"


def entry_of(record: Model, kind: str) -> Entry:
    """What the index keeps of ``record`` by its ``search_fields``."""
    title, body, beginnings, parts = [], [], [], {kind}
    inside = getattr(record, "text_for_parts", None)
    for field, text in _texts(record, record.get_search_fields()):
        if isinstance(field, AutocompleteField):
            beginnings += beginning_tokens(text)
        else:
            (title if is_title(field) else body).extend(word_tokens(text))
    if inside is not None:
        parts |= part_tokens(inside())
    return Entry(*(" ".join(tokens) for tokens in (title, body, beginnings, sorted(parts))))


def _texts(record: Model, fields) -> Iterator[tuple[SearchField | AutocompleteField, str]]:
    for field in fields:
        if isinstance(field, SearchField | AutocompleteField):
            yield field, _text(field.get_value(record))
        elif isinstance(field, RelatedFields):
            for related in _related(field.get_value(record)):
                yield from _texts(related, field.fields)


def _text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return "\n".join(_text(part) for part in value)
    return force_str(value)


def _related(value) -> list[Model]:
    if value is None:
        return []
    if isinstance(value, Manager):
        return list(value.all())
    return [value() if callable(value) else value]


def reindex(records: QuerySet) -> None:
    """Write anew what the index keeps of records that were changed without being saved."""
    for backend in get_search_backends(with_auto_update=True):
        for start in range(0, records.count(), AT_ONCE):
            backend.add_bulk(records.model, records.order_by("pk")[start : start + AT_ONCE])


class ThaiIndex:
    """Mixed into Wagtail's index of a database; ``columns`` is how that one keeps an entry."""

    def columns(self, entry: Entry) -> dict:
        raise NotImplementedError

    def add_items(self, model: type[Model], records) -> None:
        """Write the entries of ``records``, in place of any they had."""
        content_type_id = get_content_type_pk(model)
        kind = kind_token(content_type_id)
        rows = [
            self.entries.model(
                content_type_id=content_type_id,
                object_id=force_str(record.pk),
                **self.columns(entry_of(record, kind)),
            )
            for record in records
        ]
        self.entries.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=["title", "body", "autocomplete"],
        )

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing: Wagtail's would read the whole index at every save to weigh lengths of
        titles, which the ranking of both databases does by itself.
        """

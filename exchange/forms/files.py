"""Boxes in which people choose pictures and papers to send along, and say what is seen in them."""

from collections.abc import Iterable
from uuid import UUID

from django import forms

from exchange.models import Attachment
from exchange.talk.text import tidy
from exchange.uploads import BEGINNINGS

#: What a file box offers first on a phone.
PICTURES = "image/*,.heic,.heif"
PAPERS = ",".join(f".{kind}" for kind in BEGINNINGS)


class SeveralFilesInput(forms.FileInput):
    """A box for several files at once."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Several files, each cleaned as one; empty ones are refused by the rule with their name."""

    def clean(self, data, initial=None):
        sent = data if isinstance(data, list) else [data]
        return [super(SeveralFilesField, self).clean(one, initial) for one in sent if one]


def keys_among(typed: Iterable[str]) -> list[UUID]:
    """The keys of attachments in what was sent; what is none is passed over."""
    found = []
    for one in typed:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found


def alts_in(data) -> dict[UUID, str]:
    """What was typed under each picture as one line, by its key; raises `ValidationError`."""
    alt = Attachment._meta.get_field("alt")
    keys = keys_among(name.removeprefix("alt-") for name in data if name.startswith("alt-"))
    lines = {
        key: " ".join(tidy(data[f"alt-{key}"]).split()) for key in keys if f"alt-{key}" in data
    }
    return {key: alt.clean(line, None) for key, line in lines.items()}

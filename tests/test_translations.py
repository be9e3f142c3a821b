"""Thai is complete: every message has a translation that keeps its placeholders."""

import re

from tests import translations

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def as_tuple(text) -> tuple[str, ...]:
    """Babel gives a text, or several where there is a plural."""
    return (text,) if isinstance(text, str) else tuple(text)


def key(message):
    return message.context, as_tuple(message.id)


def test_every_message_has_a_translation():
    known = {key(message) for message in translations.kept() if message.id}
    new = [str(m.id) for m in translations.used() if m.id and key(m) not in known]
    assert not new, "run `make messages` and translate:\n" + "\n".join(new)
    missing = translations.untranslated(translations.kept())
    assert not missing, "without a Thai translation:\n" + "\n".join(missing)


def test_no_translation_is_left_over():
    used = {key(message) for message in translations.used()}
    assert [m.id for m in translations.kept() if key(m) not in used] == []


def test_translations_keep_the_placeholders():
    wrong = []
    for message in filter(translations.is_translated, translations.kept()):
        ids, texts = map(as_tuple, (message.id, message.string))
        expected = sorted(PLACEHOLDER.findall(ids[-1]))
        if message.id and any(sorted(PLACEHOLDER.findall(text)) != expected for text in texts):
            wrong.append(ids[0])
    assert not wrong, "placeholders differ:\n" + "\n".join(wrong)


def test_the_compiled_catalogue_is_current():
    compiled = {key(message): as_tuple(message.string) for message in translations.compiled()}
    stale = [
        message.id
        for message in filter(translations.is_translated, translations.kept())
        if message.id and compiled.get(key(message)) != as_tuple(message.string)
    ]
    assert not stale, f"run `make messages`: {stale}"

"""Thai is complete: every message has a translation that keeps its placeholders."""

import re

import pytest

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


@pytest.mark.parametrize("path", [translations.PO, translations.SCRIPTS_PO], ids=lambda p: p.name)
def test_translations_keep_the_placeholders(path):
    wrong = []
    for message in filter(translations.is_translated, translations.kept(path)):
        ids, texts = map(as_tuple, (message.id, message.string))
        expected = sorted(PLACEHOLDER.findall(ids[-1]))
        if message.id and any(sorted(PLACEHOLDER.findall(text)) != expected for text in texts):
            wrong.append(ids[0])
    assert not wrong, "placeholders differ:\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    ("path", "compiled_path"),
    [
        (translations.PO, translations.MO),
        (translations.SCRIPTS_PO, translations.SCRIPTS_MO),
    ],
    ids=["pages", "scripts"],
)
def test_the_compiled_catalogue_is_current(path, compiled_path):
    compiled = {
        key(message): as_tuple(message.string) for message in translations.compiled(compiled_path)
    }
    stale = [
        message.id
        for message in filter(translations.is_translated, translations.kept(path))
        if message.id and compiled.get(key(message)) != as_tuple(message.string)
    ]
    assert not stale, f"run `make messages`: {stale}"


def test_borrowed_messages_are_those_the_libraries_have_today():
    for domain, listed in (
        ("django", translations.borrowed()),
        ("djangojs", translations.kept(translations.SCRIPTS_PO)),
    ):
        there = {key(message) for message in translations.of_libraries(domain)}
        gone = [m.id for m in filter(translations.is_message, listed) if key(m) not in there]
        assert not gone, f"no library has these any more, take them off the list: {gone}"


def test_every_message_of_the_admins_scripts_is_translated():
    catalog = translations.kept(translations.SCRIPTS_PO)
    assert translations.untranslated(catalog) == []

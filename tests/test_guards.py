"""The guards themselves notice what they are there for."""

import logging

import pytest
from django.template import Context, Engine, Origin, Template

from portal.settings import env
from tests.fixtures.templates import missing


def render(text: str, *, place="home/templates/home/x.html", **values) -> list[str]:
    """The missing variables noted while a template of that place is rendered."""
    engine = Engine.get_default()
    Template(text, Origin(str(env.ROOT / place)), engine=engine).render(Context(values))
    noted = list(missing)
    missing.clear()
    return noted


@pytest.mark.parametrize(
    "text",
    [
        "{{ gone }}",
        "{{ there.gone }}",
        "{{ gone|upper }}",
        "{% if gone.thing %}{% endif %}{% with a=gone %}{% endwith %}",
        "{% blocktranslate %}Hello {{ gone }}{% endblocktranslate %}",
    ],
)
def test_a_missing_variable_is_noted(text):
    assert render(text, there={}) != []


@pytest.mark.parametrize(
    "text",
    [
        "{{ there }}{{ empty }}{{ none }}",
        "{% if gone %}{% endif %}{% for a in gone %}{% endfor %}",
        "{{ gone|default:'–' }}",
        "{% blocktranslate with name=there %}Hello {{ name }}{% endblocktranslate %}",
        "{% blocktranslate count n=2 %}one{% plural %}{{ n }}{% endblocktranslate %}",
    ],
)
def test_what_is_there_or_only_asked_for_is_not_noted(text):
    assert render(text, there="a", empty="", none=None) == []


def test_packages_keep_their_missing_variables():
    assert render("{{ gone }}", place=".venv/lib/wagtail/x.html") == []


def test_the_value_printed_stays_the_same():
    template = Template("{{ a|upper }}{{ gone|default:'–' }}{{ b }}")
    assert template.render(Context({"a": "x", "b": lambda: "<"})) == "X–&lt;"


def test_an_error_line_is_kept_for_the_guard(caplog):
    logging.getLogger("home").error("something broke")
    assert [record.levelname for record in caplog.get_records("call")] == ["ERROR"]
    caplog.clear()

"""What is kept of a page is what would be drawn anew."""

from dataclasses import dataclass

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation
from django.utils.safestring import mark_safe

from portal.templatetags import kept


@dataclass(frozen=True)
class Line:
    text: str
    more: tuple = ()


@dataclass
class Loose:
    text: str


def template(inside: str, values: str = "value=value") -> Template:
    return Template(f"{{% load kept %}}{{% kept {values} %}}{inside}{{% endkept %}}")


def drawn(made: Template, value=None, **others) -> str:
    return made.render(Context({"value": value, **others}))


def texts(made: Template) -> dict:
    return made.nodelist[-1].texts


def test_equal_values_are_drawn_once():
    made = template("{{ value.text }}")
    assert [drawn(made, Line("ก")), drawn(made, Line("ก")), drawn(made, Line("ข"))] == [
        *("ก", "ก", "ข")
    ]
    assert len(texts(made)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (True, 1),
        (False, 0),
        (None, ""),
        ("<b>", mark_safe("<b>")),
        (Line("<b>"), Line(mark_safe("<b>"))),
        (Line("a", ("b",)), Line("a", ("b", "c"))),
        (("a", ("b",)), (("a",), "b")),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_values_that_are_written_differently_are_never_taken_for_each_other(one, other, turned):
    made = template("{{ value }} {{ value.text }}")
    for value in (other, one) if turned else (one, other):
        assert drawn(made, value) == drawn(template("{{ value }} {{ value.text }}"), value)


def test_each_language_is_drawn():
    made = template('{% translate "Home" %}', "")
    with translation.override("en"):
        assert drawn(made) == "Home"
    with translation.override("th"):
        assert drawn(made) == "หน้าแรก"


def test_nothing_is_seen_inside_but_what_is_named(rf):
    made = template("{% if rights or request or csrf_token %}seen{% endif %}{{ value }}")
    assert drawn(made, "x", rights="all", request=rf.get("/"), csrf_token="secret") == "x"


@pytest.mark.parametrize("value", [Loose("a"), ["a"], {"a": "b"}, object()])
def test_what_may_change_is_refused(value):
    with pytest.raises(TypeError):
        drawn(template("{{ value }}"), value)


def test_only_named_values_are_taken():
    with pytest.raises(TemplateSyntaxError):
        template("", "value")


def test_it_begins_again_before_it_grows_large(monkeypatch):
    monkeypatch.setattr(kept, "MOST_KEPT", 100)
    made = template("{{ value }}")
    for number in range(50):
        assert drawn(made, f"{number:010}") == f"{number:010}"
        assert sum(map(len, texts(made).values())) <= 100

"""Decides which parts of a page are drawn anew: those whose values have not been drawn before.

What is kept stands under everything it was made of, so that it can never be out of date: a
name that changed, a right that ended or another language is another key. To hold that, the
part sees the values named in its tag and nothing else: no request, no account, no rights.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from uuid import UUID

from django import template
from django.template.base import token_kwargs
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

#: Characters that one part of a template keeps in a process; then it begins again.
MOST_KEPT = 2_000_000
#: Equal values that are written differently: `True` and 1, safe text and text to be escaped.
BOOLEANS = {True: object(), False: object()}
PLAIN = {str, int, UUID, type(None)}


@register.tag
def kept(parser, token):
    """``{% kept post=post reader=reader %}…{% endkept %}``: the part inside, drawn once for each
    set of values and language. Values are texts, whole numbers, keys, yes or no, None, and
    tuples and frozen dataclasses of these.
    """
    words = token.split_contents()[1:]
    values = token_kwargs(words, parser)
    if words:
        raise template.TemplateSyntaxError(f"'kept' takes name=value only, not {words[0]!r}.")
    inside = parser.parse(["endkept"])
    parser.delete_first_token()
    return KeptNode(values, inside)


class KeptNode(template.Node):
    """Keeps as long as its template is kept; a template read anew begins with nothing."""

    child_nodelists = ("inside",)

    def __init__(self, values: dict, inside: template.NodeList):
        self.values, self.inside = values, inside
        self.begin_anew()

    def begin_anew(self) -> None:
        self.texts: dict[tuple, str] = {}
        self.characters = 0

    def render(self, context) -> str:
        values = {name: value.resolve(context) for name, value in self.values.items()}
        key = [get_language(), context.autoescape]
        for value in values.values():
            add_to_key(key, value)
        key = tuple(key)
        text = self.texts.get(key)
        if text is None:
            alone = template.Context(values, autoescape=context.autoescape)
            alone.template = context.template
            text = self.inside.render(alone)
            self.keep(key, text)
        return text

    def keep(self, key: tuple, text: str) -> None:
        self.characters += len(text) + sum(len(one) for one in key if isinstance(one, str))
        if self.characters > MOST_KEPT:
            self.begin_anew()
        self.texts[key] = text


def add_to_key(key: list, value) -> None:
    """Write a value flat into a key, so that two keys are equal only if they draw the same."""
    kind = type(value)
    if kind in PLAIN:
        key.append(value)
    elif kind is bool:
        key.append(BOOLEANS[value])
    elif kind is SafeString:
        key.append((kind, value))
    elif kind is tuple:
        key.append(len(value))
        for one in value:
            add_to_key(key, one)
    else:
        key.append(kind)
        for one in fields_of(kind)(value):
            if type(one) in PLAIN:
                key.append(one)
            else:
                add_to_key(key, one)


@cache
def fields_of(kind: type) -> Callable[..., tuple]:
    """What gives the fields of a frozen dataclass; nothing else can be held in a key."""
    if not (is_dataclass(kind) and kind.__dataclass_params__.frozen):
        raise TypeError(f"{kind.__name__} cannot be kept by: it may change.")
    names = [field.name for field in fields(kind)]
    # Of a single name it would not give a tuple.
    return attrgetter(*names, names[0])

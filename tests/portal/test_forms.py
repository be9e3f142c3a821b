"""How fields are drawn: named, explained, with the error beside them and what was typed kept."""

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.forms.renderers import TemplatesSetting
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from portal.forms import PortalRenderer


class Example(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the list.")
    note = forms.CharField(label="Note", required=False)
    post = forms.ChoiceField(
        label="Post", widget=forms.RadioSelect, choices=[("a", "Chair"), ("b", "Member")]
    )
    agreed = forms.BooleanField(label="Agreed", help_text="Until the workshop is over.")
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        raise forms.ValidationError("The two do not fit.")


def drawn(data=None):
    return BeautifulSoup(str(Example(data)), "html.parser")


def test_every_box_has_its_name():
    page = drawn()
    for box in page.select("input:not([type=hidden])"):
        assert page.select_one(f'label[for="{box["id"]}"]'), box
    assert page.fieldset.legend.get_text(strip=True) == "Post"


def test_only_what_may_stay_empty_says_so():
    marked = [mark.find_parent("label")["for"] for mark in drawn().select(".field__optional")]
    assert marked == ["id_note"]


@pytest.mark.parametrize("name", ["name", "agreed"])
def test_hint_and_error_are_tied_to_the_box(name):
    page = drawn({"note": "x"})
    box = page.select_one(f"#id_{name}")
    assert box["aria-invalid"] == "true"
    told = [page.find(id=part) for part in box["aria-describedby"].split()]
    assert all(told)
    assert {part["id"] for part in told} == {f"id_{name}_helptext", f"id_{name}_error"}


def test_the_group_of_choices_is_tied_to_its_error():
    page = drawn({})
    assert page.find(id=page.fieldset["aria-describedby"]).get_text(strip=True)


def test_what_was_typed_is_kept():
    page = drawn({"name": "", "note": "typed <b>", "post": "b"})
    assert page.select_one("#id_note")["value"] == "typed <b>"
    assert page.select_one('[name="post"][checked]')["value"] == "b"


def test_the_summary_leads_to_every_wrong_field():
    page = drawn({"note": "x"})
    summary = page.select_one(".error-summary")
    assert "The two do not fit." in summary.get_text()
    targets = [link["href"].removeprefix("#") for link in summary.select("a")]
    assert targets == ["id_name", "id_post", "id_agreed"]
    assert all(page.find(id=target) for target in targets)


def test_a_form_without_mistakes_has_no_summary():
    assert not drawn().select(".error-summary")
    assert not BeautifulSoup(
        render_to_string("includes/form_errors.html", {"form": Example()}), "html.parser"
    ).select("*")


def test_hidden_fields_are_drawn_once_and_bare():
    page = drawn()
    assert len(page.select('[name="token"]')) == 1
    assert not page.select('.field [name="token"]')


LISTS = {
    "groups": forms.Select(
        choices=[("", "–"), ("North <1>", [(1, "Pai & Pang"), (2, _("Chair"))]), (3, "x")]
    ),
    "escaped": forms.Select(choices=[('"a"', "<b>"), ("s", mark_safe("<i>s</i>"))]),
    "several": forms.SelectMultiple(choices=[(1, "one"), (2, "two"), (3, "three")]),
    "nobody": forms.Select(choices=[]),
    "yes or no": forms.NullBooleanSelect(),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("value", [None, "", 2, '"a"', ["1", "3"], True])
def test_a_list_is_drawn_as_django_draws_it(name, value):
    attrs = {"id": "id_x", "required": True, "hidden": False, "data-x": '"<', "lang": None}
    args = ("na<me", value if name == "several" or not isinstance(value, list) else 2, attrs)

    def lines(renderer) -> list[str]:
        drawn = BeautifulSoup(LISTS[name].render(*args, renderer=renderer), "html.parser")
        return [line.strip() for line in drawn.prettify().splitlines()]

    assert lines(PortalRenderer()) == lines(TemplatesSetting())


def test_a_list_with_lines_of_its_own_keeps_them():
    class Marked(forms.Select):
        option_template_name = "django/forms/widgets/radio_option.html"

    drawn = Marked(choices=[(1, "one")]).render("x", 1, renderer=PortalRenderer())
    assert "<input" in drawn


BOXES = [
    *(forms.TextInput, forms.NumberInput, forms.HiddenInput, forms.FileInput, forms.DateInput),
    *(forms.PasswordInput, forms.CheckboxInput, forms.Textarea, forms.ClearableFileInput),
]


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize(
    "value", [None, "", "a", ' "<b>" & ', mark_safe("<i>"), 2, 1234.5, True, _("Chair"), "a\n\nb\n"]
)
def test_a_box_is_drawn_as_django_draws_it(box, value):
    attrs = {"id": "id_x", "required": True, "hidden": False, "data-x": '"<', "rows": 3}
    attrs["data-safe"] = mark_safe("&lt;")
    args = ("na<me", value, attrs)
    assert box().render(*args, renderer=PortalRenderer()) == box().render(
        *args, renderer=TemplatesSetting()
    )

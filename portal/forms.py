"""How every form of the portal is drawn, and the example form of the style page."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from portal.thai.fields import ThaiDateField, ThaiIntegerField, ThaiPhoneField


class PortalRenderer(TemplatesSetting):
    """Loads form templates like all others, ours before Django's.

    Only whole forms and fields are ours; the boxes themselves keep Django's markup and are
    dressed by static/css/components.css, so that Wagtail's admin, which shares this renderer,
    finds the widgets it expects.
    """

    form_template_name = "django/forms/form.html"
    field_template_name = "django/forms/field.html"

    def render(self, template_name, context, request=None):
        """Lists to choose from are drawn without a template: Django's takes two for each line,
        and 77 provinces took more than half of a page's time. So are plain boxes, of which
        every form has some.
        """
        if template_name in INPUTS:
            return draw_input(context["widget"])
        if template_name == forms.Textarea.template_name:
            return draw_textarea(context["widget"])
        if template_name == forms.Select.template_name and _is_plain(context["widget"]):
            return draw_select(context["widget"])
        return super().render(template_name, context, request)


#: Widgets whose template is that of `<input>` and nothing else.
INPUTS = {
    widget.template_name
    for widget in (
        *(forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.TelInput),
        *(forms.SearchInput, forms.PasswordInput, forms.HiddenInput, forms.FileInput),
        *(forms.DateInput, forms.CheckboxInput),
    )
}


def draw_input(widget: dict) -> SafeString:
    """What `django/forms/widgets/input.html` makes of a widget's context."""
    value = widget["value"]
    said = "" if value is None else f' value="{conditional_escape(str(value))}"'
    kind, name = conditional_escape(widget["type"]), conditional_escape(widget["name"])
    return mark_safe(f'<input type="{kind}" name="{name}"{said}{_attributes(widget)}>')


def draw_textarea(widget: dict) -> SafeString:
    """What `django/forms/widgets/textarea.html` makes of a widget's context."""
    text = conditional_escape(widget["value"] or "")
    name = conditional_escape(widget["name"])
    return mark_safe(f'<textarea name="{name}"{_attributes(widget)}>\n{text}</textarea>')


def _is_plain(select: dict) -> bool:
    """Whether no line of a list has a template of its own."""
    own = forms.Select.option_template_name
    return all(one["template_name"] == own for _, lines, _ in select["optgroups"] for one in lines)


def draw_select(select: dict) -> SafeString:
    """What `django/forms/widgets/select.html` makes of a widget's context, but for spaces."""
    drawn = [f'<select name="{conditional_escape(select["name"])}"{_attributes(select)}>']
    for group, lines, _index in select["optgroups"]:
        if group:
            drawn.append(f'<optgroup label="{conditional_escape(group)}">')
        drawn += [
            f'<option value="{escape(str(line["value"]))}"{_attributes(line)}>'
            f"{conditional_escape(line['label'])}</option>"
            for line in lines
        ]
        if group:
            drawn.append("</optgroup>")
    return mark_safe("\n".join([*drawn, "</select>"]))


def _attributes(widget: dict) -> str:
    """Attributes as Django's own template writes them, each after a space."""
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


class ExampleForm(forms.Form):
    """One field of each kind, never saved: what the style page shows."""

    name = forms.CharField(label=_("First and last name"), max_length=60)
    phone = ThaiPhoneField(
        label=_("Phone"), help_text=_("So that we can reach you if the day or the place changes.")
    )
    day = ThaiDateField(label=_("Day"), help_text=_("For example 27/3/2566 or 27 มี.ค. 66."))
    members = ThaiIntegerField(label=_("Members"), required=False)
    fund = forms.ChoiceField(
        label=_("Fund"),
        choices=[("", _("Choose a fund")), ("1", "กองทุนสวัสดิการชุมชนตำบลปางหมู")],
    )
    post = forms.ChoiceField(
        label=_("Post in the fund"),
        widget=forms.RadioSelect,
        choices=[
            ("chair", _("Chair")),
            ("treasurer", _("Treasurer")),
            ("member", _("Member")),
        ],
    )
    subjects = forms.MultipleChoiceField(
        label=_("Subjects"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("accounts", _("Accounts and year-end closing")),
            ("rules", _("Writing the rules")),
            ("youth", _("Youth")),
        ],
    )
    story = forms.CharField(
        label=_("What happened"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
    )
    paper = forms.FileField(label=_("File"), required=False)
    agreed = forms.BooleanField(
        label=_("The organisers may keep these details until the workshop is over."),
        help_text=_("They are deleted after that."),
    )

"""How every form of the portal is drawn, and the example form of the style page."""

from django import forms
from django.forms.renderers import TemplatesSetting
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

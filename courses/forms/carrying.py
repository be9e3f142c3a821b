"""The two steps of bringing a curriculum in: choosing the file, saying yes to the preview."""

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from courses.models import CurriculumIndexPage, ProgrammePage

#: The largest file that is taken.
MOST_BYTES = 300_000_000


class CarriedFileForm(forms.Form):
    """The file, as another installation gave it."""

    file = forms.FileField(
        label=_("File of a curriculum"),
        help_text=_("Made by “For another installation” on the curriculum's page there."),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is too large: at most %(size)s.") % {"size": filesizeformat(MOST_BYTES)}
            )
        return file


class ParentChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj) -> str:
        return obj.title


class BringInForm(forms.Form):
    """Where a new curriculum goes, and whether an old or known one is wanted all the same."""

    token = forms.CharField(widget=forms.HiddenInput)
    parent = ParentChoice(label=_("Put it below"), queryset=Page.objects.none(), required=False)
    insist = forms.BooleanField(label=_("I want it as a draft all the same"), required=False)

    def __init__(self, *args, new=True, must_insist=False, **kwargs):
        super().__init__(*args, **kwargs)
        index = Page.objects.type(CurriculumIndexPage)
        programmes = Page.objects.type(ProgrammePage)
        self.fields["parent"].queryset = (index | programmes).order_by("path")
        self.fields["parent"].initial = index.first()
        self.fields["parent"].empty_label = None
        if not new:
            del self.fields["parent"]
        if not must_insist:
            del self.fields["insist"]

"""Looking for a trainer, and what a trainer says of themselves."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.forms.places import DistrictsField
from courses.models import TrainerProfile
from courses.workshops.places import areas_named
from courses.workshops.trainers import fitting
from portal.funds.forms.choosing import AreaChoice, SeveralRows
from portal.funds.models import Area, Subject
from portal.thai.digits import refuse_national_id


class TrainerFilter(forms.Form):
    """Which trainers the list shows. What is not understood is left out, never an error."""

    subject = forms.ModelChoiceField(
        label=gettext_lazy("Subject"),
        required=False,
        queryset=Subject.objects.filter(active=True),
        to_field_name="slug",
        empty_label=gettext_lazy("all"),
    )
    province = AreaChoice(
        label=gettext_lazy("Province"),
        required=False,
        queryset=Area.objects.none(),
        empty_label=gettext_lazy("all"),
    )
    district = AreaChoice(
        label=gettext_lazy("District"),
        required=False,
        queryset=Area.objects.none(),
        empty_label=gettext_lazy("all"),
    )

    def __init__(self, data):
        super().__init__(data)
        slim = Area.objects.only("code", "kind", "name_th", "name_en")
        self.fields["province"].queryset = slim.provinces()
        province = self.data.get("province", "")
        if len(province) == 2 and province.isdecimal():
            self.fields["district"].queryset = slim.districts().inside(province)
        else:
            del self.fields["district"]

    def apply(self, trainers):
        """The trainers that pass every filter understood."""
        self.is_valid()
        chosen = self.cleaned_data
        area = chosen.get("district") or chosen.get("province")
        return fitting(trainers, subject=chosen.get("subject"), area=area)

    @property
    def in_use(self) -> bool:
        return any(self.data.get(name) for name in self.fields)


class OneDistrictField(DistrictsField):
    """One district by its name; None when empty."""

    def prepare_value(self, value):
        return super().prepare_value([value] if isinstance(value, Area) else value)

    def to_python(self, value):
        text = forms.CharField.to_python(self, value).strip()
        super().run_validators(text)
        return self._district(text) if text else None

    def run_validators(self, value):
        """The text was judged before it was looked up."""


class PlacesField(forms.CharField):
    """Names of provinces and districts with commas between them, as a list of areas."""

    def prepare_value(self, value):
        if isinstance(value, str) or value is None:
            return value
        return ", ".join(area.full_name for area in value)

    def to_python(self, value):
        names = re.split(r"[,\n;]", super().to_python(value))
        return [self._place(name.strip()) for name in names if name.strip()]

    @staticmethod
    def _place(name: str) -> Area:
        for kind in (Area.Kind.PROVINCE, Area.Kind.DISTRICT):
            if kind == Area.Kind.PROVINCE and name.startswith(("อ.", "อำเภอ")):
                continue
            found = areas_named(name, kind=kind)
            if len(found) == 1:
                return found[0]
            if found:
                several = _(
                    "Several districts are called “%(name)s”. Please add the province: %(areas)s."
                )
                areas = ", ".join(one.full_name for one in found[:5])
                raise ValidationError(several % {"name": name, "areas": areas})
        raise ValidationError(
            _("There is no province or district called “%(name)s”.") % {"name": name}
        )


class TrainerProfileForm(forms.Form):
    """What a trainer teaches, where they live and where they go."""

    subjects = SeveralRows(
        label=gettext_lazy("Subjects"),
        queryset=Subject.objects.filter(active=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Please choose one from the list.")},
    )
    home_district = OneDistrictField(
        label=gettext_lazy("Home district"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("Name, and province if you like: ปางมะผ้า แม่ฮ่องสอน"),
    )
    goes_to = PlacesField(
        label=gettext_lazy("Goes to teach in"),
        required=False,
        max_length=1500,
        help_text=gettext_lazy(
            "Provinces and districts with commas between them: แม่ฮ่องสอน, อ.ฝาง เชียงใหม่."
        ),
    )
    about = forms.CharField(
        label=gettext_lazy("In a few words"),
        required=False,
        max_length=500,
        validators=[refuse_national_id],
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        help_text=gettext_lazy("What you like to teach, and how you can be booked."),
    )

    @staticmethod
    def as_typed(profile: TrainerProfile | None) -> dict:
        """A profile as the fields show it."""
        if profile is None:
            return {}
        return {
            "subjects": [subject.pk for subject in profile.subjects.all()],
            "home_district": profile.home_district,
            "goes_to": list(profile.goes_to.select_related("parent")),
            "about": profile.about,
        }

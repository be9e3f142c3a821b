"""Filters of the workshop list: a plain GET form whose address can be shared."""

from datetime import date

from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models import CurriculumPage, Workshop
from courses.workshops.places import held_in_or_for
from portal.funds.forms.choosing import AreaChoice
from portal.funds.models import Area, Region, Subject
from portal.thai.dates import short_date


class WorkshopFilter(forms.Form):
    """Which workshops the list shows. What is not understood is left out, never an error."""

    region = forms.ModelChoiceField(
        label=_("Region"),
        required=False,
        queryset=Region.objects.all(),
        to_field_name="slug",
        empty_label=_("all"),
    )
    province = AreaChoice(
        label=_("Province"), required=False, queryset=Area.objects.none(), empty_label=_("all")
    )
    district = AreaChoice(
        label=_("District"), required=False, queryset=Area.objects.none(), empty_label=_("all")
    )
    subject = forms.ModelChoiceField(
        label=_("Subject"),
        required=False,
        queryset=Subject.objects.filter(active=True),
        to_field_name="slug",
        empty_label=_("all"),
    )
    level = forms.ChoiceField(
        label=pgettext_lazy("of a curriculum", "Level"),
        required=False,
        choices=[("", _("all")), *CurriculumPage.Level.choices],
    )
    month = forms.ChoiceField(label=_("Month"), required=False)
    free = forms.BooleanField(label=_("Seats left"), required=False)
    curriculum = forms.ModelChoiceField(
        queryset=CurriculumPage.objects.live().defer("sessions", "aims", "before"),
        # The key is a foreign key to the page: SQLite chokes on numbers too large for it.
        to_field_name="id",
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, data, *, workshops):
        """`workshops` are those to choose from; the months offered are theirs."""
        super().__init__(data)
        self.workshops = workshops
        slim = Area.objects.only("code", "kind", "name_th", "name_en")
        self.fields["province"].queryset = slim.provinces()
        province = self.data.get("province", "")
        if len(province) == 2 and province.isdecimal():
            self.fields["district"].queryset = slim.districts().inside(province)
        else:
            del self.fields["district"]
        self.fields["month"].choices = [("", _("all"))] + [
            (f"{day:%Y-%m}", short_date(day).split(" ", 1)[1])
            for day in workshops.order_by().dates("starts_on", "month")
        ]

    def apply(self):
        """The workshops that pass every filter understood, each once."""
        self.is_valid()
        chosen, found = self.cleaned_data, self.workshops
        place = chosen.get("district") or chosen.get("province")
        if place:
            found = found.filter(held_in_or_for(place.code))
        if region := chosen.get("region"):
            meant = Workshop.regions.through.objects.filter(region=region).values("workshop_id")
            held = Q(venue__subdistrict__parent__parent__region=region)
            found = found.filter(held | Q(pk__in=meant))
        if chosen.get("subject"):
            found = found.filter(curriculum__subjects=chosen["subject"])
        if chosen.get("curriculum"):
            found = found.filter(curriculum=chosen["curriculum"])
        if chosen.get("level"):
            found = found.filter(curriculum__level=chosen["level"])
        if chosen.get("month"):
            month = date.fromisoformat(f"{chosen['month']}-01")
            found = found.filter(starts_on__year=month.year, starts_on__month=month.month)
        if chosen.get("free"):
            found = found.open_now().filter(taken__lt=F("seats"))
        return found

    @property
    def in_use(self) -> bool:
        """Whether any filter narrows the list."""
        return any(self.data.get(name) for name in self.fields)

"""Fields that take a place as people write it: a venue, a subdistrict, districts, a position."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.access import may_hold_in, venues_in_reach
from courses.models import Venue
from courses.workshops.places import MOST_SHOWN, areas_named
from portal.funds.access import Rights
from portal.funds.models import Area
from portal.thai.digits import refuse_national_id, to_arabic
from portal.thai.fields import ThaiIntegerField

POSITION = re.compile(r"\s*(\d{1,2}\.\d+)\s*[, ]\s*(\d{2,3}\.\d+)\s*")


class VenueChoice(forms.ModelChoiceField):
    """Venues with the place they are in, because halls are called alike. One is needed, but
    it may be a new one, so that an empty choice is judged by the form.
    """

    def clean(self, value):
        return None if value in self.empty_values else super().clean(value)

    def label_from_instance(self, obj) -> str:
        return f"{obj} · {obj.subdistrict.full_name}"


class PositionField(forms.CharField):
    """Latitude and longitude as a map app copies them, as a pair of degrees; None when empty."""

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        match = POSITION.fullmatch(to_arabic(text))
        if match:
            latitude, longitude = float(match[1]), float(match[2])
            if 5 <= latitude <= 21 and 97 <= longitude <= 106:
                return latitude, longitude
        raise ValidationError(
            _("Please copy two numbers of a place in Thailand from a map, like 19.30090, 97.96850.")
        )


class DistrictsField(forms.CharField):
    """Names of districts with commas between them, as a list of areas."""

    def prepare_value(self, value):
        if isinstance(value, str) or value is None:
            return value
        return ", ".join(f"{area.name_th} {area.parent.name_th}" for area in value)

    def to_python(self, value):
        names = re.split(r"[,\n;]", super().to_python(value))
        return [self._district(name.strip()) for name in names if name.strip()]

    @staticmethod
    def _district(name: str) -> Area:
        found = areas_named(name, kind=Area.Kind.DISTRICT)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(_("There is no district called “%(name)s”.") % {"name": name})
        raise ValidationError(
            _("Several districts are called “%(name)s”. Please add the province: %(areas)s.")
            % {
                "name": name,
                "areas": ", ".join(f"{area.name} {area.parent.name}" for area in found[:5]),
            }
        )


def comfort_field(name: str) -> forms.ChoiceField:
    """What is asked of a place: yes, partly, no, or not known."""
    field = Venue._meta.get_field(name)
    return forms.ChoiceField(
        label=capfirst(field.verbose_name),
        choices=[("", Venue.Comfort.__empty__), *Venue.Comfort.choices],
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Please choose one from the list.")},
    )


class VenueFormMixin(forms.Form):
    """The part of a form that chooses a venue or describes a new one on the same screen.

    `cleaned_data["venue"]` is then a `Venue`, not saved yet where it is new. Where a
    subdistrict's name fits several, the form comes back with them to choose from.
    """

    rights: Rights

    venue = VenueChoice(
        label=gettext_lazy("Place"),
        queryset=Venue.objects.none(),
        empty_label=gettext_lazy("a new place, written below"),
        error_messages={"invalid_choice": gettext_lazy("Please choose a place from the list.")},
    )
    new_name = forms.CharField(
        label=gettext_lazy("Name of the place"),
        max_length=200,
        required=False,
        validators=[refuse_national_id],
    )
    new_room = forms.CharField(
        label=gettext_lazy("Hall or room"),
        max_length=150,
        required=False,
        validators=[refuse_national_id],
    )
    new_subdistrict = forms.CharField(
        label=gettext_lazy("Subdistrict"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("Name, and district if you like: ปางหมู เมืองแม่ฮ่องสอน"),
    )
    new_subdistrict_choice = forms.ChoiceField(
        label=gettext_lazy("Which subdistrict?"), required=False, widget=forms.RadioSelect
    )
    new_address = forms.CharField(
        label=gettext_lazy("Address and landmark"),
        max_length=300,
        required=False,
        validators=[refuse_national_id],
    )
    new_position = PositionField(
        label=gettext_lazy("Position on the map"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Two numbers copied from a map app: 19.30090, 97.96850"),
    )

    new_capacity = ThaiIntegerField(
        label=gettext_lazy("Room for how many"),
        required=False,
        min_value=1,
        max_value=20_000,
        error_messages={"min_value": gettext_lazy("At least one person.")},
    )
    new_power = comfort_field("power")
    new_signal = comfort_field("signal")
    new_wheelchair = comfort_field("wheelchair")
    new_parking = comfort_field("parking")
    new_notes = forms.CharField(
        label=gettext_lazy("What else one should know"),
        max_length=1000,
        required=False,
        validators=[refuse_national_id],
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def prepare_places(self) -> None:
        """Offer the venues within reach, and the candidates for the subdistrict typed."""
        self.fields["venue"].queryset = venues_in_reach(self.rights, Venue.objects.with_place())
        self.candidates = []
        typed = self.data.get(self.add_prefix("new_subdistrict"), "") if self.is_bound else ""
        if typed.strip():
            self.candidates = areas_named(typed[:150], kind=Area.Kind.SUBDISTRICT)
        if len(self.candidates) > 1:
            self.fields["new_subdistrict_choice"].choices = [
                (area.pk, area.full_name) for area in self.candidates
            ]
        else:
            del self.fields["new_subdistrict_choice"]

    @property
    def new_place_begun(self) -> bool:
        """Whether something of a new place was typed or is wrong, so that it must show."""
        return not self.fields["venue"].queryset.exists() or any(
            self[name].value() or self[name].errors for name in self.fields if "new_" in name
        )

    def clean_place(self) -> None:
        """Settle `venue`, with every problem beside the field that has it."""
        chosen, name = self.cleaned_data.get("venue"), self.cleaned_data.get("new_name")
        if "venue" in self.errors or "new_name" in self.errors:
            return
        if chosen and name:
            self.add_error("new_name", _("Choose a place or write a new one, not both."))
        elif not chosen and not name:
            self.add_error("venue", _("Choose a place, or write a new one below."))
        elif name and (subdistrict := self._subdistrict()):
            latitude, longitude = self.cleaned_data.get("new_position") or (None, None)
            self.cleaned_data["venue"] = Venue(
                name=name,
                room=self.cleaned_data.get("new_room", ""),
                subdistrict=subdistrict,
                address=self.cleaned_data.get("new_address", ""),
                latitude=latitude,
                longitude=longitude,
                capacity=self.cleaned_data.get("new_capacity"),
                notes=self.cleaned_data.get("new_notes", ""),
                **{name: self.cleaned_data.get(f"new_{name}", "") for name in Venue.COMFORTS},
            )

    def _subdistrict(self) -> Area | None:
        found = self.candidates
        if len(found) > 1:
            picked = self.cleaned_data.get("new_subdistrict_choice")
            found = [area for area in found if area.pk == picked]
            if not found:
                self.add_error("new_subdistrict_choice", self._several())
                return None
        if not found:
            self.add_error(
                "new_subdistrict",
                _("Please write the name of a subdistrict as it is on the map."),
            )
            return None
        if not may_hold_in(self.rights, found[0].pk):
            self.add_error("new_subdistrict", _("This is outside the provinces you coordinate."))
            return None
        return found[0]

    def _several(self) -> str:
        if len(self.candidates) < MOST_SHOWN:
            return _("Several subdistricts are called so. Please choose one.")
        return _("Many subdistricts are called so. Choose one, or add the district's name above.")

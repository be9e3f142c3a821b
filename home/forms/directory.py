"""Filters of the fund directory: a plain GET form whose address can be shared."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.funds.forms.choosing import AreaChoice
from portal.funds.models import Area, Fund, Region, Subject


class FundFilter(forms.Form):
    """Which funds the directory shows. Whatever is not understood is left out, never an error."""

    q = forms.CharField(label=_("Name or place"), required=False, max_length=100)
    region = forms.ModelChoiceField(
        label=_("Region"), required=False, queryset=Region.objects.all(), empty_label=_("all")
    )
    province = AreaChoice(
        label=_("Province"), required=False, queryset=Area.objects.none(), empty_label=_("all")
    )
    district = AreaChoice(
        label=_("District"), required=False, queryset=Area.objects.none(), empty_label=_("all")
    )
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("all")), *Fund.Level.choices]
    )
    subject = forms.ModelChoiceField(
        label=_("Can teach"),
        required=False,
        queryset=Subject.objects.filter(active=True),
        empty_label=_("all"),
    )

    #: What everybody may filter by. A public list of funds that need support, by name,
    #: would shame; the network's own people see every level.
    PUBLIC_LEVELS = (Fund.Level.STRONG, Fund.Level.FORMING)

    def __init__(self, data=None, *, rights, **kwargs):
        super().__init__(data, **kwargs)
        if not rights.is_staff_of_portal:
            self.fields["level"].choices = [
                ("", _("all")),
                *((level.value, level.label) for level in self.PUBLIC_LEVELS),
            ]
        self.fields["province"].queryset = Area.objects.provinces().only(
            "code", "name_th", "name_en", "kind"
        )
        province = self.data.get("province", "")
        if len(province) == 2 and province.isdigit():
            self.fields["district"].queryset = (
                Area.objects.districts().inside(province).only("code", "name_th", "name_en", "kind")
            )
        else:
            del self.fields["district"]

    def apply(self, funds):
        """The funds that pass every filter understood (`q` is left to the search)."""
        self.is_valid()
        chosen = self.cleaned_data
        if chosen.get("region"):
            funds = funds.in_region(chosen["region"])
        place = chosen.get("district") or chosen.get("province")
        if place:
            funds = funds.within(place.code)
        if chosen.get("level"):
            funds = funds.filter(level=chosen["level"])
        if chosen.get("subject"):
            funds = funds.filter(offers__subject=chosen["subject"])
        return funds

    @property
    def in_use(self) -> bool:
        """Whether any filter narrows the list."""
        return any(self.data.get(name) for name in ("q", "region", "province", "level", "subject"))

"""Admin forms of the funds room: what may be typed, and what the reader's rights allow."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.funds.access import rights_today
from portal.funds.models import Area, Office
from portal.thai.fields import ThaiPhoneField


class InReachForm(WagtailAdminModelForm):
    """A form whose row must lie in the provinces of the person who saves it."""

    #: Fields whose choice decides where the row lies, and how to read the area code of it.
    places = {}

    def clean(self):
        cleaned = super().clean()
        rights = rights_today(self.for_user)
        for name, code_of in self.places.items():
            chosen = cleaned.get(name)
            if chosen is not None and not rights.coordinates(code_of(chosen)):
                self.add_error(name, _("This lies outside the provinces you coordinate."))
        return cleaned


class FundForm(InReachForm):
    """A fund with its rows; years typed by the same person keep who entered them."""

    places = {
        "subdistrict": lambda subdistrict: subdistrict.code,
        "merged_into": lambda fund: fund.subdistrict_id,
    }

    def save(self, commit=True):
        for year in self.formsets["years"].forms if "years" in self.formsets else ():
            if year.has_changed() and year.instance.entered_by_id is None:
                year.instance.entered_by = self.for_user
        return super().save(commit=commit)


class OfFundForm(InReachForm):
    """A row of a fund."""

    places = {"fund": lambda fund: fund.subdistrict_id}


class FundYearForm(OfFundForm):
    """Yearly figures; the first to save them is who entered them."""

    def save(self, commit=True):
        if self.instance.entered_by_id is None:
            self.instance.entered_by = self.for_user
        return super().save(commit=commit)


class OfficeForm(OfFundForm):
    """A post entered or corrected by a coordinator. Nobody writes a post of their own here."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.status = Office.Status.CONFIRMED

    def clean(self):
        cleaned = super().clean()
        person = cleaned.get("person") or (self.instance.pk and self.instance.person)
        if person and person.user_id == self.for_user.pk:
            raise ValidationError(_("Somebody else has to decide on your own post."))
        return cleaned

    def save(self, commit=True):
        if self.instance.pk is None or "status" in self.changed_data:
            self.instance.decided_by, self.instance.decided_at = self.for_user, timezone.now()
        return super().save(commit=commit)


class PersonForm(WagtailAdminModelForm):
    """A person. Tying an account to a person gives it the person's posts, so that is for the
    nation's coordinators and administrators.
    """

    phone = ThaiPhoneField(label=_("Phone"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not rights_today(self.for_user).whole_nation:
            self.fields.pop("user", None)


class RubricForm(WagtailAdminModelForm):
    """An edition of the self-assessment. Once answered, its statements stay in number."""

    def clean(self):
        cleaned = super().clean()
        rows = self.formsets["statements"].forms
        answered = self.instance.pk and self.instance.assessments.exists()
        gone = any(row.cleaned_data.get("DELETE") for row in rows if row.is_valid())
        added = any(row.instance.pk is None for row in rows)
        if answered and (gone or added):
            raise ValidationError(
                _(
                    "Funds have answered this edition already: its statements can be reworded, "
                    "but for more or fewer of them please make a new edition."
                )
            )
        return cleaned


class AreaForm(WagtailAdminModelForm):
    """An area. Code and names are official and follow `load_areas`; one younger than the
    official list can be added by hand, inside an area that is known.
    """

    OFFICIAL = ("code", "name_th", "name_en")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.code:
            for name in self.OFFICIAL:
                self.fields[name].disabled = True
        if len(self.instance.code) != 2:
            for name in ("region", "mountain"):
                self.fields.pop(name, None)

    def clean_code(self):
        code = self.cleaned_data["code"]
        if self.instance.code:
            return code
        if not Area.objects.filter(pk=code[:-2]).exists():
            raise ValidationError(_("There is no area with the code this one begins with."))
        if not rights_today(self.for_user).coordinates(code):
            raise ValidationError(_("This lies outside the provinces you coordinate."))
        return code

    def _post_clean(self):
        code = self.cleaned_data.get("code", "")
        self.instance.parent_id = code[:-2] or None
        self.instance.kind = Area.LENGTHS.get(len(code), "")
        super()._post_clean()

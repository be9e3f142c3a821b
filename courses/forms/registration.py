"""Forms with which people are registered: by themselves, by their fund, by the organisers."""

from collections.abc import Iterable
from secrets import token_urlsafe

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.forms.consents import ConsentsAsked
from courses.forms.free_text import FreeTextField, NeedsField
from courses.forms.fund_choice import FundFinding
from courses.forms.names import PersonNameField
from courses.forms.questions import QuestionsAsked
from courses.models import Question
from portal.funds.models import Fund, Office
from portal.people.consent import Purpose
from portal.thai.fields import ThaiPhoneField

#: Titles are part of a Thai name and stay as they are in every language.
TITLES = ("นาย", "นาง", "นางสาว", "พระ", "ดร.")

NO_SUCH_CHOICE = {"invalid_choice": _("Please choose one from the list.")}

_signer = Signer(salt="courses.registration")


class TokenField(forms.CharField):
    """The address part of the private link, chosen when the form is shown and signed.

    A form sent twice is known by it, and only who filled in the form is led to the link.
    One that was not made here is quietly replaced: nobody typed it.
    """

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, initial=self.new, **kwargs)

    @staticmethod
    def new() -> str:
        return _signer.sign(token_urlsafe(16))

    def to_python(self, value) -> str:
        try:
            return _signer.unsign(value or "")
        except BadSignature:
            return token_urlsafe(16)


class PlaceForm(ConsentsAsked, QuestionsAsked, FundFinding):
    """What is asked of everybody: fund, post, needs. Subclasses say who it is.

    `questions` are the workshop's own ones, `purposes` those that consent is asked for.
    """

    post_held = forms.ChoiceField(
        label=_("Post in the fund"),
        required=False,
        choices=[("", _("none, or another one")), *Office.Role.choices],
        error_messages=NO_SUCH_CHOICE,
    )
    needs = NeedsField()
    token = TokenField()

    def __init__(
        self,
        *args,
        questions: Iterable[Question] = (),
        purposes: Iterable[str] = (),
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.ask(questions)
        self.ask_consent(purposes)

    def details(self) -> dict:
        """What the rule is given of the fields all forms have."""
        fund = self.cleaned_data["fund"]
        return {
            "fund": fund if isinstance(fund, Fund) else None,
            "post_held": self.cleaned_data["post_held"],
            "needs": self.cleaned_data["needs"],
            "token": self.cleaned_data["token"],
        }

    def declared(self) -> dict:
        """What the rule is given beside: the workshop's questions, and what was agreed to."""
        return {"answers": self.cleaned_data["answers"], "consents": self.consents()}


class OwnPlaceForm(PlaceForm):
    """For somebody signed in, whose name is known."""

    phone = ThaiPhoneField(
        label=_("Phone"), help_text=_("So that we can reach you if the day or the place changes.")
    )
    field_order = ["phone"]

    def details(self) -> dict:
        return {**super().details(), "phone": self.cleaned_data["phone"]}


class NamedPlaceForm(PlaceForm):
    """For a visitor, or for somebody who is registered by another person."""

    title = forms.ChoiceField(
        label=pgettext_lazy("of a person", "Title"),
        required=False,
        choices=[("", "–"), *((one, one) for one in TITLES)],
        error_messages=NO_SUCH_CHOICE,
    )
    first_name = PersonNameField(label=_("First name"), autocomplete="given-name", max_length=80)
    last_name = PersonNameField(
        label=_("Last name"), autocomplete="family-name", max_length=80, required=False
    )
    phone = ThaiPhoneField(
        label=_("Phone"), help_text=_("So that we can reach you if the day or the place changes.")
    )
    field_order = ["title", "first_name", "last_name", "phone"]

    def __init__(self, *args, for_another: bool = False, phone_required: bool = True, **kwargs):
        """`for_another`: a second person types it in. A phone may be missing at the door."""
        super().__init__(*args, **kwargs)
        self.fields["phone"].required = phone_required
        if for_another:
            self.fields["phone"].help_text = _("Theirs, or one at which they can be reached.")
            self.fields["needs"].help_text = _(
                "What to prepare for them. Deleted 30 days after the workshop."
            )
            for name in ("first_name", "last_name", "phone"):
                self.fields[name].widget.attrs["autocomplete"] = "off"

    def details(self) -> dict:
        names = ("title", "first_name", "last_name", "phone")
        return {**super().details(), **{name: self.cleaned_data[name] for name in names}}


class CallerForm(NamedPlaceForm):
    """For the organisers: a caller, somebody at the desk, or somebody on a list.

    `override` is asked for when somebody lacks what has to come first, `same` when somebody
    like them is known (`courses.lists.resembling`).
    """

    override = FreeTextField(
        label=_("Admit them all the same, because"), required=False, max_length=300
    )
    same = forms.CharField(required=False)
    field_order = ["first_name", "last_name", "phone", "title"]

    def __init__(self, *args, **kwargs):
        purposes = [Purpose.WORKSHOP, Purpose.NEEDS]
        super().__init__(*args, for_another=True, phone_required=False, purposes=purposes, **kwargs)

    def declared(self) -> dict:
        return {**super().declared(), "override": self.cleaned_data["override"]}

"""Form fields that take what people here type: Thai digits, Buddhist years, 09.00 น., 1,200.-

Each shows its value the way it may be typed back, so that an unchanged form changes
nothing. All are text inputs: a browser's own date and number inputs know no Thai digits
and no Buddhist era.
"""

import re
from datetime import date, time
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.thai import dates, phones
from portal.thai.digits import to_arabic

GROUPED = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
MONEY_WORDS = re.compile(r"^฿|(?:บาท|baht|฿|\.[-–])$", re.IGNORECASE)
TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?(?:[.:]00)?")
TIME_WORD = re.compile(r"\s*(?:นาฬิกา|น\.?)$")


class TypedInput(forms.TextInput):
    """A text input that asks a phone for the keys ``inputmode`` names and shows ``show(value)``."""

    def __init__(self, *, inputmode, show, types, attrs=None):
        self.show, self.types = show, types
        super().__init__(attrs={"inputmode": inputmode, **(attrs or {})})

    def format_value(self, value):
        if isinstance(value, self.types) and not isinstance(value, bool):
            return self.show(value)
        return super().format_value(value)


class TypedFieldMixin:
    """Gives a field its ``TypedInput`` unless another widget is asked for."""

    inputmode = "text"
    shown_types: tuple = ()

    def __init__(self, *args, widget=None, **kwargs):
        super().__init__(*args, widget=widget or self.typed_input(), **kwargs)

    @classmethod
    def typed_input(cls, **attrs):
        """The widget of this field, also for a model field's ``formfield(widget=…)``."""
        return TypedInput(
            inputmode=cls.inputmode, show=cls.show, types=cls.shown_types, attrs=attrs
        )

    @staticmethod
    def show(value) -> str:
        raise NotImplementedError


class ThaiDateField(TypedFieldMixin, forms.DateField):
    """A day, typed in either era, as ``date``; see ``portal.thai.dates.parse_date``."""

    # The decimal keys hold digits and a point on every phone, so 27.3.2566 can be typed
    # without changing keyboards.
    inputmode = "decimal"
    shown_types = (date,)
    show = staticmethod(dates.typed_date)

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        if not str(value).strip():
            return None
        try:
            return dates.parse_date(str(value))
        except dates.DateNotUnderstood as problem:
            raise ValidationError(problem.args[0], code="invalid") from problem


class ThaiYearField(TypedFieldMixin, forms.IntegerField):
    """A year as an integer CE, shown and typed in the reader's era, between two years CE."""

    inputmode = "numeric"
    shown_types = (int,)

    def __init__(self, *, first_year=dates.FIRST_YEAR, last_year=dates.LAST_YEAR, **kwargs):
        self.first_year, self.last_year = first_year, last_year
        super().__init__(**kwargs)

    @staticmethod
    def show(value) -> str:
        return str(dates.be_year(value))

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, int):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return dates.be_year_from_text(value)
        except dates.YearNotUnderstood as problem:
            raise ValidationError(problem.args[0], code="invalid") from problem

    def validate(self, value):
        super().validate(value)
        if value is not None and not self.first_year <= value <= self.last_year:
            raise ValidationError(
                _("Please write a year between %(first)s and %(last)s."),
                code="year_out_of_range",
                params={
                    "first": dates.be_year(self.first_year),
                    "last": dates.be_year(self.last_year),
                },
            )


class ThaiIntegerField(TypedFieldMixin, forms.IntegerField):
    """A whole number: Thai digits and thousands commas are understood and commas shown."""

    inputmode = "numeric"
    shown_types = (int,)
    default_error_messages = {"invalid": _("Please write a whole number, for example 1,250.")}

    @staticmethod
    def show(value) -> str:
        return f"{value:,}"

    def to_python(self, value):
        return super().to_python(_plain_number(value))


class ThaiDecimalField(TypedFieldMixin, forms.DecimalField):
    """A figure with decimals, mostly baht: ``๑,๒๐๐``, ``1,200.50``, ``1,200.-``, ``1,200 บาท``."""

    inputmode = "decimal"
    shown_types = (Decimal, int, float)
    default_error_messages = {"invalid": _("Please write a number, for example 1,250 or 1,250.50.")}

    @staticmethod
    def show(value) -> str:
        return f"{value:,}"

    def to_python(self, value):
        return super().to_python(_plain_number(value))


def _plain_number(value):
    """Typed text as Python reads numbers; commas anywhere but between thousands are left in,
    so that ``1,5`` is refused instead of becoming fifteen.
    """
    if not isinstance(value, str):
        return value
    text = MONEY_WORDS.sub("", to_arabic(value).strip()).strip()
    return text.replace(",", "") if GROUPED.fullmatch(text) else text


class ThaiTimeField(TypedFieldMixin, forms.TimeField):
    """A time of day: ``09.00``, ``9:00``, ``9.00 น.`` and ``9 น.`` are nine in the morning."""

    inputmode = "decimal"
    shown_types = (time,)
    show = staticmethod(dates.clock)
    default_error_messages = {
        "invalid": _("Please write the time with hours and minutes, for example 09.00 or 13.30.")
    }

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, time):
            return super().to_python(value)
        text = TIME_WORD.sub("", to_arabic(str(value)).strip())
        if not text:
            return None
        match = TIME.fullmatch(text)
        try:
            return time(int(match[1]), int(match[2] or 0))
        except (TypeError, ValueError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class ThaiPhoneField(TypedFieldMixin, forms.CharField):
    """A Thai telephone number as ``0XXXXXXXXX``; see ``portal.thai.phones.parse_phone``."""

    inputmode = "tel"
    shown_types = (str,)
    show = staticmethod(phones.show_phone)

    def widget_attrs(self, widget):
        attrs = {**super().widget_attrs(widget), "autocomplete": "tel"}
        # A limit meant for the bare digits would cut what is typed with dashes.
        attrs.pop("maxlength", None)
        return attrs

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return text
        try:
            return phones.parse_phone(text)
        except phones.PhoneNotUnderstood as problem:
            raise ValidationError(problem.args[0], code="invalid") from problem

"""Decides how every form of the Wagtail admin shows and reads days, moments and figures.

Wagtail's own date boxes write CE years and store a typed "27/3/2566" as the year 2566 CE.
Here each date, moment and number of a model is a text box of ours instead, in page forms,
snippets and child rows alike; no form has to ask for it.
"""

import re
from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import from_current_timezone, to_current_timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateTimeInput

from portal.thai import dates
from portal.thai.fields import (
    ThaiDateField,
    ThaiDecimalField,
    ThaiIntegerField,
    ThaiTimeField,
    TypedFieldMixin,
)
from portal.thai.model_fields import YearField

DAY_THEN_TIME = re.compile(r"(?P<day>.*\S)(?:[\s,]+|T)(?P<time>[\d๐-๙]{1,2}[.:][\d๐-๙]{2}.*)")


def typed_moment(value: datetime) -> str:
    """``27/3/2566 09.00`` or ``27/3/2023 09:00``; a naive moment is in the portal's time zone."""
    value = to_current_timezone(value)
    return f"{dates.typed_date(value.date())} {dates.clock(value)}"


class ThaiDateTimeField(TypedFieldMixin, forms.DateTimeField):
    """A day and a time of day, typed in either era, as an aware ``datetime``."""

    shown_types = (datetime,)
    show = staticmethod(typed_moment)
    default_error_messages = {
        "invalid": _("Please write day and time, for example 27/3/2566 09.00.")
    }

    def __init__(self, *args, widget=None, **kwargs):
        if isinstance(widget, AdminDateTimeInput):
            # Wagtail's box for publishing on a date asks for it by name; its attributes tie
            # it to the dialog around it, its picker would write CE years.
            widget = self.typed_input(**widget.attrs)
        super().__init__(*args, widget=widget, **kwargs)

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, datetime):
            return super().to_python(value)
        text = str(value).strip()
        if not text:
            return None
        match = DAY_THEN_TIME.fullmatch(text)
        if match is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        day = ThaiDateField().to_python(match["day"].rstrip(","))
        return from_current_timezone(
            datetime.combine(day, ThaiTimeField().to_python(match["time"]))
        )


def use_thai_fields() -> None:
    """Make the admin's forms use our fields; called once, when the portal starts."""
    for model_field, form_field in (
        (models.DateField, ThaiDateField),
        (models.DateTimeField, ThaiDateTimeField),
        (models.TimeField, ThaiTimeField),
        (models.IntegerField, ThaiIntegerField),
        (models.DecimalField, ThaiDecimalField),
    ):
        register_form_field_override(model_field, override={"form_class": form_field})
    # Knows its form field by itself; without this it would count as an integer.
    register_form_field_override(YearField, override={})

"""Form fields that take Thai digits, Buddhist years and the ways things are written here."""

from datetime import date, time
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.thai.fields import (
    ThaiDateField,
    ThaiDecimalField,
    ThaiIntegerField,
    ThaiPhoneField,
    ThaiTimeField,
    ThaiYearField,
)


class WorkshopForm(forms.Form):
    day = ThaiDateField()
    year = ThaiYearField()
    seats = ThaiIntegerField(min_value=1)
    cost = ThaiDecimalField(max_digits=10, decimal_places=2)
    begins = ThaiTimeField()
    phone = ThaiPhoneField()


INITIAL = {
    "day": date(2023, 3, 27),
    "year": 2023,
    "seats": 1200,
    "cost": Decimal("1200.50"),
    "begins": time(9, 0),
    "phone": "0812345678",
}


def shown(form) -> dict[str, str]:
    """What a browser would send back of an untouched form."""
    return {field.name: field.subwidgets[0].data["value"] for field in form}


def test_initial_values_are_shown_in_the_readers_way():
    assert shown(WorkshopForm(initial=INITIAL)) == {
        "day": "27/3/2566",
        "year": "2566",
        "seats": "1,200",
        "cost": "1,200.50",
        "begins": "09.00",
        "phone": "081-234-5678",
    }
    with translation.override("en"):
        in_english = shown(WorkshopForm(initial=INITIAL))
    assert (in_english["day"], in_english["year"]) == ("27/3/2023", "2023")


@pytest.mark.parametrize("language", ["th", "en"])
def test_an_untouched_form_changes_nothing(language):
    with translation.override(language):
        form = WorkshopForm(shown(WorkshopForm(initial=INITIAL)), initial=INITIAL)
        assert not form.has_changed(), form.changed_data
        assert form.is_valid(), form.errors
        assert form.cleaned_data == INITIAL


def test_what_was_typed_stays_in_the_field_beside_the_error():
    form = WorkshopForm({"day": "29/2/2566", "year": "256", "seats": "สิบ", "begins": "25.00"})
    assert set(form.errors) == {"day", "year", "seats", "cost", "begins", "phone"}
    assert shown(form)["day"] == "29/2/2566"
    assert shown(form)["year"] == "256"
    assert [len(messages) for messages in form.errors.values()] == [1] * 6


def test_phones_get_the_right_keys():
    modes = {field.name: field.field.widget.attrs["inputmode"] for field in WorkshopForm()}
    assert modes == {
        "day": "decimal",
        "year": "numeric",
        "seats": "numeric",
        "cost": "decimal",
        "begins": "decimal",
        "phone": "tel",
    }
    assert all(field.field.widget.input_type == "text" for field in WorkshopForm())


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (ThaiDateField(), "๒๗ มี.ค. ๖๖", date(2023, 3, 27)),
        (ThaiDateField(), "2023-03-27", date(2023, 3, 27)),
        (ThaiDateField(required=False), "  ", None),
        (ThaiYearField(), "พ.ศ. ๒๕๖๖", 2023),
        (ThaiYearField(required=False), "", None),
        (ThaiIntegerField(), "๑,๒๕๐", 1250),
        (ThaiIntegerField(), "-5", -5),
        (ThaiIntegerField(required=False), "", None),
        (ThaiDecimalField(), "๑,๒๐๐.๕๐", Decimal("1200.50")),
        (ThaiDecimalField(), "1,200.-", Decimal(1200)),
        (ThaiDecimalField(), "1,200 บาท", Decimal(1200)),
        (ThaiDecimalField(), "฿1,200", Decimal(1200)),
        (ThaiTimeField(), "09.00", time(9)),
        (ThaiTimeField(), "9:00", time(9)),
        (ThaiTimeField(), "9.00 น.", time(9)),
        (ThaiTimeField(), "๑๓.๓๐น.", time(13, 30)),
        (ThaiTimeField(), "9 น.", time(9)),
        (ThaiTimeField(), "09:00:00", time(9)),
        (ThaiTimeField(required=False), "", None),
        (ThaiPhoneField(), "+66 81 234 5678", "0812345678"),
        (ThaiPhoneField(required=False), "", ""),
    ],
)
def test_typed_values(field, typed, value):
    assert field.clean(typed) == value


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (ThaiDateField(), ""),
        (ThaiDateField(), "31/2/2566"),
        (ThaiYearField(), "3112"),
        (ThaiYearField(first_year=2009, last_year=2030), "2551"),
        (ThaiIntegerField(), "1,5"),
        (ThaiIntegerField(), "12.5"),
        (ThaiIntegerField(min_value=1), "0"),
        (ThaiDecimalField(), "1,20"),
        (ThaiDecimalField(), "NaN"),
        (ThaiDecimalField(max_digits=10, decimal_places=2), "1.234"),
        (ThaiTimeField(), "24.00"),
        (ThaiTimeField(), "9.5"),
        (ThaiTimeField(), "เช้า"),
        (ThaiPhoneField(), "123"),
    ],
)
def test_refused_values(field, typed):
    with pytest.raises(ValidationError):
        field.clean(typed)


def test_a_years_limits_are_said_in_the_readers_era():
    with pytest.raises(ValidationError) as refusal:
        ThaiYearField(first_year=2009, last_year=2030).clean("2551")
    assert "2552" in refusal.value.messages[0]
    assert "2573" in refusal.value.messages[0]


def test_a_number_typed_with_dashes_is_not_cut_by_the_length_of_its_column():
    field = ThaiPhoneField(max_length=10)
    assert "maxlength" not in field.widget.attrs
    assert field.clean("081-234-5678") == "0812345678"

"""Model fields whose forms read what people here type."""

from django.db import models

from portal.thai.fields import ThaiYearField

FIRST_YEAR, LAST_YEAR = 1950, 2100


class YearField(models.PositiveSmallIntegerField):
    """A year, stored CE; every form made from the model shows and reads it in the reader's era."""

    def formfield(self, **kwargs):
        return super().formfield(
            **{
                "form_class": ThaiYearField,
                "first_year": FIRST_YEAR,
                "last_year": LAST_YEAR,
                **kwargs,
            }
        )

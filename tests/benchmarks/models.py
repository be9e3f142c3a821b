"""The one row that the bare view writes."""

from django.db import models


class Row(models.Model):
    """As much text as a registration brings along."""

    name = models.CharField(max_length=160)
    phone = models.CharField(max_length=15)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "benchmarks"

    def __str__(self) -> str:
        return self.name

"""Words that are not published in the exchange; coordinators of the nation edit the list."""

from django.core.validators import MinLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class UnwantedWordQuerySet(models.QuerySet):
    """Ways to ask for words."""

    def like(self, text: str) -> "UnwantedWordQuerySet":
        """Words that hold a text."""
        return self.filter(word__icontains=text.strip())


class UnwantedWord(models.Model):
    """A word or phrase. At least four letters: shorter ones stand inside harmless words."""

    word = models.CharField(
        _("word or phrase"), max_length=80, unique=True, validators=[MinLengthValidator(4)]
    )
    active = models.BooleanField(_("active"), default=True)

    objects = UnwantedWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("unwanted word")
        verbose_name_plural = _("unwanted words")
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word

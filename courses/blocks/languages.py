"""Decides which languages a text or recording may be in: Thai, English, and the network's tags."""

from django.utils.translation import gettext_lazy as _

from portal.funds.models import FundTag

THAI = "th"
#: Languages that every installation knows; those of the hills and coasts are tags.
OWN = ((THAI, _("Thai")), ("en", _("English")))


def language_choices() -> list[tuple[str, str]]:
    """Every language with its name; one query."""
    tags = FundTag.objects.filter(kind=FundTag.Kind.LANGUAGE)
    return [*OWN, *((tag.slug, tag.name) for tag in tags)]

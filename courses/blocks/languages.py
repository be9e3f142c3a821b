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


def language_names(slugs) -> dict[str, str]:
    """The names of some languages in the reader's; asks only for those that are tags.

    A tag that was deleted since keeps its short name.
    """
    names = {slug: str(name) for slug, name in OWN}
    local = {slug for slug in slugs if slug and slug not in names}
    if local:
        tags = FundTag.objects.filter(kind=FundTag.Kind.LANGUAGE, slug__in=local)
        names.update({slug: slug for slug in local} | {tag.slug: tag.name for tag in tags})
    return names

"""Decides in one query which restrictions of Wagtail keep readers from a page."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from wagtail.models import PageViewRestriction


def unrestricted(page: str = "") -> Exists:
    """A condition on pages (or what a lookup leads from to one): no editor has restricted the
    page or one above it.
    """
    path = ExpressionWrapper(OuterRef(f"{page}path"), output_field=CharField())
    restrictions = PageViewRestriction.objects.annotate(below=path)
    return ~Exists(restrictions.filter(below__startswith=F("page__path")))


class RestrictedInOneQuery:
    """A page whose restrictions are found by its path, without reading the pages above it.

    `open_to_all` is what `unrestricted` said as the page was read for this request.
    """

    open_to_all = False

    def get_view_restrictions(self) -> QuerySet:
        """Those of the page, of each page above it, and of what any of these is an alias of."""
        if self.open_to_all and not self.alias_of_id:
            return PageViewRestriction.objects.none()
        above = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        of_page = Q(page__path__in=above, page__alias_of=None)
        of_source = Q(page__aliases__path__in=above)
        return PageViewRestriction.objects.filter(of_page | of_source).distinct()

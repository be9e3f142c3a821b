"""Curricula whose text should have been looked through by now: the report and the panel."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from courses.models import CurriculumPage
from courses.models.curriculum_context import HEAVY
from portal.funds.access import rights_today
from portal.funds.admin.exporting import harmless
from portal.thai.dates import short_date


def overdue():
    """The curricula that are overdue today, the longest first."""
    found = CurriculumPage.objects.overdue(timezone.localdate())
    return found.select_related("owner__person").defer(*HEAVY, "sessions")


def days_late(page: CurriculumPage) -> int:
    return (timezone.localdate() - page.review_by).days


def owner_name(page: CurriculumPage) -> str:
    return page.owner.shown_name if page.owner else ""


class OverdueReport(ReportView):
    """What is to be looked through, with CSV and a spreadsheet of it."""

    page_title = _("Curricula to look through")
    header_icon = "calendar-check"
    index_url_name = "curricula_to_review"
    index_results_url_name = "curricula_to_review_results"
    export_filename = "curricula-to-review"
    is_searchable = False
    default_ordering = None
    list_export = ["title", "review_by", "late", "author", "published", "address"]
    export_headings = {
        "title": _("Curriculum"),
        "review_by": _("Review by"),
        "late": _("Days late"),
        "author": _("Author"),
        "published": _("Published"),
        "address": _("Address"),
    }
    custom_value_preprocess = {
        **ReportView.custom_value_preprocess,
        str: {ReportView.FORMAT_CSV: harmless, ReportView.FORMAT_XLSX: harmless},
    }

    def dispatch(self, request, *args, **kwargs):
        if not rights_today(request.user).is_staff_of_portal:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return overdue()

    @cached_property
    def columns(self):
        return [
            TitleColumn(
                "title", label=_("Curriculum"), url_name="wagtailadmin_pages:edit", accessor="title"
            ),
            Column("review_by", label=_("Review by"), accessor=lambda p: short_date(p.review_by)),
            Column("late", label=_("Days late"), accessor=days_late),
            Column("author", label=_("Author"), accessor=owner_name),
            Column(
                "published",
                label=_("Published"),
                accessor=lambda p: short_date(p.last_published_at) if p.last_published_at else "",
            ),
        ]

    def to_row_dict(self, item):
        return {
            "title": item.title,
            "review_by": short_date(item.review_by),
            "late": days_late(item),
            "author": owner_name(item),
            "published": short_date(item.last_published_at) if item.last_published_at else "",
            "address": item.full_url or "",
        }

    def stream_csv(self, queryset):
        yield "\ufeff".encode()  # by which spreadsheet programs recognise Thai letters
        yield from super().stream_csv(queryset)


class OverduePanel(Component):
    """On the front page of the admin: how many are overdue, and the first of them."""

    name = "curricula_to_review"
    template_name = "courses/review_panel.html"
    order = 230
    SHOWN = 5

    def __init__(self, request):
        self.request = request

    def get_context_data(self, parent_context):
        found = overdue()
        shown = [
            {"title": page.title, "pk": page.pk, "day": page.review_by}
            for page in found[: self.SHOWN]
        ]
        count = found.count() if len(shown) == self.SHOWN else len(shown)
        heading = ngettext(
            "%(count)d curriculum is to be looked through",
            "%(count)d curricula are to be looked through",
            count,
        ) % {"count": count}
        return {"shown": shown, "heading": heading, "more": count > len(shown)}


class StaffMenuItem(MenuItem):
    """A way in for those who work for the network."""

    def is_shown(self, request):
        return rights_today(request.user).is_staff_of_portal


def overdue_menu_item() -> MenuItem:
    return StaffMenuItem(
        _("Curricula to look through"),
        reverse("curricula_to_review"),
        name="curricula-to-review",
        icon_name="calendar-check",
        order=700,
    )


def bring_in_menu_item() -> MenuItem:
    return StaffMenuItem(
        _("Bring a curriculum in"),
        reverse("curriculum_bring_in"),
        name="curriculum-bring-in",
        icon_name="upload",
        order=195,
    )

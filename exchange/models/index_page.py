"""The door ลานแลกเปลี่ยน: its boards, and what there waits for a first answer."""

from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from exchange.models.boards import BoardPage
from exchange.models.restricted import RestrictedInOneQuery
from exchange.models.topics import Topic


class ExchangeIndexPage(RestrictedInOneQuery, Page):
    """Lists the boards below it that the reader may open."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True)

    #: Open questions shown below the boards.
    QUESTIONS = 5

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["exchange.BoardPage"]
    template = "exchange/exchange_index_page.html"

    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("exchange index")
        verbose_name_plural = _("exchange indexes")

    def get_context(self, request, *args, **kwargs) -> dict:
        """Boards in the editors' order, each with `topic_count`, `newest_title`, `newest_at`.

        Costs the same number of queries however many boards there are.
        """
        inside = Topic.objects.shown().filter(board=OuterRef("pk"))
        counted = inside.order_by().values("board").annotate(count=Count("pk")).values("count")
        boards = (
            BoardPage.objects.child_of(self)
            .readable_by(request.rights)
            .order_by("path")
            .annotate(
                topic_count=Coalesce(Subquery(counted), 0),
                newest_title=Subquery(inside.newest_first().values("title")[:1]),
                newest_at=Subquery(inside.newest_first().values("last_post_at")[:1]),
            )
        )
        questions = Topic.objects.visible_to(request.rights).open_questions().for_list()
        return {
            **super().get_context(request, *args, **kwargs),
            "boards": boards,
            "questions": questions[: self.QUESTIONS],
        }

"""Where people talk: boards are Wagtail pages, so editors arrange and describe them."""

from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from portal.funds.access import Rights
from portal.thai.search_fields import ThaiAutocompleteField, ThaiSearchField


class ExchangeIndexPage(Page):
    """The door ลานแลกเปลี่ยน: lists the boards below it."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True)

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["exchange.BoardPage"]
    template = "exchange/exchange_index_page.html"

    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("exchange index")
        verbose_name_plural = _("exchange indexes")


class BoardQuerySet(PageQuerySet):
    """Ways to ask for boards."""

    def readable_by(self, rights: Rights) -> "BoardQuerySet":
        """Published boards open to the reader, without those an editor has restricted.

        `exchange.access.may_read_board` says the same of one board.
        """
        restrictions = PageViewRestriction.objects.annotate(below=OuterRef("path"))
        return self.live().filter(
            ~Exists(restrictions.filter(below__startswith=F("page__path"))),
            readers__in=BoardPage.Readers.open_to(rights),
        )


class BoardPage(Page):
    """A board: what it is for, and who may read it. Whoever may read and is signed in may write."""

    class Readers(models.TextChoices):
        EVERYBODY = "everybody", _("everybody")
        MEMBERS = "members", _("people with an account")
        OFFICERS = "officers", _("officers of a fund and the network's staff")

        @classmethod
        def open_to(cls, rights: Rights) -> list["BoardPage.Readers"]:
            """The kinds of boards somebody with these rights may read."""
            kinds = [cls.EVERYBODY]
            if rights.signed_in:
                kinds.append(cls.MEMBERS)
            if rights.officer or rights.is_staff_of_portal:
                kinds.append(cls.OFFICERS)
            return kinds

    about = models.CharField(_("what it is for"), max_length=300)
    readers = models.CharField(
        _("who may read"), max_length=10, choices=Readers, default=Readers.EVERYBODY
    )

    objects = PageManager.from_queryset(BoardQuerySet)()

    parent_page_types = ["exchange.ExchangeIndexPage"]
    subpage_types = []
    template = "exchange/board_page.html"

    content_panels = [*Page.content_panels, FieldPanel("about"), FieldPanel("readers")]
    search_fields = [
        *Page.search_fields,
        ThaiSearchField("title"),
        ThaiAutocompleteField("title"),
        ThaiSearchField("about"),
    ]

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")

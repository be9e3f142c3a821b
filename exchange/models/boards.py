"""Where people talk: boards are Wagtail pages, so editors arrange and describe them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

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


class BoardPage(Page):
    """A board: what it is for, and who may read it. Whoever may read and is signed in may write."""

    class Readers(models.TextChoices):
        EVERYBODY = "everybody", _("everybody")
        MEMBERS = "members", _("people with an account")
        OFFICERS = "officers", _("officers of a fund and the network's staff")

    about = models.CharField(_("what it is for"), max_length=300)
    readers = models.CharField(
        _("who may read"), max_length=10, choices=Readers, default=Readers.EVERYBODY
    )

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

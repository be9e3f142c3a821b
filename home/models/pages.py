"""Front page, news and plain editorial pages (about, privacy)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from exchange.models.restricted import unrestricted

PROSE = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "image", "hr"]


class HomePage(Page):
    """The front page. What it says of the network is edited here; its figures are live."""

    tagline = models.CharField(_("the network in one sentence"), max_length=200)
    introduction = models.CharField(_("introduction"), max_length=400, blank=True)

    max_count = 1
    template = "home/home_page.html"

    content_panels = [*Page.content_panels, FieldPanel("tagline"), FieldPanel("introduction")]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def route(self, request, path_components):
        """Finds the page of an address at once, not step by step through the pages above it."""
        if not path_components:
            return super().route(request, [])
        below = self.get_descendants().filter(
            slug=path_components[-1],
            depth=self.depth + len(path_components),
            url_path=f"{self.url_path}{'/'.join(path_components)}/",
        )
        found = below.annotate(open_to_all=unrestricted()).first()
        return (
            found.specific.route(request, []) if found else super().route(request, path_components)
        )


class ProsePage(Page):
    """A page of plain text."""

    body = RichTextField(_("text"), features=PROSE)

    search_fields = [
        *Page.search_fields,
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("body"),
    ]

    class Meta:
        abstract = True


class StandardPage(ProsePage):
    """A plain page: about, privacy, contact."""

    parent_page_types = ["home.HomePage"]
    subpage_types = []
    template = "home/standard_page.html"

    content_panels = [*Page.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")


class NewsIndexPage(Page):
    """Lists the news below it, newest first."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]
    template = "home/news_index_page.html"

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")


class NewsPage(ProsePage):
    """One piece of news."""

    day = models.DateField(_("date"), default=timezone.localdate)
    summary = models.CharField(_("in one sentence"), max_length=300)

    parent_page_types = ["home.NewsIndexPage"]
    subpage_types = []
    template = "home/news_page.html"

    content_panels = [
        *Page.content_panels,
        FieldPanel("day"),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    search_fields = [*ProsePage.search_fields, index.FilterField("day")]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

"""Boards: Wagtail pages, so that editors arrange, describe and restrict them."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.search import index

from portal.funds.access import Rights
from portal.funds.models import Subject


class BoardQuerySet(PageQuerySet):
    """Ways to ask for boards."""

    def readable_by(self, rights: Rights) -> "BoardQuerySet":
        """Published boards open to the reader, without those an editor has restricted.

        `exchange.access.may_read_board` says the same of one board.
        """
        path = ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
        restrictions = PageViewRestriction.objects.annotate(below=path)
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

    #: Topics on one page of the list.
    TOPICS_A_PAGE = 20

    objects = PageManager.from_queryset(BoardQuerySet)()

    parent_page_types = ["exchange.ExchangeIndexPage"]
    subpage_types = []
    template = "exchange/board_page.html"

    content_panels = [*Page.content_panels, FieldPanel("about"), FieldPanel("readers")]
    search_fields = [*Page.search_fields, index.SearchField("about")]

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")

    def serve(self, request, *args, **kwargs):
        """Sends visitors of a closed board to the sign-in; tells others for whom it is."""
        if self.readers not in self.Readers.open_to(request.rights):
            return self.turn_away(request)
        return super().serve(request, *args, **kwargs)

    def turn_away(self, request):
        """What somebody gets who may not read this board.

        A visitor is led to the sign-in; others learn for whom it is (`PermissionDenied`).
        What its editors have taken from sight is not found (`Http404`).
        """
        if not self.live or self.readers in self.Readers.open_to(request.rights):
            raise Http404
        if not request.rights.signed_in:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied(
            gettext("This board is for %(readers)s.") % {"readers": self.get_readers_display()}
        )

    def get_context(self, request, *args, **kwargs) -> dict:
        """A page of topics, narrowed by `subject` (its short name) and `unanswered`."""
        subjects = Subject.objects.filter(active=True)
        wanted = request.GET.get("subject", "")
        subject = next((subject for subject in subjects if subject.slug == wanted), None)
        unanswered = bool(request.GET.get("unanswered"))
        topics = self.topics.pinned_first().for_list()
        if subject:
            topics = topics.filter(subjects=subject)
        if unanswered:
            topics = topics.unanswered()
        return {
            **super().get_context(request, *args, **kwargs),
            "crumbs": [(gettext("Exchange"), reverse("wagtail_serve", args=["exchange/"]))],
            "subjects": subjects,
            "subject": subject,
            "unanswered": unanswered,
            "topics": Paginator(topics, self.TOPICS_A_PAGE).get_page(request.GET.get("page")),
        }

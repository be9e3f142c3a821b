"""Boards: Wagtail pages, so that editors arrange, describe and restrict them."""

from collections.abc import Iterable

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from exchange.models.keyset import pinned_first_page
from exchange.models.restricted import RestrictedInOneQuery, unrestricted
from exchange.models.topic_kinds import TopicKind
from portal.funds.access import Rights
from portal.funds.models import Subject


class BoardQuerySet(PageQuerySet):
    """Ways to ask for boards."""

    def readable_by(self, rights: Rights) -> "BoardQuerySet":
        """Published boards open to the reader, without those an editor has restricted.

        `exchange.access.may_read_board` says the same of one board.
        """
        return self.readable_as(BoardPage.Readers.open_to(rights))

    def readable_as(self, readers: Iterable["BoardPage.Readers"]) -> "BoardQuerySet":
        """Those of them that are for readers of some kinds."""
        return self.live().filter(unrestricted(), readers__in=readers)


class BoardPage(RestrictedInOneQuery, Page):
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
        """A page of topics, narrowed by `subject`, `kind`, `unanswered` or `answered`."""
        subjects = Subject.objects.filter(active=True)
        wanted = request.GET.get("subject", "")
        subject = next((subject for subject in subjects if subject.slug == wanted), None)
        unanswered = bool(request.GET.get("unanswered"))
        answered = bool(request.GET.get("answered"))
        kind = next((kind for kind in TopicKind if kind == request.GET.get("kind")), None)
        topics = self.topics.shown().for_list()
        if subject:
            topics = topics.filter(subjects=subject)
        if kind:
            topics = topics.filter(kind=kind)
        if unanswered:
            topics = topics.unanswered()
        elif answered:
            topics = topics.answered()
        paged = pinned_first_page(
            topics,
            size=self.TOPICS_A_PAGE,
            before=request.GET.get("before", ""),
            after=request.GET.get("after", ""),
        )
        return {
            **super().get_context(request, *args, **kwargs),
            "crumbs": [(gettext("Exchange"), reverse("wagtail_serve", args=["exchange/"]))],
            "subjects": subjects,
            "subject": subject,
            "kinds": TopicKind,
            "kind": kind,
            "unanswered": unanswered,
            "answered": answered and not unanswered,
            "topics": paged.rows,
            "paged": paged,
        }

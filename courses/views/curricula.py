"""Curricula to take along: on paper, in a ZIP, with the trainer's guide; and as once taught."""

from datetime import time

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View
from wagtail.models import Site
from wagtail.wagtail_hooks import check_view_restrictions

from courses.curricula.packing import pack
from courses.curricula.reading_rights import may_read_guide, may_read_taught
from courses.curricula.timing import HalfDayRun, Slot, days_from, timetable
from courses.curricula.zip_stream import ZipTooLarge, length, stream
from courses.models import CurriculumPage, Edition
from courses.models.reading import NoSuchSession, Reading, read
from courses.views.guards import OfWorkshop, SignedIn
from portal.qr import qr_image
from portal.thai.dates import clock
from portal.thai.fields import ThaiTimeField


class Published:
    """The text of a curriculum as published today, for whoever may open its page."""

    workshop = None

    def dispatch(self, request, *args, **kwargs):
        def answer(_page, request, args, kwargs):
            return super(Published, self).dispatch(request, *args, **kwargs)

        # Passwords, groups and sign-ins are asked for as they are on the page itself.
        return check_view_restrictions(answer)(self.page, request, args, kwargs)

    @cached_property
    def page(self) -> CurriculumPage:
        # By `id`: SQLite chokes on too large a number for the key that points to the page.
        found = CurriculumPage.objects.live().filter(id=self.kwargs["pk"]).first()
        if found is None:
            raise Http404(_("There is no such curriculum."))
        return found

    @cached_property
    def edition(self) -> Edition | None:
        return self.page.editions.filter(revision=self.page.live_revision_id).first()

    @property
    def own_url(self) -> str:
        return self.page.get_url(self.request)

    def half_days(self, reading: Reading, starts: time) -> list[HalfDayRun]:
        sessions = [session for part in reading.parts for session in part.sessions]
        return timetable(sessions, days_from(starts))


class AsTaught(OfWorkshop):
    """The text a workshop was taught with. Where the curriculum is open to everybody, so is
    this; a text withdrawn or closed since shows to those who took part (see
    `may_read_taught`), and everybody else reads why not.
    """

    def dispatch(self, request, *args, **kwargs):
        if self.workshop.edition is None:
            raise Http404(_("There is no other edition of this curriculum."))
        if not self.is_open:
            token = request.GET.get("place", "")[:64]
            if not may_read_taught(request.rights, self.workshop, token=token):
                raise PermissionDenied(self.why_closed)
        response = super().dispatch(request, *args, **kwargs)
        if not self.is_open:
            # Shown to this reader alone: kept by no cache and found by no search engine.
            add_never_cache_headers(response)
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    @classmethod
    def workshops(cls):
        return super().workshops().select_related("edition", "curriculum")

    @cached_property
    def is_open(self) -> bool:
        """Whether today's page of the curriculum would open for this reader."""
        current = self.workshop.curriculum
        return current.live and all(
            restriction.accept_request(self.request)
            for restriction in current.get_view_restrictions()
        )

    @property
    def why_closed(self) -> str:
        if not self.workshop.curriculum.live:
            return _(
                "This curriculum has been withdrawn. What was taught is shown to those who took "
                "part: please sign in, or use the link in your registration."
            )
        return _(
            "This curriculum is not open to everybody. What was taught is shown to those who "
            "took part: please sign in, or use the link in your registration."
        )

    @cached_property
    def page(self) -> CurriculumPage:
        return self.workshop.edition.as_object()

    @cached_property
    def edition(self) -> Edition | None:
        return Edition.objects.filter(revision=self.workshop.edition_id).first()

    @property
    def own_url(self) -> str:
        return self.of_workshop("workshop_curriculum")

    def of_workshop(self, name: str) -> str:
        """An address of this text; the private link by which one came goes along."""
        address, token = reverse(name, args=[self.workshop.pk]), self.request.GET.get("place")
        known = token and token.replace("-", "").replace("_", "").isalnum()
        return f"{address}?place={token}" if known and not self.is_open else address

    def half_days(self, reading: Reading, starts: time) -> list[HalfDayRun]:
        """The workshop's own half-days where it has times, else those of any day."""
        slots, days = [], {}
        for half_day in self.workshop.half_days.all():
            if half_day.starts_at and half_day.ends_at:
                number = days.setdefault(half_day.day, len(days) + 1)
                slots.append(Slot(number, half_day.starts_at, half_day.ends_at, half_day.day))
        sessions = [session for part in reading.parts for session in part.sessions]
        return timetable(sessions, slots or days_from(starts))


@method_decorator(never_cache, name="dispatch")
class Guarded(SignedIn):
    """The trainer's guide: trainers, coordinators and administrators."""

    def refuse(self) -> str:
        if may_read_guide(self.request.rights):
            return ""
        return _("The guide is for the network's trainers and coordinators.")


class OneSession:
    """Reads the whole text, or the session that the address asks for."""

    @cached_property
    def reading(self) -> Reading:
        try:
            return read(self.page, key=self.request.GET.get("session", "")[:64])
        except NoSuchSession:
            raise Http404(_("This session is no longer in the curriculum.")) from None

    @property
    def address(self) -> str:
        return self.request.build_absolute_uri(self.own_url)


class Paper(OneSession, TemplateView):
    """For A4."""

    template_name = "courses/curriculum_print.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            page=self.page,
            reading=self.reading,
            edition=self.edition,
            back=self.own_url,
            qr=qr_image(self.address),
            **kwargs,
        )


class Zip(OneSession, View):
    """One press, one file. Sent while it is read; known by its content, so that it is not
    fetched twice.
    """

    with_guide = False

    def get(self, request, *args, **kwargs):
        plan = None
        if self.with_guide:
            plan = self.half_days(self.reading, self.page.guide_starts_at)
        site = Site.find_for_request(request)
        package = pack(
            reading=self.reading,
            address=self.address,
            root=request.build_absolute_uri("/").rstrip("/"),
            site_name=site.site_name if site else "",
            edition=self.edition,
            half_days=plan,
        )
        unchanged = get_conditional_response(request, etag=package.etag)
        if unchanged is not None:
            return unchanged
        try:
            size = length(package.entries)
        except ZipTooLarge:
            raise Http404(
                _("This is too large for one file. Take the sessions one by one.")
            ) from None
        body = b"" if request.method == "HEAD" else stream(package.entries)
        kind = HttpResponse if request.method == "HEAD" else StreamingHttpResponse
        response = kind(body, content_type="application/zip")
        response["Content-Length"] = size
        response["Content-Disposition"] = f'attachment; filename="{package.name}"'
        response["Content-Encoding"] = "identity"  # packing it once more would gain nothing
        response["ETag"] = package.etag
        response["Cache-Control"] = "private, no-cache"
        return response


class Guide(OneSession, TemplateView):
    """Timing plan, checklists and notes, to be printed."""

    template_name = "courses/guide.html"
    zip_name = "curriculum_guide_zip"

    def get_context_data(self, **kwargs):
        typed = self.request.GET.get("starts", "").strip()[:10]
        starts, refused = self.page.guide_starts_at, ""
        if typed:
            try:
                starts = ThaiTimeField().clean(typed)
            except ValidationError as problem:
                refused = problem.messages[0]
        return super().get_context_data(
            page=self.page,
            half_days=self.half_days(self.reading, starts),
            starts=typed or clock(starts),
            refused=refused,
            edition=self.edition,
            workshop=self.workshop,
            back=self.own_url,
            zip_address=self.zip_address,
            qr=qr_image(self.request.build_absolute_uri(self.request.path)),
            **kwargs,
        )

    @property
    def zip_address(self) -> str:
        return reverse(self.zip_name, args=[self.kwargs["pk"]])


class CurriculumPrint(Published, Paper):
    """Today's text on paper."""


class CurriculumZip(Published, Zip):
    """Today's text as a ZIP."""


class CurriculumGuide(Guarded, Published, Guide):
    """The guide of today's text."""


class CurriculumGuideZip(Guarded, Published, Zip):
    """Today's text with its guide, for trainers."""

    with_guide = True


class WorkshopCurriculum(AsTaught, TemplateView):
    """The text a workshop was taught with, on the curriculum's own page."""

    template_name = "courses/curriculum_page.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            page=self.page,
            taught_at=self.workshop,
            is_open=self.is_open,
            edition=self.edition,
            reading=read(self.page, pictures=True),
            needed=self.page.needed(),
            take=self.of_workshop("workshop_curriculum_zip"),
            paper=self.of_workshop("workshop_curriculum_print"),
            guide=self.of_workshop("workshop_curriculum_guide"),
            coming=[],
            past=[],
            may_edit=False,
            **kwargs,
        )


class WorkshopCurriculumPrint(AsTaught, Paper):
    """The text as taught, on paper."""


class WorkshopCurriculumZip(AsTaught, Zip):
    """The text as taught, as a ZIP."""


class WorkshopCurriculumGuide(Guarded, AsTaught, Guide):
    """The guide as taught, in the workshop's own half-days."""

    zip_name = "workshop_curriculum_guide_zip"


class WorkshopCurriculumGuideZip(Guarded, AsTaught, Zip):
    """The text as taught with its guide, for trainers."""

    with_guide = True

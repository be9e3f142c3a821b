"""Public pages of workshops: the list, and one workshop."""

from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from courses.access import may_manage, may_mark, may_open_workshops, workshops_in_reach
from courses.forms.filters import WorkshopFilter
from courses.models import Attendance, Workshop
from courses.registering.admission import Admission, admission, admission_sentence
from courses.views.guards import OfWorkshop
from courses.workshops.paging import not_over, page_of
from courses.workshops.quotas import quota_lines
from courses.workshops.telling import people_to_call
from portal.qr import qr_image
from portal.thai.dates import date_span


class WorkshopList(TemplateView):
    """Coming and past workshops for everybody; drafts for those who may manage them."""

    template_name = "courses/workshop_list.html"

    def get_context_data(self, **kwargs):
        rights = self.request.rights
        public = Workshop.objects.public()
        lists = {
            "coming": not_over(public, day=timezone.localdate()),
            "past": public.past(),
        }
        if may_open_workshops(rights):
            drafts = Workshop.objects.filter(status=Workshop.Status.DRAFT)
            lists["drafts"] = workshops_in_reach(rights, drafts)
        when = self.request.GET.get("when")
        when = when if when in lists else "coming"
        form = WorkshopFilter(self.request.GET, workshops=lists[when].with_taken())
        found = form.apply().with_place().defer("search_text", "search_loose", "about")
        page = page_of(
            found,
            newest_first=when != "coming",
            before=self.request.GET.get("before", ""),
            after=self.request.GET.get("after", ""),
        )
        return super().get_context_data(
            form=form,
            curriculum=form.cleaned_data.get("curriculum"),
            when=when,
            page=page,
            count=found.count(),
            calendar_address=self._calendar(form.cleaned_data.get("province")),
            may_open=may_open_workshops(rights),
            **kwargs,
        )

    @staticmethod
    def _calendar(province) -> str:
        """The calendar of the province chosen, or of all."""
        if province:
            return reverse("province_calendar", args=[province.pk])
        return reverse("workshops_calendar")


class WorkshopPoster(OfWorkshop, TemplateView):
    """One workshop on a sheet of A4, to be pinned to a wall: what, when, where, how to register."""

    template_name = "courses/workshop_poster.html"

    def get_context_data(self, **kwargs):
        workshop = self.workshop
        address = self.request.build_absolute_uri(workshop.get_absolute_url())
        return super().get_context_data(
            workshop=workshop,
            venue=workshop.venue,
            half_days=workshop.half_days.all(),
            districts=workshop.districts.select_related("parent"),
            regions=workshop.regions.all(),
            trainers=workshop.trainers.select_related("person").order_by("person__sort_key"),
            address=address,
            qr=qr_image(address),
            **kwargs,
        )


class WorkshopDetail(OfWorkshop, TemplateView):
    """One workshop, for everybody. The seats are counted anew with every request."""

    template_name = "courses/workshop_detail.html"

    @classmethod
    def workshops(cls):
        curriculum = super().workshops().select_related("curriculum", "edition")
        return curriculum.defer(
            "curriculum__sessions", "curriculum__search_text", "edition__content"
        )

    def get_context_data(self, **kwargs):
        workshop, rights = self.workshop, self.request.rights
        state = admission(workshop, taken=workshop.taken)
        manages = may_manage(rights, workshop)
        over = state in (Admission.OVER, Admission.CANCELLED)
        address = self.request.build_absolute_uri(workshop.get_absolute_url())
        days = date_span(workshop.starts_on, workshop.ends_on)
        place = workshop.venue.subdistrict.full_name
        share = quote(f"{workshop.title}\n{days}\n{workshop.venue} {place}\n{address}")
        return super().get_context_data(
            workshop=workshop,
            venue=workshop.venue,
            half_days=workshop.half_days.all(),
            districts=workshop.districts.select_related("parent"),
            regions=workshop.regions.all(),
            trainers=workshop.trainers.select_related("person").order_by("person__sort_key"),
            state=state,
            sentence=admission_sentence(workshop, state),
            address=address,
            description=f"{days} · {workshop.venue} {place}",
            line_address=f"https://line.me/R/share?text={share}",
            as_published=workshop.curriculum.live
            and workshop.edition_id in (None, workshop.curriculum.live_revision_id),
            attended=self._attended() if state == Admission.OVER else 0,
            may_manage=manages,
            quotas=[] if over else quota_lines(workshop),
            to_call=people_to_call(workshop) if manages else 0,
            may_mark=may_mark(rights, workshop),
            crumbs=[(_("Workshops"), reverse("workshop_list"))],
            **kwargs,
        )

    def _attended(self) -> int:
        """People present at one half-day at least."""
        present = Attendance.objects.present().filter(half_day__workshop=self.workshop)
        return present.values("registration").distinct().count()

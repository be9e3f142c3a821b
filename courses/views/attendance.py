"""Pages of attendance: the trainer's page, people at the door, the sign-in sheet on paper."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from courses.access import may_mark
from courses.attendance import MarksRefused, add_walk_in, attendance_table, has_come, mark
from courses.forms.attendance import CODE_OF, WalkInForm, read_marks
from courses.forms.fund_choice import only_searching
from courses.models import HalfDay, Registration
from courses.registering.entry import RegistrationRefused
from courses.seats.seating import position_of
from courses.views.guards import OfWorkshop, SignedIn
from courses.views.registration import offered_funds
from portal.qr import qr_image
from portal.thai.words import normalise


@method_decorator(never_cache, name="dispatch")
class MarkersOnly(OfWorkshop, SignedIn):
    """Those who may mark attendance, and the half-day they are at (``?half=``)."""

    def refuse(self) -> str:
        if may_mark(self.request.rights, self.workshop):
            return ""
        return _("Attendance is marked by the workshop's trainers and by coordinators.")

    @cached_property
    def half_days(self) -> list[HalfDay]:
        return list(self.workshop.half_days.all())

    @cached_property
    def half_day(self) -> HalfDay | None:
        """The one of the address, else the one of this hour, else the last that has come."""
        asked = self.request.GET.get("half", "")
        for half_day in self.half_days:
            if str(half_day.pk) == asked:
                return half_day
        now = timezone.localtime()
        part = HalfDay.Part.MORNING if now.hour < 12 else HalfDay.Part.AFTERNOON
        begun = [one for one in self.half_days if (one.day, one.part) <= (now.date(), part)]
        return (begun or self.half_days[:1] or [None])[-1]

    def address_of(self, name: str, **query) -> str:
        """An address of this workshop at the same half-day."""
        query = {"half": self.half_day.pk if self.half_day else "", **query}
        kept = urlencode({key: value for key, value in query.items() if value})
        return f"{reverse(name, args=[self.workshop.pk])}?{kept}"

    def crumbs(self, *more) -> list[tuple[str, str]]:
        return [
            (_("Workshops"), reverse("workshop_list")),
            (self.workshop.title, self.workshop.get_absolute_url()),
            *more,
        ]


class WorkshopAttendance(MarkersOnly, TemplateView):
    """Marks who is there, one half-day at a time. Written in one go, read in four queries."""

    template_name = "courses/attendance.html"
    per_page = 300

    def post(self, request, *args, **kwargs):
        sent = None
        try:
            sent = read_marks(request.POST, self.half_day)
            done = mark(
                workshop=self.workshop,
                marks=sent.wanted,
                shown=sent.shown,
                marked_by=request.user,
            )
        except MarksRefused as refused:
            return self.render_to_response(self.get_context_data(refused=str(refused), sent=sent))
        if done.conflicts:
            messages.warning(request, self.conflict_sentence(done.conflicts))
        if done.changed or not done.conflicts:
            messages.success(request, self.saved_sentence(done.changed))
        return redirect(self.here)

    @property
    def here(self) -> str:
        """This page with its half-day named: at noon another one would be meant."""
        query = {name: self.request.GET.get(name, "") for name in ("q", "page")}
        return self.address_of("workshop_attendance", **query)

    @staticmethod
    def saved_sentence(count: int) -> str:
        if not count:
            return _("Nothing was changed.")
        return ngettext("%(count)d mark was saved.", "%(count)d marks were saved.", count) % {
            "count": count
        }

    def conflict_sentence(self, cells) -> str:
        changed = Registration.objects.filter(pk__in=[cell[0] for cell in cells]).by_name()
        return _(
            "Somebody else had marked these people in the meantime, and that stays: %(names)s. "
            "Please look at them once more."
        ) % {"names": ", ".join(one.person.name for one in changed)}

    def get_context_data(self, *, refused="", sent=None, **kwargs):
        half_day = self.half_day
        table = attendance_table(self.workshop)
        marks = table.column(half_day) if half_day else []
        rows = [
            {
                "number": row.number,
                "registration": row.registration,
                "shown": CODE_OF[now],
                "chosen": CODE_OF[
                    sent.wanted.get((row.registration.pk, half_day.pk), now) if sent else now
                ],
            }
            for row, now in zip(table.rows, marks, strict=False)
            if self.is_asked_for(row.registration)
        ]
        return super().get_context_data(
            workshop=self.workshop,
            half_days=self.half_days,
            half_day=half_day,
            may_write=half_day is not None and has_come(half_day),
            words=self.words,
            page_obj=Paginator(rows, self.per_page).get_page(self.request.GET.get("page")),
            present=marks.count(True),
            absent=marks.count(False),
            unmarked=marks.count(None),
            refused=refused,
            here=self.here,
            walk_in_address=self.address_of("workshop_walk_in"),
            crumbs=self.crumbs(),
            **kwargs,
        )

    @cached_property
    def words(self) -> str:
        return self.request.GET.get("q", "").strip()[:100]

    def is_asked_for(self, registration: Registration) -> bool:
        """Whether the words of the filter stand in name or fund, or are the seat."""
        fund = registration.fund.name if registration.fund else ""
        text = f"{registration.person.name_key} {normalise(fund)}"
        return all(
            word in text or word == str(registration.seat) for word in normalise(self.words).split()
        )


class WorkshopWalkIn(MarkersOnly, TemplateView):
    """Registers somebody at the door; when the half-day has come, they are marked at once."""

    template_name = "courses/attendance_walk_in.html"

    def get_form(self, data=None, initial=None):
        offered = partial(offered_funds, self.workshop, self.request.rights)
        return WalkInForm(data=data, initial=initial, offered=offered)

    @property
    def half_day_now(self) -> HalfDay | None:
        return self.half_day if self.half_day and has_come(self.half_day) else None

    def post(self, request, *args, **kwargs):
        if only_searching(request.POST):
            return self.show(self.get_form(initial=request.POST.dict()))
        form = self.get_form(data=request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            registration = add_walk_in(
                workshop=self.workshop,
                half_day=self.half_day_now,
                entered_by=request.user,
                **form.details(),
            )
        except (RegistrationRefused, MarksRefused) as refused:
            return self.show(form, refused=str(refused))
        self.tell(registration)
        return redirect(self.address_of("workshop_attendance"))

    def tell(self, registration: Registration) -> None:
        name = registration.person.name
        if registration.status == Registration.Status.WAITING:
            told = _("No seat is free. %(name)s waits at place %(place)d.")
            place = position_of(registration)
            messages.warning(self.request, told % {"name": name, "place": place})
        else:
            told = _("%(name)s has seat %(seat)d.") % {"name": name, "seat": registration.seat}
            messages.success(self.request, told)

    def show(self, form, **kwargs):
        form.offer()
        return self.render_to_response(self.get_context_data(form=form, **kwargs))

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", self.get_form() if "form" not in kwargs else None)
        back = self.address_of("workshop_attendance")
        return super().get_context_data(
            workshop=self.workshop,
            half_day=self.half_day_now,
            back=back,
            crumbs=self.crumbs((_("Attendance"), back)),
            **kwargs,
        )


class WorkshopSheet(MarkersOnly, TemplateView):
    """The sign-in sheet for paper: everybody with a seat, a column to sign for each half-day."""

    template_name = "courses/sheet.html"
    #: Empty lines at the end for people who come to the door.
    spare_lines = 6

    def get_context_data(self, **kwargs):
        address = self.request.build_absolute_uri(
            reverse("workshop_attendance", args=[self.workshop.pk])
        )
        return super().get_context_data(
            workshop=self.workshop,
            table=attendance_table(self.workshop),
            spare_lines=range(self.spare_lines),
            address=address,
            qr=qr_image(address),
            **kwargs,
        )

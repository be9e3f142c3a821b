"""The organisers' list of people: who has a seat, who waits and why, on screen and on paper."""

from django.core.paginator import Paginator
from django.db.models import Case, Count, F, IntegerField, Value, When
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from courses.forms.people import PeopleFilter, ReasonForm
from courses.models import Question, Registration, RegistrationStep
from courses.registering.adding_up import answers_summed, sums
from courses.seats.standing import Standing, standing_of
from courses.views.guards import ManagersOnly
from portal.qr import qr_image

Status = Registration.Status

#: As the list shows them: what is to be decided first, what has ended last.
TABS = {
    Status.ASKED: gettext_lazy("ask for approval"),
    Status.CONFIRMED: gettext_lazy("with a seat"),
    Status.OFFERED: gettext_lazy("seat offered"),
    Status.WAITING: gettext_lazy("waiting"),
    Status.REFUSED: gettext_lazy("not approved"),
    Status.CANCELLED: gettext_lazy("cancelled"),
}
#: Whoever has a seat or has ended by name, whoever waits as they came.
IN_LINE = (Status.ASKED, Status.OFFERED, Status.WAITING)
BY_NAME = ("person__sort_key", "pk")
ORDER = (
    Case(
        *(When(status=status, then=Value(place)) for place, status in enumerate(TABS)),
        output_field=IntegerField(),
    ),
    Case(When(status__in=IN_LINE, then=F("registered_at"))),
    *BY_NAME,
)
#: On one page; a workshop of three hundred fits on it.
PER_PAGE = 300


@method_decorator(never_cache, name="dispatch")
class OfPeople(ManagersOnly):
    """What all pages about a workshop's people share."""

    def crumbs(self, *more) -> list[tuple[str, str]]:
        return [
            (_("Workshops"), reverse("workshop_list")),
            (self.workshop.title, self.workshop.get_absolute_url()),
            *more,
        ]

    @property
    def people_address(self) -> str:
        return reverse("workshop_people", args=[self.workshop.pk])

    def people(self):
        """Everybody of the workshop, with what a line about them shows."""
        return (
            Registration.objects.filter(workshop=self.workshop)
            .select_related(
                "person", "fund__subdistrict__parent__parent", "group", "entered_by__person"
            )
            .prefetch_related("question_answers__question")
        )

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.workshop)

    def dress(self, people: list[Registration]) -> list[Registration]:
        """Place in the queue, what keeps them, and why it ended, put on each of these people."""
        ended = [one.pk for one in people if not one.living]
        steps = RegistrationStep.objects.filter(registration__in=ended).order_by("at", "pk")
        last = {step.registration_id: step for step in steps} if ended else {}
        for one in people:
            one.workshop = self.workshop
            one.place = self.standing.places.get(one.pk)
            one.kept_by = self.standing.reasons.get(one.pk, "")
            one.last_step = last.get(one.pk)
        return people


class WorkshopPeople(OfPeople, TemplateView):
    """Everybody, in the order that helps: who asks, then seats, offers, the queue, who ended."""

    template_name = "courses/people.html"

    def get_context_data(self, *, reason_form=None, chosen=(), **kwargs):
        chosen_filter = PeopleFilter(self.request.GET)
        rows = chosen_filter.apply(self.people()).order_by(*ORDER)
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))
        page.object_list = self.dress(list(page.object_list))
        asked = self.dress(list(self.people().asked())) if self.count_of.get(Status.ASKED) else []
        seated = self.people().with_seat().order_by() if self.seated else []
        return super().get_context_data(
            workshop=self.workshop,
            standing=self.standing,
            quotas=self.standing.quota_lines(),
            filter=chosen_filter,
            page_obj=page,
            tabs=self.tabs(chosen_filter.chosen),
            asked=asked,
            chosen=chosen,
            reason_form=reason_form or ReasonForm(),
            needs=sums(seated),
            answers=answers_summed(self.questions, seated),
            everybody=sum(self.count_of.values()),
            unanswered=sum(one.answer == "none" for one in self.standing.invitations),
            crumbs=self.crumbs(),
            **kwargs,
        )

    @cached_property
    def count_of(self) -> dict[str, int]:
        """How many people stand how. One query."""
        rows = Registration.objects.filter(workshop=self.workshop).order_by()
        return dict(rows.values_list("status").annotate(Count("pk")))

    @property
    def seated(self) -> int:
        return sum(self.count_of.get(status, 0) for status in Registration.WITH_SEAT)

    @cached_property
    def questions(self) -> list[Question]:
        return list(self.workshop.questions.all())

    def tabs(self, status: str) -> list[tuple[str, str, int, bool]]:
        """Value, label, count and whether it is shown; only those that have anybody."""
        shown = [
            (value, label, self.count_of[value], value == status)
            for value, label in TABS.items()
            if value in self.count_of
        ]
        return [("", _("Everybody"), sum(self.count_of.values()), not status), *shown]


class PeopleSheet(OfPeople, TemplateView):
    """The list on A4, by name or by fund, with room to note a call."""

    template_name = "courses/people_sheet.html"

    def get_context_data(self, **kwargs):
        by_fund = self.request.GET.get("by") == "fund"
        order = ("fund__sort_key", "fund_id", *BY_NAME) if by_fund else BY_NAME
        address = self.request.build_absolute_uri(self.people_address)
        rows = self.dress(list(self.people().living().order_by(*order)))
        return super().get_context_data(
            workshop=self.workshop,
            standing=self.standing,
            rows=rows,
            by_fund=by_fund,
            needs=sums(one for one in rows if one.seat),
            address=address,
            qr=qr_image(address),
            **kwargs,
        )

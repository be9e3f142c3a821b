"""Pages behind a private link: a place, confirming it, giving it back, giving it to another."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from courses.access import may_manage
from courses.curricula.reading_rights import open_to_all
from courses.forms.consents import ChoicesForm
from courses.forms.groups import SwapForm
from courses.models import Registration
from courses.registering.admission import admission
from courses.registering.answers import standing
from courses.registering.cancelling import CancellationRefused, cancel
from courses.registering.choosing import choices_of, may_choose
from courses.registering.entry import OPEN_TO_STAFF, next_of_curriculum
from courses.registering.swapping import SwapRefused, swap
from courses.registering.waiting_list import OfferGone, accept
from courses.seats.seating import has_begun
from portal.qr import qr_image

Status = Registration.Status


@method_decorator(never_cache, name="dispatch")
class PrivatePage(TemplateView):
    """A page behind a private link: no account, not indexed, its address told to nobody."""

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        # Not "no-referrer": with it browsers send no origin either, and cancelling, which is
        # a POST, would be taken for a forgery.
        response["Referrer-Policy"] = "same-origin"
        return response

    @property
    def user(self):
        """The account that does it, where there is one."""
        return self.request.user if self.request.rights.signed_in else None


class OfRegistration(PrivatePage):
    """Finds the place of the address."""

    @cached_property
    def registration(self) -> Registration:
        found = (
            Registration.objects.filter(token=self.kwargs["token"])
            .select_related(
                "person",
                "fund__subdistrict",
                "group",
                "workshop__venue__subdistrict__parent__parent",
                "workshop__curriculum",
            )
            .first()
        )
        if found is None:
            raise Http404(_("There is no such registration."))
        return found

    @cached_property
    def managing(self) -> bool:
        return may_manage(self.request.rights, self.registration.workshop)

    def get_context_data(self, **kwargs):
        registration = self.registration
        return super().get_context_data(
            **{"registration": registration, "workshop": registration.workshop, **kwargs}
        )


def may_swap(registration: Registration, *, managing: bool) -> bool:
    """Whether a name may still be changed; `courses.registering.swapping` decides it anew."""
    workshop = registration.workshop
    if not registration.living or has_begun(workshop):
        return False
    state = admission(workshop, taken=0)
    return state.takes_people or (managing and state in OPEN_TO_STAFF)


class RegistrationDetail(OfRegistration):
    """The answer to a registration, and the slip to print: seat or place in the queue."""

    template_name = "courses/registration_detail.html"

    def get_context_data(self, **kwargs):
        registration, rights = self.registration, self.request.rights
        address = self.request.build_absolute_uri(registration.get_absolute_url())
        workshop = registration.workshop
        acting = rights.acts_for(registration.fund_id) or self.managing
        instead = None
        if registration.status in Registration.ENDED:
            instead = next_of_curriculum(workshop)
        return super().get_context_data(
            again="again" in self.request.GET,
            answer=standing(registration),
            instead=instead,
            half_days=workshop.half_days.all(),
            question_answers=registration.question_answers.select_related("question"),
            steps=registration.steps.select_related("by__person"),
            whole_trail=self.managing,
            address=address,
            qr=qr_image(address),
            taught=self.taught(),
            **self.choices(kwargs),
            may_cancel=registration.living and not has_begun(workshop),
            may_swap=acting and may_swap(registration, managing=self.managing),
            may_register_others=acting,
            may_see_group=registration.group_id and acting,
            **kwargs,
        )

    def choices(self, context: dict) -> dict:
        """What the person agreed to here, and what they are still asked: them alone."""
        registration = self.registration
        if not registration.living or not may_choose(registration, user=self.user):
            return {}
        choices = choices_of(registration)
        form = context.pop("choices_form", None)
        if form is None and choices.unanswered:
            form = ChoicesForm(purposes=choices.unanswered)
        return {"choices_form": form, "agreed": choices.given}

    def taught(self) -> str:
        """Where what is taught is read; a text closed to others opens by this private link."""
        registration, workshop = self.registration, self.registration.workshop
        if not workshop.edition_id or not registration.living:
            return ""
        address = reverse("workshop_curriculum", args=[workshop.pk])
        return address if open_to_all(workshop) else f"{address}?place={registration.token}"


class RegistrationAccept(OfRegistration):
    """Confirms an offered seat; pressed twice it is confirmed once. Looking changes nothing."""

    def get(self, request, *args, **kwargs):
        return redirect(self.registration)

    def post(self, request, *args, **kwargs):
        try:
            accept(registration=self.registration, by=self.user)
        except OfferGone as gone:
            messages.warning(request, str(gone))
        return redirect(self.registration)


class RegistrationCancel(OfRegistration):
    """Asks once, then gives the place back."""

    template_name = "courses/registration_cancel.html"

    def after(self) -> str:
        """Where the reader came from and is led back to."""
        return self.registration.get_absolute_url()

    def post(self, request, *args, **kwargs):
        try:
            cancel(registration=self.registration, by_staff=self.managing, by=self.user)
        except CancellationRefused as refused:
            return self.render_to_response(self.get_context_data(refused=str(refused)))
        return redirect(self.after())

    def get_context_data(self, **kwargs):
        return super().get_context_data(back=self.after(), **kwargs)


class RegistrationSwap(OfRegistration):
    """Gives a place to another person of the same fund; seat and place in the queue stay.

    Whose address it is may come from the group's page (`GroupSwap`), which is private too;
    here the fund's officers, whoever entered the place and the organisers get in.
    """

    template_name = "courses/registration_swap.html"

    def may_enter(self) -> bool:
        rights, registration = self.request.rights, self.registration
        entered = rights.signed_in and registration.entered_by_id == rights.user_id
        return entered or self.managing or rights.acts_for(registration.fund_id)

    def dispatch(self, request, *args, **kwargs):
        if not self.may_enter():
            raise Http404(_("There is no such registration."))
        return super().dispatch(request, *args, **kwargs)

    def after(self, swapped: Registration | None = None) -> str:
        """Where the reader came from and is led back to."""
        return (swapped or self.registration).get_absolute_url()

    def get_form(self, data=None) -> SwapForm:
        return SwapForm(data=data, questions=self.registration.workshop.questions.all())

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            swapped = swap(
                registration=self.registration,
                member=form.member(),
                by=self.user,
                by_staff=self.managing,
                token=form.cleaned_data["token"],
            )
        except SwapRefused as refused:
            return self.render_to_response(self.get_context_data(form=form, refused=str(refused)))
        messages.success(
            request,
            _("%(name)s now has this place. The old private link no longer works.")
            % {"name": swapped.person.name},
        )
        return redirect(self.after(swapped))

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", None)
        kwargs["form"] = kwargs["form"] or self.get_form()
        return super().get_context_data(
            open=may_swap(self.registration, managing=self.managing), back=self.after(), **kwargs
        )

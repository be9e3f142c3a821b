"""What organisers decide about people: approve, refuse, confirm, cancel, release seats."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.generic import FormView, TemplateView
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from courses.forms.fund_choice import key_in
from courses.forms.people import ReasonForm, ticked
from courses.models import Registration
from courses.registering.approval import ApprovalError, approve, refuse
from courses.registering.cancelling import CancellationRefused, cancel
from courses.registering.tending import release_now
from courses.registering.waiting_list import AskFirst, OfferGone, accept, promote
from courses.seats.standing import standing_of
from courses.seats.trail import Because
from courses.views.people import OfPeople, WorkshopPeople
from courses.views.private_pages import RegistrationSwap
from portal.qr import qr_image

Status = Registration.Status


class AskingFirst(TemplateResponseMixin, ContextMixin, View):
    """Done by a button alone; shows a page only where it asks before many get a seat."""

    template_name = "courses/people_sure.html"
    http_method_names = ["post"]


class PeopleDecide(OfPeople, View):
    """Approves everybody who is ticked, or refuses them with one reason."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        keys = ticked(request.POST)
        chosen = list(self.people().asked().filter(pk__in=keys))
        if not keys:
            messages.warning(request, _("Please tick whom you mean."))
        elif not chosen:
            messages.info(request, _("This was decided already."))
        elif request.POST.get("what") == "refuse":
            form = ReasonForm(request.POST)
            if not form.is_valid():
                return self.show_again(form, keys)
            self.refuse_all(chosen, form.cleaned_data["reason"])
        else:
            self.approve_all(chosen)
        one = request.POST.get("back") == "person" and len(chosen) == 1
        return redirect(person_address(chosen[0]) if one else self.people_address)

    def show_again(self, form: ReasonForm, keys: list[int]):
        """The list as it was, with what is missing beside the box and the ticks kept."""
        page = WorkshopPeople()
        page.setup(self.request, **self.kwargs)
        return page.render_to_response(page.get_context_data(reason_form=form, chosen=keys))

    def approve_all(self, chosen: list[Registration]) -> None:
        try:
            done = approve(workshop=self.workshop, registrations=chosen, by=self.request.user)
        except ApprovalError as problem:
            messages.error(self.request, str(problem))
            return
        seated = sum(one.seat is not None for one in done)
        said = ngettext("%(count)d person is approved", "%(count)d people are approved", len(done))
        said = said % {"count": len(done)}
        if seated < len(done):
            said = _("%(said)s: %(seated)d with a seat, %(waiting)d on the waiting list") % {
                "said": said,
                "seated": seated,
                "waiting": len(done) - seated,
            }
        messages.success(self.request, f"{said}.")

    def refuse_all(self, chosen: list[Registration], reason: str) -> None:
        names = []
        for one in chosen:
            try:
                refuse(registration=one, by=self.request.user, reason=reason)
            except ApprovalError as problem:
                messages.warning(self.request, f"{one.person.name}: {problem}")
            else:
                names.append(one.person.name)
        if names:
            messages.success(
                self.request,
                _("Not approved: %(names)s. Please call whoever reads no e-mail.")
                % {"names": ", ".join(names)},
            )


class PeopleRelease(OfPeople, AskingFirst):
    """Releases the seats a quota keeps, or gives free seats; asks first when many get one."""

    def post(self, request, *args, **kwargs):
        sure = request.POST.get("sure") == "yes"
        key = key_in(request.POST.get("quota", ""))
        quota = self.workshop.quotas.filter(pk=key).first() if key else None
        try:
            if quota:
                given = release_now(quota=quota, by=request.user, sure=sure)
            elif request.POST.get("quota") == "free":
                given = promote(
                    workshop=self.workshop, because=Because.SEAT_FREE, by=request.user, sure=sure
                )
            else:
                messages.info(request, _("There is nothing to release any more."))
                return redirect(self.people_address)
        except AskFirst as asking:
            return self.render_to_response(
                sure_context(
                    self,
                    asking,
                    title=_("Give these seats?"),
                    address=request.path,
                    sent={"quota": request.POST["quota"]},
                    back=self.people_address,
                )
            )
        messages.success(request, given_sentence(given))
        return redirect(self.people_address)


def sure_context(view: OfPeople, asking: AskFirst, *, title, address, sent: dict, back) -> dict:
    """What the page needs that asks before many people get a seat at once."""
    return view.get_context_data(
        workshop=view.workshop,
        asking=asking,
        title=title,
        address=address,
        sent=sent,
        back=back,
        crumbs=view.crumbs((_("People"), view.people_address)),
    )


def given_sentence(given: list[Registration]) -> str:
    """Who got seats by a change, for the line above the list."""
    if not given:
        return _("Done. Nobody who waits may have a seat now.")
    names = ", ".join(one.person.name for one in given)
    said = ngettext(
        "%(count)d person has a seat now: %(names)s.",
        "%(count)d people have seats now: %(names)s.",
        len(given),
    )
    return said % {"count": len(given), "names": names}


def person_address(registration: Registration) -> str:
    return reverse("workshop_person", args=[registration.workshop_id, registration.pk])


class OfPerson(OfPeople):
    """Finds the registration of the address, of this workshop and no other."""

    @cached_property
    def registration(self) -> Registration:
        found = self.people().filter(pk=self.kwargs["key"]).first()
        if found is None:
            raise Http404(_("There is no such registration."))
        [found] = self.dress([found])
        return found

    @property
    def address(self) -> str:
        return person_address(self.registration)


class WorkshopPerson(OfPerson, TemplateView):
    """One person: how they stand, what can be done, and everything that happened."""

    template_name = "courses/people_person.html"

    def get_context_data(self, **kwargs):
        registration = self.registration
        link = self.request.build_absolute_uri(registration.get_absolute_url())
        return super().get_context_data(
            workshop=self.workshop,
            registration=registration,
            steps=registration.steps.select_related("by__person"),
            question_answers=registration.question_answers.all(),
            reason_form=ReasonForm(),
            link=link,
            qr=qr_image(link),
            crumbs=self.crumbs((_("People"), self.people_address)),
            **kwargs,
        )


class PersonConfirm(OfPerson, View):
    """Confirms an offered seat for somebody who said so by phone."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        try:
            accept(registration=self.registration, by=request.user)
        except OfferGone:
            messages.warning(request, _("The seat is no longer held for this person."))
        else:
            messages.success(
                request,
                _("%(name)s comes: seat %(seat)d is confirmed.")
                % {"name": self.registration.person.name, "seat": self.registration.seat or 0},
            )
        return redirect(self.address)


class PersonSwap(OfPerson, RegistrationSwap):
    """Gives the place to another person, and leads back to the list."""

    def after(self, swapped=None) -> str:
        return self.people_address if swapped else person_address(self.registration)


class PersonCancel(OfPerson, FormView):
    """Takes somebody off the list, with the reason for the trail; says who gets the seat."""

    template_name = "courses/people_cancel.html"

    def get_form(self, form_class=None):
        return ReasonForm(self.request.POST or None, required=False)

    def form_valid(self, form):
        waiting = set(standing_of(self.workshop).places)
        try:
            cancel(
                registration=self.registration,
                by_staff=True,
                by=self.request.user,
                reason=form.cleaned_data["reason"],
            )
        except CancellationRefused as refused:
            form.add_error(None, str(refused))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("%(name)s is off the list.") % {"name": self.registration.person.name},
        )
        given = list(self.people().with_seat().filter(pk__in=waiting))
        if given:
            messages.success(self.request, given_sentence(given))
        return redirect(self.people_address)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            workshop=self.workshop,
            registration=self.registration,
            back=self.address,
            crumbs=self.crumbs(
                (_("People"), self.people_address),
                (self.registration.person.name, self.address),
            ),
            **kwargs,
        )

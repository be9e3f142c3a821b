"""Pages of registration: the form, the private page of a place, and giving the place back."""

from functools import partial

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from courses.access import may_manage
from courses.admission import admission, admission_sentence
from courses.cancelling import CancellationRefused, cancel
from courses.entry import OPEN_TO_STAFF, RegistrationRefused, next_of_curriculum
from courses.forms.fund_choice import MOST_OFFERED, only_searching
from courses.forms.registration import NamedPlaceForm, OwnPlaceForm
from courses.models import Registration
from courses.registration import register, register_by_name
from courses.seating import has_begun, position_of, why_waiting
from courses.views.guards import OfWorkshop
from portal.funds.models import Fund
from portal.qr import qr_image

Channel = Registration.Channel


def offered_funds(workshop, rights) -> list[Fund]:
    """The funds most people here come from: the reader's own, then those of its districts."""
    own = Fund.objects.with_place().filter(pk__in=rights.member_of) if rights.member_of else []
    districts = [area.code for area in workshop.districts.all()]
    near = Fund.objects.with_place().filter(subdistrict__parent__in=districts)
    near = near.order_by("subdistrict__parent__sort_key", "subdistrict__sort_key", "pk")
    near = list(near[: MOST_OFFERED + 1]) if districts else []
    near = near if len(near) <= MOST_OFFERED else []
    return [*own, *(fund for fund in near if fund.pk not in rights.member_of)]


@method_decorator(never_cache, name="dispatch")
class WorkshopRegister(OfWorkshop, TemplateView):
    """Registers the reader, or (``?who=other``) somebody of their fund or, by staff, anybody."""

    template_name = "courses/registration_form.html"

    @cached_property
    def managing(self) -> bool:
        return may_manage(self.request.rights, self.workshop)

    @cached_property
    def person(self):
        """Who the reader is, where that is known."""
        return getattr(self.request.user, "person", None)

    @cached_property
    def channel(self) -> str:
        """The way in that this form is."""
        for_another = self.request.GET.get("who") == "other"
        if self.managing and (for_another or self.person is None):
            return Channel.STAFF
        if self.request.rights.officer and for_another:
            return Channel.SECRETARY
        return Channel.SELF

    def get_form(self, data=None, initial=None):
        offered = partial(offered_funds, self.workshop, self.request.rights)
        kwargs = {"data": data, "offered": offered}
        if self.channel == Channel.SECRETARY:
            kwargs["only"] = Fund.objects.with_place().filter(pk__in=self.request.rights.officer_of)
        if self.channel != Channel.SELF:
            kwargs["phone_required"] = self.channel == Channel.SECRETARY
            return NamedPlaceForm(initial=initial, for_another=True, **kwargs)
        if self.person is None:
            return NamedPlaceForm(initial=initial, **kwargs)
        return OwnPlaceForm(initial=initial or self.own_initial(), **kwargs)

    def own_initial(self) -> dict:
        """What is known of the reader: phone, and fund and post where they hold one."""
        rights = self.request.rights
        fund = next(iter(rights.officer_of or sorted(rights.member_of)), "")
        return {
            "phone": self.person.phone,
            "fund": fund,
            "post_held": rights.officer_of.get(fund, ""),
        }

    def post(self, request, *args, **kwargs):
        if only_searching(request.POST):
            # Everything typed stays and nothing is judged yet.
            return self.show(self.get_form(initial=request.POST.dict()))
        form = self.get_form(data=request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            registration = self.write(form)
        except RegistrationRefused as refused:
            return self.show(form, refused=str(refused), instead=refused.next_workshop)
        if not self.may_follow(registration, form):
            return self.show(form, taken=registration, position=position_of(registration))
        return redirect(
            registration.get_absolute_url() + ("?again" if registration.already else "")
        )

    def write(self, form) -> Registration:
        user = self.request.user if self.request.rights.signed_in else None
        known = {"workshop": self.workshop, "channel": self.channel, "entered_by": user}
        if isinstance(form, OwnPlaceForm):
            return register(person=self.person, **known, **form.details())
        return register_by_name(**known, **form.details())

    def may_follow(self, registration, form) -> bool:
        """Whether the reader is led to the private page.

        Name and phone of somebody who is registered already are no key to it: only the form
        that made the registration, the person, whoever entered it and the organisers get there.
        """
        rights = self.request.rights
        return (
            not registration.already
            or registration.token == form.cleaned_data["token"]
            or self.managing
            or registration.person == self.person
            or (rights.signed_in and registration.entered_by_id == rights.user_id)
        )

    def show(self, form, **kwargs):
        form.offer()
        return self.render_to_response(self.get_context_data(form=form, **kwargs))

    def get_context_data(self, **kwargs):
        workshop = self.workshop
        state = admission(workshop, taken=workshop.taken)
        takes_people = state.takes_people or (self.managing and state in OPEN_TO_STAFF)
        if not takes_people and "refused" not in kwargs:
            kwargs["refused"] = admission_sentence(workshop, state)
            kwargs["instead"] = next_of_curriculum(workshop)
        elif "form" not in kwargs:
            kwargs["form"] = self.get_form()
        return super().get_context_data(
            workshop=workshop,
            state=state,
            sentence=admission_sentence(workshop, state),
            channel=self.channel,
            may_choose=self.person is not None and (self.managing or self.request.rights.officer),
            crumbs=[
                (_("Workshops"), reverse("workshop_list")),
                (workshop.title, workshop.get_absolute_url()),
            ],
            **kwargs,
        )


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

    @cached_property
    def registration(self) -> Registration:
        found = (
            Registration.objects.filter(token=self.kwargs["token"])
            .select_related(
                "person",
                "fund__subdistrict",
                "group",
                "workshop__venue__subdistrict__parent__parent",
            )
            .first()
        )
        if found is None:
            raise Http404(_("There is no such registration."))
        return found

    def get_context_data(self, **kwargs):
        registration = self.registration
        return super().get_context_data(
            registration=registration, workshop=registration.workshop, **kwargs
        )


class RegistrationDetail(PrivatePage):
    """The answer to a registration, and the slip to print: seat or place in the queue."""

    template_name = "courses/registration_detail.html"

    def get_context_data(self, **kwargs):
        registration, rights = self.registration, self.request.rights
        address = self.request.build_absolute_uri(registration.get_absolute_url())
        workshop = registration.workshop
        return super().get_context_data(
            again="again" in self.request.GET,
            position=position_of(registration),
            reason=why_waiting(registration),
            half_days=workshop.half_days.all(),
            address=address,
            qr=qr_image(address),
            may_cancel=registration.living and not has_begun(workshop),
            may_register_others=rights.acts_for(registration.fund_id)
            or may_manage(rights, workshop),
            **kwargs,
        )


class RegistrationCancel(PrivatePage):
    """Asks once, then gives the place back."""

    template_name = "courses/registration_cancel.html"

    def post(self, request, *args, **kwargs):
        registration = self.registration
        by_staff = may_manage(request.rights, registration.workshop)
        try:
            by = request.user if request.rights.signed_in else None
            cancel(registration=registration, by_staff=by_staff, by=by)
        except CancellationRefused as refused:
            return self.render_to_response(self.get_context_data(refused=str(refused)))
        return redirect(registration)

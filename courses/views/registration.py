"""The page on which people register: themselves, somebody of their fund, or, by staff, anybody."""

from functools import partial

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from courses.access import may_manage
from courses.forms.fund_choice import MOST_OFFERED, only_searching
from courses.forms.registration import CallerForm, NamedPlaceForm, OwnPlaceForm
from courses.lists.resembling import chosen, resembling
from courses.models import Question, Registration, Workshop
from courses.registering.admission import admission, admission_sentence
from courses.registering.answers import standing
from courses.registering.entry import OPEN_TO_STAFF, RegistrationRefused, next_of_curriculum
from courses.registering.registration import register, register_by_name
from courses.views.guards import OfWorkshop
from portal.asked_often import AskedOften
from portal.funds.models import Fund
from portal.people.consent import Purpose

Channel = Registration.Channel


def offered_funds(workshop, rights) -> list[Fund]:
    """The funds most people here come from: the reader's own, then those of its districts."""
    standing = Fund.objects.standing().with_place()
    own = standing.filter(pk__in=rights.member_of) if rights.member_of else []
    districts = [area.code for area in workshop.districts.all()]
    near = standing.filter(subdistrict__parent__in=districts)
    near = near.order_by("subdistrict__parent__sort_key", "subdistrict__sort_key", "pk")
    near = list(near[: MOST_OFFERED + 1]) if districts else []
    near = near if len(near) <= MOST_OFFERED else []
    return [*own, *(fund for fund in near if fund.pk not in rights.member_of)]


def _sent_to(workshop_id: int):
    return Workshop.objects.filter(pk=workshop_id).only("status", "venue").order_by()


def _questions(workshop_id: int):
    return Question.objects.filter(workshop=workshop_id)


SENT_TO = AskedOften(_sent_to, int)
QUESTIONS = AskedOften(_questions, int)


class RegistrationPage(OfWorkshop, TemplateView):
    """What the pages have in common that take people in: one person, a group, a caller."""

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        # No decorator: it would take the place of the guards of a page derived from this one.
        add_never_cache_headers(response)
        return response

    @cached_property
    def managing(self) -> bool:
        return may_manage(self.request.rights, self.workshop)

    @cached_property
    def own_funds(self) -> list[Fund]:
        """The funds the reader acts for."""
        officer_of = self.request.rights.officer_of
        if not officer_of:
            return []
        return list(Fund.objects.standing().with_place().filter(pk__in=officer_of))

    @cached_property
    def questions(self) -> list:
        return QUESTIONS.records(self.workshop.pk)

    @property
    def user(self):
        """The account that enters people, where there is one."""
        return self.request.user if self.request.rights.signed_in else None

    def found(self) -> Workshop | None:
        """A form that is sent needs no more of the workshop than deciding does."""
        if self.request.method == "POST":
            return next(iter(SENT_TO.records(self.kwargs["pk"])), None)
        return super().found()

    def show(self, form, **kwargs):
        if self.request.method == "POST":
            self.workshop = self.workshops().get(pk=self.workshop.pk)
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
            managing=self.managing,
            crumbs=[
                (_("Workshops"), reverse("workshop_list")),
                (workshop.title, workshop.get_absolute_url()),
            ],
            **kwargs,
        )


class WorkshopRegister(RegistrationPage):
    """Registers the reader, or (``?who=other``) somebody of their fund or, by staff, anybody."""

    template_name = "courses/registration_form.html"

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
        if for_another and self.own_funds:
            return Channel.SECRETARY
        return Channel.SELF

    def get_form(self, data=None, initial=None):
        offered = partial(offered_funds, self.workshop, self.request.rights)
        kwargs = {"data": data, "offered": offered, "questions": self.questions}
        if self.channel == Channel.STAFF:
            return CallerForm(initial=initial, **kwargs)
        if self.channel == Channel.SECRETARY:
            purposes = [Purpose.WORKSHOP, Purpose.NEEDS]
            kwargs |= {"only": self.own_funds, "purposes": purposes, "for_another": True}
            return NamedPlaceForm(initial=initial, **kwargs)
        kwargs["purposes"] = list(Purpose)
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
        person, like = self.whom(form)
        if like:
            return self.show(form, like=like)
        try:
            registration = self.write(form, person)
        except RegistrationRefused as refused:
            return self.show(
                form,
                refused=str(refused),
                instead=refused.next_workshop,
                overridable=refused.overridable,
            )
        if not self.may_follow(registration, form):
            return self.show(form, taken=registration, answer=standing(registration))
        return redirect(self.address_after(registration))

    def whom(self, form) -> tuple:
        """Who is registered, where that is known; else whom the organisers are asked about."""
        if self.channel != Channel.STAFF:
            return self.person if isinstance(form, OwnPlaceForm) else None, []
        token = form.cleaned_data["token"]
        if Registration.objects.filter(workshop=self.workshop, token=token).exists():
            return None, []
        typed = {key: form.cleaned_data[key] for key in ("first_name", "last_name", "phone")}
        like = resembling(**typed)
        if not like:
            return None, []
        try:
            return chosen(form.cleaned_data["same"], like), []
        except KeyError:
            return None, like

    def write(self, form, person) -> Registration:
        known = {"workshop": self.workshop, "channel": self.channel, "entered_by": self.user}
        known |= form.declared()
        details = form.details()
        if person is None:
            return register_by_name(**known, **details)
        for name in ("title", "first_name", "last_name"):
            details.pop(name, None)
        return register(person=person, **known, **details)

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

    def address_after(self, registration) -> str:
        return registration.get_absolute_url() + ("?again" if registration.already else "")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            channel=self.channel,
            may_choose=self.person is not None and (self.managing or bool(self.own_funds)),
            may_group=self.managing or bool(self.own_funds),
            **kwargs,
        )

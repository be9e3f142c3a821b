"""Registering several people of one fund on one screen, and the private page of the group."""

from contextlib import suppress
from functools import partial

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from courses.access import may_manage
from courses.forms.fund_choice import key_in
from courses.forms.groups import GroupForm, typed_lines, with_people
from courses.lists.known_people import known_people
from courses.models import Registration, RegistrationGroup
from courses.registering.answers import standings
from courses.registering.entry import RegistrationRefused
from courses.registering.groups import MOST_AT_ONCE, GroupRefused, foresee_group, register_group
from courses.seats.seating import has_begun
from courses.views.private_pages import (
    PrivatePage,
    RegistrationCancel,
    RegistrationSwap,
    may_swap,
)
from courses.views.registration import RegistrationPage, offered_funds
from portal.funds.models import Fund
from portal.people.names import name_key
from portal.qr import qr_image

Channel = Registration.Channel
#: Buttons that only change the lines of the form; nothing is judged by them.
REDRAWING = ("find", "more", "known", "drop")


class GroupRegister(RegistrationPage):
    """One to ten people of a fund: first what will happen, then sending it."""

    template_name = "courses/group_form.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.rights.signed_in:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if not (self.managing or self.own_funds):
            raise PermissionDenied(
                _("People are registered together by the officers of their fund.")
            )
        return super().dispatch(request, *args, **kwargs)

    @property
    def channel(self) -> str:
        return Channel.STAFF if self.managing else Channel.SECRETARY

    @property
    def only(self) -> list[Fund]:
        """The funds that may be chosen; empty: any."""
        return [] if self.managing else self.own_funds

    def get_form(self, data=None, initial=None, lines=None) -> GroupForm:
        offered = partial(offered_funds, self.workshop, self.request.rights)
        return GroupForm(
            data=data,
            initial=initial,
            lines=lines,
            only=self.only,
            offered=offered,
            questions=self.questions,
        )

    def fund_of(self, form: GroupForm) -> Fund | None:
        """The fund chosen so far, whose people may be shown: only one the reader acts for."""
        key = key_in(str(form["fund"].value() or ""))
        if key is None or not self.request.rights.signed_in:
            return None
        if self.managing:
            return Fund.objects.standing().with_place().filter(pk=key).first()
        return next((one for one in self.own_funds if one.pk == key), None)

    def post(self, request, *args, **kwargs):
        if any(button in request.POST for button in REDRAWING):
            return self.show(self.redrawn())
        form = self.get_form(data=request.POST)
        if not form.is_valid():
            return self.show(form)
        if form.cleaned_data["fund"] == "none":
            form.add_error("fund", _("People are registered together for one fund."))
            return self.show(form)
        wanted = {
            "workshop": self.workshop,
            "channel": self.channel,
            "entered_by": self.user,
            "override": form.cleaned_data["override"] if self.managing else "",
            **form.wanted(),
        }
        try:
            if "send" not in request.POST:
                return self.show(form, outlooks=self.beside(form, foresee_group(**wanted)))
            answer = register_group(**wanted)
        except GroupRefused as refused:
            form.fault(str(refused), row=refused.row)
            return self.show(form)
        except RegistrationRefused as refused:
            return self.refuse(form, refused)
        self.tell(answer)
        return redirect(answer.group.get_absolute_url() + ("?again" if answer.again else ""))

    def redrawn(self) -> GroupForm:
        """The form as it was sent, with a line more or less, people chosen, or funds found."""
        sent = self.request.POST
        lines = typed_lines(sent)
        if "more" in sent:
            lines.append({})
        dropped = key_in(sent.get("drop", ""))
        if "drop" in sent and dropped is not None and dropped < len(lines):
            lines.pop(dropped)
        initial = sent.dict()
        if "known" in sent:
            fund = self.fund_of(self.get_form(initial=initial, lines=lines))
            people = known_people(fund=fund, workshop=self.workshop) if fund else []
            chosen = set(sent.getlist("person"))
            lines = with_people(lines, [one for one in people if str(one.pk) in chosen])
        return self.get_form(initial=initial, lines=(lines or [{}])[:MOST_AT_ONCE])

    def beside(self, form: GroupForm, outlooks: list) -> list:
        """What will happen, each beside its line: pairs of line and outlook."""
        return list(zip(form.members, outlooks, strict=True))

    def refuse(self, form: GroupForm, refused: RegistrationRefused):
        """Say why nobody was taken; beside a line where it is about one person."""
        row = None
        if refused.person:
            keys = [
                name_key(one.cleaned_data["first_name"], one.cleaned_data["last_name"])
                for one in form.members
            ]
            with suppress(ValueError):
                row = keys.index(refused.person.name_key)
        if row is not None:
            form.members[row].add_error("first_name", str(refused))
        return self.show(
            form,
            refused=str(refused),
            instead=refused.next_workshop,
            overridable=refused.overridable,
        )

    def tell(self, answer) -> None:
        """Say who had a place already: they are on no page of this group."""
        names = [one.person.name for one in answer.registrations if one.already]
        if names and not answer.again:
            messages.info(
                self.request,
                _("Registered already, so nothing was changed for them: %(names)s")
                % {"names": ", ".join(names)},
            )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context.get("form")
        fund = self.fund_of(form) if form else None
        known = known_people(fund=fund, workshop=self.workshop) if fund else []
        here = {str(row["first_name"].value() or "") for row in form.rows} if form else set()
        known = [one for one in known if one.person.first_name not in here]
        return context | {"known": known, "most": MOST_AT_ONCE, "channel": self.channel}


class OfGroup(PrivatePage):
    """Finds the group of the address."""

    @cached_property
    def group(self) -> RegistrationGroup:
        groups = RegistrationGroup.objects.select_related(
            "fund__subdistrict", "workshop__venue__subdistrict__parent__parent"
        )
        found = groups.filter(token=self.kwargs["token"]).first()
        if found is None:
            raise Http404(_("There is no such group."))
        return found

    @cached_property
    def registrations(self) -> list[Registration]:
        """Everybody of the group in the order they were written down."""
        found = list(
            self.group.registrations.select_related("person", "fund", "group").order_by("pk")
        )
        for one in found:
            one.workshop = self.group.workshop
        return found

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{"group": self.group, "workshop": self.group.workshop, **kwargs}
        )


class GroupDetail(OfGroup):
    """How everybody of a group stands, with what may still be done for each."""

    template_name = "courses/group_detail.html"

    def get_context_data(self, **kwargs):
        workshop = self.group.workshop
        answers = standings(self.registrations)
        managing = may_manage(self.request.rights, workshop)
        address = self.request.build_absolute_uri(self.group.get_absolute_url())
        living = [one for one in self.registrations if one.living]
        swapping = bool(living) and may_swap(living[0], managing=managing)
        return super().get_context_data(
            again="again" in self.request.GET,
            people=[(one, answers[one.pk]) for one in self.registrations],
            living=living,
            waiting=[one for one in living if one.status == Registration.Status.WAITING],
            may_swap=swapping,
            may_cancel=not has_begun(workshop),
            may_add=self.request.rights.acts_for(self.group.fund_id) or managing,
            address=address,
            qr=qr_image(address),
            **kwargs,
        )


class GroupSlips(OfGroup):
    """A slip for everybody who has a place, two on a sheet."""

    template_name = "courses/group_slips.html"

    def get_context_data(self, **kwargs):
        living = [one for one in self.registrations if one.living]
        answers = standings(living)
        slips = []
        for one in living:
            address = self.request.build_absolute_uri(one.get_absolute_url())
            slips.append((one, answers[one.pk], address, qr_image(address)))
        return super().get_context_data(slips=slips, **kwargs)


class OfMember(OfGroup):
    """Finds one person of the group of the address."""

    @cached_property
    def registration(self) -> Registration:
        found = next((one for one in self.registrations if one.pk == self.kwargs["pk"]), None)
        if found is None:
            raise Http404(_("There is no such registration."))
        return found

    def after(self, swapped: Registration | None = None) -> str:
        """Back to the group."""
        return self.group.get_absolute_url()


class GroupSwap(OfMember, RegistrationSwap):
    """Gives the place of one of the group to another person of the fund."""

    def may_enter(self) -> bool:
        return True  # whoever has the group's address wrote its people down


class GroupCancel(OfMember, RegistrationCancel):
    """Gives the place of one of the group back."""

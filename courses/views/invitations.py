"""Which funds are invited, who has answered, whom to call, and letters on paper."""

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import TemplateView

from courses.forms.invitations import InviteForm
from courses.models import Invitation, Registration
from courses.registering.announcing import officers_of
from courses.registering.invitations import InvitationError, answer, ask_again, invite, release
from courses.registering.waiting_list import AskFirst
from courses.views.people import OfPeople
from courses.views.people_deciding import AskingFirst, sure_context
from portal.qr import qr_image

Answer = Invitation.Answer
TABS = {
    Answer.NONE: gettext_lazy("no answer yet"),
    Answer.YES: gettext_lazy("coming"),
    Answer.NO: gettext_lazy("not coming"),
}


class OfInvitations(OfPeople):
    """What all pages about a workshop's invitations share."""

    @property
    def invitations_address(self) -> str:
        return reverse("workshop_invitations", args=[self.workshop.pk])

    @cached_property
    def invitations(self) -> list[Invitation]:
        """All of them by district and fund, with whom to call and how many have registered."""
        found = list(
            Invitation.objects.filter(workshop=self.workshop)
            .select_related("fund__subdistrict__parent__parent", "answered_by__person")
            .order_by("fund__subdistrict__parent__sort_key", "fund__sort_key", "pk")
        )
        officers = officers_of(one.fund_id for one in found)
        living = Registration.objects.filter(workshop=self.workshop).living().order_by()
        named = dict(living.values_list("fund_id").annotate(Count("pk")))
        for one in found:
            one.workshop = self.workshop
            one.officers = officers.get(one.fund_id, [])
            one.named = named.get(one.fund_id, 0)
        return found

    def chosen(self) -> list[Invitation]:
        """Those the address asks for: of one answer, or a single one."""
        wanted, only = self.request.GET.get("answer", ""), self.request.GET.get("only", "")
        return [
            one
            for one in self.invitations
            if (not wanted or one.answer == wanted) and (not only or str(one.pk) == only)
        ]


class WorkshopInvitations(OfInvitations, TemplateView):
    """The invitations, their answers, and what they mean for the seats."""

    template_name = "courses/invitations.html"

    def get_context_data(self, **kwargs):
        rows = self.invitations
        wanted = self.request.GET.get("answer", "")
        count = {value: sum(one.answer == value for one in rows) for value in TABS}
        return super().get_context_data(
            workshop=self.workshop,
            standing=self.standing,
            rows=self.chosen(),
            invited=len(rows),
            count=count,
            seats_asked=sum(one.seats for one in rows),
            seats_coming=sum(one.seats for one in rows if one.answer == Answer.YES),
            tabs=[
                ("", _("All"), len(rows), wanted not in TABS),
                *((value, label, count[value], value == wanted) for value, label in TABS.items()),
            ],
            crumbs=self.crumbs((_("People"), self.people_address)),
            **kwargs,
        )


class InvitationsNew(OfInvitations, TemplateView):
    """Chooses funds, shows them with their seats, and then invites those ticked."""

    template_name = "courses/invitations_new.html"

    def post(self, request, *args, **kwargs):
        form = InviteForm(request.POST, workshop=self.workshop)
        if "send" not in request.POST or form.data.get("names", "").strip():
            form.look()
            return self.render_to_response(self.get_context_data(form=form))
        seats = form.wanted()
        if form.is_valid() and seats:
            try:
                made = invite(
                    workshop=self.workshop,
                    seats=seats,
                    by=request.user,
                    answer_by=form.cleaned_data["answer_by"],
                    note=form.cleaned_data["note"],
                )
            except InvitationError as problem:
                form.faults.append(str(problem))
            else:
                messages.success(request, invited_sentence(made))
                return redirect(self.invitations_address)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        if "form" not in kwargs:
            kwargs["form"] = InviteForm(workshop=self.workshop)
        return super().get_context_data(
            workshop=self.workshop,
            standing=self.standing,
            crumbs=self.crumbs((_("Invitations"), self.invitations_address)),
            **kwargs,
        )


def invited_sentence(made: list[Invitation]) -> str:
    said = ngettext("%(count)d fund is invited.", "%(count)d funds are invited.", len(made))
    return said % {"count": len(made)}


class OfInvitation(OfInvitations):
    """Finds the invitation of the address, of this workshop and no other."""

    @cached_property
    def invitation(self) -> Invitation:
        found = Invitation.objects.filter(workshop=self.workshop, pk=self.kwargs["key"])
        found = found.select_related("fund").first()
        if found is None:
            raise Http404(_("There is no such invitation."))
        return found

    def post(self, request, *args, **kwargs):
        """Do it; where many would get a seat by it, ask first."""
        try:
            self.act(sure=request.POST.get("sure") == "yes")
        except InvitationError as problem:
            messages.error(request, str(problem))
        except AskFirst as asking:
            sent = {name: request.POST[name] for name in ("answer",) if name in request.POST}
            context = sure_context(
                self,
                asking,
                title=_("Give these seats?"),
                address=request.path,
                sent=sent,
                back=self.invitations_address,
            )
            return self.render_to_response(context)
        return redirect(f"{self.invitations_address}#i{self.invitation.pk}")


class InvitationRecord(OfInvitation, AskingFirst):
    """Writes down an answer that was taken by phone."""

    def act(self, *, sure: bool) -> None:
        given = self.request.POST.get("answer", "")
        if given not in (Answer.YES, Answer.NO):
            raise InvitationError(_("Please choose yes or no."))
        done = answer(
            invitation=self.invitation,
            coming=given == Answer.YES,
            by=self.request.user,
            sure=sure,
        )
        if given == Answer.YES and done.released_at:
            messages.warning(
                self.request,
                _("%(fund)s comes, but its seats were given away: people may have to wait.")
                % {"fund": self.invitation.fund.name},
            )
        else:
            messages.success(
                self.request,
                _("%(fund)s: %(answer)s.")
                % {"fund": self.invitation.fund.name, "answer": done.get_answer_display()},
            )


class InvitationRelease(OfInvitation, AskingFirst):
    """Gives back the seats kept for a fund, whatever it answers later."""

    def act(self, *, sure: bool) -> None:
        release(invitation=self.invitation, sure=sure)
        messages.success(
            self.request,
            _("No seats are kept for %(fund)s any more.") % {"fund": self.invitation.fund.name},
        )


class InvitationsAgain(OfInvitations, View):
    """Asks funds that have not answered once more: one, or all of them."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        only = request.POST.get("only", "")
        wanted = [one for one in self.invitations if not only or str(one.pk) == only]
        asked = ask_again(invitations=wanted)
        said = ngettext(
            "%(count)d fund is asked again. Please call those who read no e-mail.",
            "%(count)d funds are asked again. Please call those who read no e-mail.",
            len(asked),
        ) % {"count": len(asked)}
        messages.success(request, said if asked else _("All funds have answered."))
        return redirect(self.invitations_address)


class InvitationsSheet(OfInvitations, TemplateView):
    """A list on A4 to call from, with room for the answer."""

    template_name = "courses/invitations_sheet.html"

    def get_context_data(self, **kwargs):
        address = self.request.build_absolute_uri(self.invitations_address)
        return super().get_context_data(
            workshop=self.workshop,
            rows=self.chosen(),
            address=address,
            qr=qr_image(address),
            **kwargs,
        )


class InvitationsLetters(OfInvitations, TemplateView):
    """A letter on A4 for each fund, with the code of the page on which it answers."""

    template_name = "courses/invitations_letters.html"

    def get_context_data(self, **kwargs):
        letters = []
        for one in self.chosen():
            address = self.request.build_absolute_uri(one.get_absolute_url())
            letters.append((one, address, qr_image(address)))
        return super().get_context_data(
            workshop=self.workshop,
            half_days=self.workshop.half_days.all(),
            letters=letters,
            **kwargs,
        )

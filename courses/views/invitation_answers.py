"""The private page on which a fund answers an invitation, and the group form it leads to."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from courses.models import Invitation, Registration, Workshop
from courses.registering.invitations import InvitationError, answer
from courses.seats.seating import has_begun
from courses.views.groups import GroupRegister
from courses.views.private_pages import PrivatePage
from portal.funds.models import Fund
from portal.qr import qr_image

Answer = Invitation.Answer


class OfInvitation:
    """Finds the invitation of the address."""

    @cached_property
    def invitation(self) -> Invitation:
        found = (
            Invitation.objects.filter(token=self.kwargs["token"])
            .select_related(
                "fund__subdistrict__parent__parent", "workshop__venue__subdistrict__parent__parent"
            )
            .first()
        )
        if found is None or found.workshop.status == Workshop.Status.DRAFT:
            raise Http404(_("There is no such invitation."))
        return found


class InvitationAnswer(OfInvitation, PrivatePage):
    """Yes, no, or not yet; a yes leads to the names."""

    template_name = "courses/invitation_answer.html"

    def post(self, request, *args, **kwargs):
        given = request.POST.get("answer", "")
        if given not in (Answer.YES, Answer.NO):
            return redirect(self.invitation.get_absolute_url() + "?later")
        user = request.user if request.rights.signed_in else None
        try:
            answer(invitation=self.invitation, coming=given == Answer.YES, by=user)
        except InvitationError as refused:
            return self.render_to_response(self.get_context_data(refused=str(refused)))
        if given == Answer.YES:
            return redirect("invitation_group", token=self.invitation.token)
        return redirect(self.invitation)

    def get_context_data(self, **kwargs):
        invitation = self.invitation
        workshop = invitation.workshop
        coming = Registration.objects.filter(workshop=workshop, fund=invitation.fund).living()
        address = self.request.build_absolute_uri(invitation.get_absolute_url())
        today = timezone.localdate()
        over = workshop.status == Workshop.Status.CANCELLED or workshop.ends_on < today
        return super().get_context_data(
            invitation=invitation,
            workshop=workshop,
            half_days=workshop.half_days.all(),
            named=coming.count(),
            late=bool(invitation.answer_by and invitation.answer_by < today),
            open=not over,
            begun=has_begun(workshop),
            later="later" in self.request.GET,
            address=address,
            qr=qr_image(address),
            **{"refused": "", **kwargs},
        )


class InvitationGroup(OfInvitation, GroupRegister):
    """The group form for the fund invited, also for somebody signed out with the private link.

    Nobody known already is shown to whoever is signed out: the link says which fund, not who
    reads it.
    """

    def dispatch(self, request, *args, **kwargs):
        response = super(GroupRegister, self).dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response

    @cached_property
    def workshop(self) -> Workshop:
        return Workshop.objects.with_place().with_taken().get(pk=self.invitation.workshop_id)

    @property
    def channel(self) -> str:
        return Registration.Channel.SECRETARY

    @property
    def only(self) -> list[Fund]:
        return [self.invitation.fund]

    def get_form(self, data=None, initial=None, lines=None):
        if data is None and lines is None:
            lines = [{} for _seat in range(min(self.invitation.seats, 10))]
        return super().get_form(data=data, initial=initial, lines=lines)

    def get(self, request, *args, **kwargs):
        if self.invitation.answer == Answer.NO:
            return redirect(self.invitation)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"invitation": self.invitation}

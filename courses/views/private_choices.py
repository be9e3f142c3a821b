"""What somebody agrees to on the private page of their place: answered, and taken back."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from courses.forms.consents import ChoicesForm
from courses.registering.choosing import choices_of, choose, may_choose, take_back
from courses.views.private_pages import RegistrationDetail


class RegistrationChoices(RegistrationDetail):
    """Keeps the answers; a text that changed meanwhile is shown anew."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        place = self.registration
        if not may_choose(place, user=self.user):
            messages.warning(
                request,
                _("Only %(name)s can answer this. Please give them the slip with the code.")
                % {"name": place.person.name},
            )
        elif purpose := request.POST.get("back"):
            if take_back(registration=place, purpose=purpose, by=self.user):
                messages.success(request, _("Taken back. From now on it no longer holds."))
        else:
            form = ChoicesForm(request.POST, purposes=choices_of(place).unanswered)
            if not form.is_valid():
                return self.render_to_response(self.get_context_data(choices_form=form))
            choose(registration=place, answers=form.consents(), by=self.user)
            messages.success(request, _("Thank you. Your answer is noted."))
        return redirect(place)

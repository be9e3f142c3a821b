"""The network's trainers for those who look for one: what about, where, and how busy."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from courses.forms.trainers import TrainerFilter, TrainerProfileForm
from courses.models import TrainerProfile
from courses.views.guards import OpenersOnly, SignedIn
from courses.workshops.trainers import (
    NOTHING,
    keep_profile,
    loads,
    may_edit_profile,
    trainers_of_today,
)


class TrainerList(OpenersOnly, TemplateView):
    """Trainers by subject and place, each with the load of this year."""

    template_name = "courses/trainer_list.html"
    per_page = 30

    def get_context_data(self, **kwargs):
        form = TrainerFilter(self.request.GET)
        found = form.apply(trainers_of_today()).prefetch_related(
            "trainer_profile__subjects", "trainer_profile__goes_to__parent"
        )
        page = Paginator(found, self.per_page).get_page(self.request.GET.get("page"))
        year = timezone.localdate().year
        known = loads(year=year, trainers=[trainer.pk for trainer in page])
        for trainer in page:
            trainer.load = known.get(trainer.pk, NOTHING)
            trainer.profile = getattr(trainer, "trainer_profile", None)
        return super().get_context_data(form=form, page_obj=page, year=year, **kwargs)


class TrainerEdit(SignedIn, FormView):
    """A trainer's own words about what and where they teach."""

    form_class = TrainerProfileForm
    template_name = "courses/trainer_edit.html"

    @cached_property
    def trainer(self):
        found = trainers_of_today().filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404(_("There is no such trainer."))
        return found

    def refuse(self) -> str:
        if may_edit_profile(self.request.rights, self.trainer):
            return ""
        return _("A trainer's profile is written by the trainer or a coordinator nearby.")

    def get_initial(self):
        return self.form_class.as_typed(TrainerProfile.objects.filter(user=self.trainer).first())

    def form_valid(self, form):
        keep_profile(trainer=self.trainer, **form.cleaned_data)
        messages.success(self.request, _("The profile is kept."))
        return redirect("trainer_list")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            trainer=self.trainer, crumbs=[(_("Trainers"), reverse("trainer_list"))], **kwargs
        )

"""My page: what waits for me, my registrations, my funds."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import TemplateView

from home.waiting import my_registrations, tasks_of
from portal.funds.models import Office
from portal.notices.reading import unread_of


class MyPage(LoginRequiredMixin, TemplateView):
    """For everybody with an account; shows only what is the reader's own."""

    template_name = "home/my_page.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        offices = Office.objects.filter(person__user=user).exclude(status=Office.Status.REFUSED)
        return super().get_context_data(
            tasks=tasks_of(self.request.rights),
            notices=list(unread_of(user)),
            registrations=my_registrations(user)[:30],
            offices=offices.select_related("fund__subdistrict__parent__parent").order_by(
                "-starts_on", "pk"
            ),
            **kwargs,
        )

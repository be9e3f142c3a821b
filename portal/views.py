"""The portal's own pages: the way into the admin, and the living style page."""

from django.contrib.auth.mixins import UserPassesTestMixin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from portal.forms import ExampleForm

# Longer than any real name, so that the parts are seen under strain.
LONG_NAME = "กองทุนสวัสดิการชุมชนองค์การบริหารส่วนตำบลห้วยปูลิงร่วมใจพัฒนาคุณภาพชีวิตผู้สูงอายุและเด็กเล็ก"


class AdminSignIn(View):
    """Stands before Wagtail's own sign-in: there is one door for everybody.

    Whoever is signed in and sent here has no work in the admin and is told so.
    """

    def get(self, request):
        if request.user.is_authenticated:
            raise PermissionDenied(_("This part is for the network's trainers and coordinators."))
        return redirect_to_login(request.GET.get("next") or reverse("wagtailadmin_home"))


class StylePage(UserPassesTestMixin, TemplateView):
    """Every part of the design system in one page. Staff only: others sign in or get 403."""

    template_name = "style.html"

    def test_func(self) -> bool:
        return self.request.user.is_staff

    def get_context_data(self, **kwargs):
        """One empty form and one sent with mistakes, so that both faces can be seen."""
        return super().get_context_data(
            form=ExampleForm(),
            wrong_form=ExampleForm(
                {
                    "name": LONG_NAME,
                    "phone": "12",
                    "day": "31/2/2566",
                    "members": "มาก",
                    "post": "chair",
                    "subjects": ["accounts"],
                },
                prefix=None,
                auto_id="wrong_%s",
            ),
            long_name=LONG_NAME,
            page_obj=Paginator(range(100), 20).page(2),
            **kwargs,
        )

"""The portal's own page: the living style page for those who build and edit."""

from django.contrib.auth.mixins import UserPassesTestMixin
from django.core.paginator import Paginator
from django.views.generic import TemplateView

from portal.forms import ExampleForm

# Longer than any real name, so that the parts are seen under strain.
LONG_NAME = "กองทุนสวัสดิการชุมชนองค์การบริหารส่วนตำบลห้วยปูลิงร่วมใจพัฒนาคุณภาพชีวิตผู้สูงอายุและเด็กเล็ก"


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

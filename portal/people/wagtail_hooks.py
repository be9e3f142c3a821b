"""What the people room adds to the Wagtail admin: consent texts, and the way to similar people."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from portal.people.models import ConsentText, User
from portal.thai.dates import short_datetime


class AdministratorsWrite(BasePermissionPolicy):
    """Administrators read and add; a text that was published is never changed or deleted."""

    def user_has_permission(self, user, action):
        return user.is_active and user.is_superuser and action in ("view", "add")

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)

    def users_with_any_permission(self, actions):
        return User.objects.filter(is_superuser=True, is_active=True)

    def users_with_permission_for_instance(self, action, instance):
        return self.users_with_any_permission([action])


class NewVersion(generic.CreateView):
    """A new version, begun from the words of the last one when its purpose is in the address."""

    def get_initial(self):
        texts = ConsentText.objects.filter(purpose=self.request.GET.get("purpose", "")[:10])
        last = texts.order_by("version").last()
        names = ("purpose", "label_th", "label_en", "text_th", "text_en")
        return {name: getattr(last, name) for name in names} if last else {}


class ConsentTextViewSet(ModelViewSet):
    model = ConsentText
    name = "consent_texts"
    icon = "clipboard-list"
    menu_label = _("Consent texts")
    menu_order = 220
    add_to_admin_menu = True
    add_to_reference_index = False
    permission_policy = AdministratorsWrite(ConsentText)
    add_view_class = NewVersion
    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields = ["purpose", "label_th", "label_en", "text_th", "text_en"]
    list_display = [
        "purpose",
        "version",
        "label_th",
        Column(
            "published_at",
            label=_("In force from"),
            accessor=lambda text: short_datetime(text.published_at),
        ),
    ]

    def get_permissions_to_register(self):
        return super().get_permissions_to_register().none()


@hooks.register("register_admin_viewset")
def consent_texts():
    return ConsentTextViewSet()


class ForCoordinators(MenuItem):
    """Leads to a page of the front end that coordinators open."""

    def is_shown(self, request):
        return request.rights.coordinator


@hooks.register("register_admin_menu_item")
def similar_people():
    return ForCoordinators(
        _("Similar people"), reverse_lazy("similar_people"), icon_name="group", order=220
    )

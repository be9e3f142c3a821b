"""Wagtail's list, edit and delete views, asking for each row whether it is in reach."""

from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage

from portal.funds.admin.exporting import harmless


class InReachMixin:
    """Refuses a row on which the account may not do what the view is for."""

    instance_actions = ("change",)

    def get_object(self, *args, **kwargs):
        instance = super().get_object(*args, **kwargs)
        allowed = self.permission_policy.user_has_any_permission_for_instance(
            self.request.user, self.instance_actions, instance
        )
        if not allowed:
            raise PermissionDenied
        return instance


class ListInReach(generic.IndexView):
    """Lists the rows in reach; buttons only where they will work.

    Searching asks the rows' own `like`, which finds Thai words anywhere in a text. CSV
    begins with the mark by which spreadsheet programs recognise Thai letters.
    """

    custom_value_preprocess = {
        **generic.IndexView.custom_value_preprocess,
        str: {generic.IndexView.FORMAT_CSV: harmless},
    }

    def get_base_queryset(self):
        return self.prepare(
            self.permission_policy.instances_user_has_any_permission_for(
                self.request.user, ["view"]
            )
        )

    def prepare(self, queryset):
        """The rows with what the list shows at hand."""
        return queryset

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        return self.matching(queryset, self.search_query)

    def matching(self, queryset, text: str):
        """The rows that fit what was typed into the search box."""
        return queryset.like(text)

    def may(self, action: str, instance) -> bool:
        return self.permission_policy.user_has_permission_for_instance(
            self.request.user, action, instance
        )

    def get_edit_url(self, instance):
        return super().get_edit_url(instance) if self.may("change", instance) else None

    def get_delete_url(self, instance):
        return super().get_delete_url(instance) if self.may("delete", instance) else None

    def stream_csv(self, queryset):
        yield "\ufeff".encode()
        yield from super().stream_csv(queryset)


class EditInReach(InReachMixin, generic.EditView):
    """Changes a row in reach."""


class DeleteInReach(InReachMixin, generic.DeleteView):
    """Deletes a row in reach; says so when other records still need it."""

    instance_actions = ("delete",)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError as problem:
            kinds = {str(row._meta.verbose_name_plural) for row in problem.protected_objects}
            messages.error(
                self.request,
                _("“%(object)s” cannot be deleted, because these need it: %(kinds)s.")
                % {"object": self.object, "kinds": ", ".join(sorted(kinds))},
            )
            return HttpResponseRedirect(self.get_success_url())


class InspectInReach(InReachMixin, generic.InspectView):
    """Shows a row that the account may see."""

    instance_actions = ("view",)


class HistoryInReach(InReachMixin, history.HistoryView):
    """Who changed a row in reach, and when."""


class UsageInReach(InReachMixin, usage.UsageView):
    """Where a row in reach is used."""

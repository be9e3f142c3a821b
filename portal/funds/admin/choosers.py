"""The boxes by which admin forms choose a subdistrict, a fund, a person or an account.

Lists of thousands are searched, not scrolled, and show what tells two of a name apart.
Offered are only rows the account may see; whether a choice is allowed is for the form.
"""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from portal.funds.access import rights_today
from portal.funds.admin.policies import PersonPolicy
from portal.funds.models import Area, Fund
from portal.people.identity import identify_person
from portal.people.models import Person, User
from portal.thai.fields import ThaiPhoneField
from portal.thai.phones import show_phone


class LikeFilterForm(SearchFilterMixin, BaseFilterForm):
    """The search box of a chooser; asks the rows' own `like`."""

    def filter(self, objects):
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        return objects.like(self.search_query) if self.is_searching else objects


class OfferedMixin:
    """Lists what the viewset `offer` offers, with the detail that tells rows apart."""

    offer = None
    filter_form_class = LikeFilterForm

    def get_object_list(self):
        return self.offer.rows(rights_today(self.request.user))

    @property
    def columns(self):
        return [*super().columns, Column("detail", label="", accessor=self.offer.detail)]


class ChooseOffered(OfferedMixin, chooser.ChooseView):
    """The whole box."""


class ChooseOfferedResults(OfferedMixin, chooser.ChooseResultsView):
    """Its list after a search."""


class ChosenOffered(chooser.ChosenView):
    """Answers what was chosen; a row that was not offered is not found."""

    offer = None

    def get_object(self, pk):
        return self.offer.rows(rights_today(self.request.user)).get(pk=pk)

    def get_display_title(self, instance):
        return self.offer.title(instance)


class TitledChooser(BaseChooser):
    """A choice shown by the title its viewset gives it."""

    offer = None

    def get_display_title(self, instance):
        return self.offer.title(instance)


class OfferViewSet(ChooserViewSet):
    """A chooser of offered rows; subclasses say which, and what tells one from another."""

    choose_view_class = ChooseOffered
    choose_results_view_class = ChooseOfferedResults
    chosen_view_class = ChosenOffered
    base_widget_class = TitledChooser
    register_widget = False
    per_page = 15

    def rows(self, rights):
        raise NotImplementedError

    def detail(self, row) -> str:
        raise NotImplementedError

    def title(self, row) -> str:
        return f"{row} – {self.detail(row)}" if self.detail(row) else str(row)

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(offer=self, **kwargs)

    @property
    def widget(self):
        """A new widget for a form field."""
        widget = self.widget_class()
        widget.offer = self
        return widget


class SubdistrictChooser(OfferViewSet):
    model = Area
    icon = "site"
    choose_one_text = _("Choose a subdistrict")
    choose_another_text = _("Choose another subdistrict")

    def rows(self, rights):
        return Area.objects.subdistricts().in_use().select_related("parent__parent")

    def detail(self, row):
        return row.parent.full_name

    def title(self, row):
        return row.full_name


class FundChooser(OfferViewSet):
    model = Fund
    icon = "home"
    choose_one_text = _("Choose a fund")
    choose_another_text = _("Choose another fund")

    def rows(self, rights):
        return rights.funds_in_reach(Fund.objects.standing().with_place())

    def detail(self, row):
        return row.subdistrict.full_name


class PersonCreationForm(forms.ModelForm):
    """A person entered by a coordinator; somebody already known is taken instead."""

    phone = ThaiPhoneField(label=_("Phone"), required=False)

    class Meta:
        model = Person
        fields = ["title", "first_name", "last_name", "phone"]

    def save(self, commit=True):
        return identify_person(**self.cleaned_data)


class PersonChooser(OfferViewSet):
    model = Person
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")
    creation_tab_label = _("New person")
    creation_form_class = PersonCreationForm
    permission_policy = PersonPolicy(Person)

    def rows(self, rights):
        return self.permission_policy.visible(rights, Person.objects.all())

    def detail(self, row):
        return show_phone(row.phone)


class AccountChooser(OfferViewSet):
    model = User
    icon = "user"
    choose_one_text = _("Choose an account")
    choose_another_text = _("Choose another account")

    def rows(self, rights):
        accounts = User.objects.filter(is_active=True).select_related("person")
        return accounts.order_by("username") if rights.whole_nation else accounts.none()

    def detail(self, row):
        return row.username


subdistrict_chooser = SubdistrictChooser("subdistrict_chooser")
fund_chooser = FundChooser("fund_chooser")
person_chooser = PersonChooser("person_chooser")
account_chooser = AccountChooser("account_chooser")
CHOOSERS = [subdistrict_chooser, fund_chooser, person_chooser, account_chooser]

"""The menu of the funds room in the admin: which lists there are and what they show."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from portal.funds.admin import filters, lists, panels, policies, views
from portal.funds.admin.exporting import FUND_COLUMNS
from portal.funds.models import (
    Area,
    Assessment,
    FoundingStep,
    Fund,
    FundTag,
    FundYear,
    Mandate,
    Office,
    Region,
    Rubric,
    Subject,
)
from portal.people.models import Person
from portal.thai.dates import be_year, short_date
from portal.thai.phones import show_phone


def place_column(accessor="subdistrict.full_name") -> Column:
    return Column("place", label=_("Place"), accessor=accessor)


def day_column(name: str, label) -> Column:
    """A day in the reader's era."""

    def shown(row):
        day = getattr(row, name)
        return short_date(day) if day else ""

    return Column(name, label=label, accessor=shown, sort_key=name)


def figure(value) -> str:
    return "–" if value is None else f"{value:,}"


class InReachViewSet(ModelViewSet):
    """A list of the funds room: its own permission policy, its views ask for each row."""

    index_view_class = views.ListInReach
    edit_view_class = views.EditInReach
    delete_view_class = views.DeleteInReach
    inspect_view_class = views.InspectInReach
    history_view_class = views.HistoryInReach
    usage_view_class = views.UsageInReach
    copy_view_enabled = False
    # Protected rows say so by themselves; an index of references would slow every import.
    add_to_reference_index = False
    list_per_page = 50
    policy = None

    @property
    def permission_policy(self):
        return self.policy

    def get_permissions_to_register(self):
        # Rights come from mandates, so there is nothing to tick in a group.
        return super().get_permissions_to_register().none()


class FundViewSet(InReachViewSet):
    model = Fund
    name = "funds"
    icon = "home"
    policy = policies.ProvincePolicy(
        Fund, area="subdistrict__code", trainers_read=True, guarded=True
    )
    index_view_class = lists.FundList
    add_view_class = lists.FundCreate
    edit_view_class = lists.FundEdit
    inspect_view_enabled = True
    edit_handler = panels.FUND
    search_fields = ["name"]
    filterset_class = filters.FundFilterSet
    list_display = [
        "name",
        place_column(),
        "stage",
        "level",
        Column(
            "members",
            label=_("Members"),
            accessor=lambda fund: figure(fund.latest_members),
            sort_key="latest_members",
        ),
    ]
    list_export = list(FUND_COLUMNS)
    export_filename = "funds"


class FundYearViewSet(InReachViewSet):
    model = FundYear
    name = "fund_years"
    icon = "table"
    menu_label = _("Yearly figures")
    policy = policies.ProvincePolicy(FundYear, area="fund__subdistrict__code")
    index_view_class = lists.FundYearList
    add_view_class = lists.FundYearCreate
    edit_view_class = lists.FundYearEdit
    edit_handler = panels.FUND_YEAR
    search_fields = ["fund"]
    filterset_class = filters.FundYearFilterSet
    list_display = [
        "fund",
        place_column("fund.subdistrict.full_name"),
        Column("year", label=_("Year"), accessor=lambda row: str(be_year(row.year))),
        Column("members", label=_("Members"), accessor=lambda row: figure(row.members)),
        Column("money_in", label=_("Money in"), accessor=lambda row: figure(row.money_in)),
        "source",
        BooleanColumn("complete", label=_("Complete")),
    ]


class AssessmentViewSet(InReachViewSet):
    model = Assessment
    name = "assessments"
    icon = "tasks"
    policy = policies.ProvincePolicy(Assessment, area="fund__subdistrict__code")
    index_view_class = lists.AssessmentList
    edit_view_class = lists.AssessmentEdit
    delete_view_class = lists.AssessmentDelete
    edit_handler = panels.ASSESSMENT
    search_fields = ["fund"]
    filterset_class = filters.AssessmentFilterSet
    list_display = [
        "fund",
        place_column("fund.subdistrict.full_name"),
        day_column("assessed_on", _("Day")),
        "rubric",
    ]


class OfficeViewSet(InReachViewSet):
    model = Office
    name = "offices"
    icon = "group"
    policy = policies.OfficePolicy()
    index_view_class = lists.OfficeList
    edit_handler = panels.OFFICE
    search_fields = ["person"]
    filterset_class = filters.OfficeFilterSet
    list_display = [
        "person",
        "role",
        Column("fund", label=_("Fund"), accessor="fund.name"),
        place_column("fund.subdistrict.full_name"),
        "status",
        day_column("starts_on", _("From")),
        day_column("ends_on", _("Until")),
    ]


class PersonViewSet(InReachViewSet):
    model = Person
    name = "people"
    icon = "user"
    policy = policies.PersonPolicy(Person)
    index_view_class = lists.PersonList
    edit_handler = panels.PERSON
    search_fields = ["first_name"]
    list_display = [
        "name",
        Column("phone", label=_("Phone"), accessor=lambda row: show_phone(row.phone)),
        Column("user", label=_("Account"), accessor="user.username"),
    ]


class MandateViewSet(InReachViewSet):
    model = Mandate
    name = "mandates"
    icon = "key"
    policy = policies.RightsPolicy(Mandate)
    index_view_class = lists.MandateList
    edit_handler = panels.MANDATE
    search_fields = ["user"]
    list_filter = ["role", "region"]
    list_display = [
        "user",
        "role",
        Column("scope", label=_("Where"), accessor="scope"),
        day_column("starts_on", _("From")),
        day_column("ends_on", _("Until")),
    ]


class AreaViewSet(InReachViewSet):
    model = Area
    name = "areas"
    icon = "site"
    policy = policies.AreaPolicy(Area)
    index_view_class = lists.AreaList
    edit_handler = panels.AREA
    search_fields = ["name_th"]
    filterset_class = filters.AreaFilterSet
    list_display = [
        "name",
        "code",
        Column("within", label=_("Within"), accessor="parent.full_name"),
        "region",
        BooleanColumn("mountain", label=_("Mountains")),
    ]


class SharedListViewSet(InReachViewSet):
    """A short list that the whole network shares."""

    list_display = ["name", "name_th", "name_en"]

    @property
    def permission_policy(self):
        return policies.SharedListPolicy(self.model)


class RegionViewSet(SharedListViewSet):
    model = Region
    name = "regions"
    icon = "globe"
    form_fields = ["name_th", "name_en", "slug", "position"]


class SubjectViewSet(SharedListViewSet):
    model = Subject
    name = "subjects"
    icon = "tag"
    form_fields = ["name_th", "name_en", "slug", "position", "active"]


class FundTagViewSet(SharedListViewSet):
    model = FundTag
    name = "fund_tags"
    icon = "tag"
    form_fields = ["kind", "name_th", "name_en", "slug"]


class FoundingStepViewSet(SharedListViewSet):
    model = FoundingStep
    name = "founding_steps"
    icon = "list-ol"
    form_fields = ["name_th", "name_en", "position"]


class RubricViewSet(SharedListViewSet):
    model = Rubric
    name = "rubrics"
    icon = "form"
    add_view_class = lists.RubricCreate
    edit_view_class = lists.RubricEdit
    edit_handler = panels.RUBRIC
    list_display = [
        "name",
        day_column("in_force_from", _("In force from")),
        "strong_from",
        "developing_from",
    ]


class FundsGroup(ModelViewSetGroup):
    menu_label = _("Funds")
    menu_icon = "home"
    menu_order = 200
    items = (
        FundViewSet,
        FundYearViewSet,
        AssessmentViewSet,
        OfficeViewSet,
        PersonViewSet,
        MandateViewSet,
    )


class ListsGroup(ModelViewSetGroup):
    menu_label = _("Network lists")
    menu_icon = "list-ul"
    menu_order = 210
    items = (
        AreaViewSet,
        RegionViewSet,
        SubjectViewSet,
        FundTagViewSet,
        FoundingStepViewSet,
        RubricViewSet,
    )

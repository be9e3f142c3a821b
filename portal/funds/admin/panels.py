"""Which boxes the admin's forms of the funds room show, and in which order."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)

from portal.funds.access import rights_today
from portal.funds.admin import forms
from portal.funds.admin.choosers import (
    account_chooser,
    fund_chooser,
    person_chooser,
    subdistrict_chooser,
)
from portal.funds.admin.policies import PersonPolicy
from portal.funds.models import FundYear
from portal.people.models import Person


def row(*names: str) -> FieldRowPanel:
    """Fields beside each other."""
    return FieldRowPanel([FieldPanel(name) for name in names])


class SimilarPeoplePanel(Panel):
    """People of the same name or with the same phone, who may be the same person.

    Nothing is merged by itself; the one who edits sees both and decides.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "funds/admin/similar_people.html"

        @cached_property
        def people(self):
            policy = PersonPolicy(Person)
            if self.instance.pk is None:
                return Person.objects.none()
            similar = Person.objects.similar_to(self.instance).select_related("user")
            return policy.visible(rights_today(self.request.user), similar)[:10]

        def is_shown(self):
            return bool(self.people)

        def get_context_data(self, parent_context=None):
            return {**super().get_context_data(parent_context), "people": self.people}


def fund_field() -> FieldPanel:
    return FieldPanel("fund", widget=fund_chooser.widget)


MEMBERS = (*FundYear.MEMBER_GROUPS, "members_reported")
MONEY = (*FundYear.MONEY_SOURCES, "money_in_reported")

FUND = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("name"),
                FieldPanel("subdistrict", widget=subdistrict_chooser.widget),
                FieldPanel("local_government"),
                row("stage", "founded_on", "branches"),
                MultiFieldPanel(
                    [row("rules_year", "rules_amendments"), FieldPanel("rules_file")],
                    heading=_("Rules"),
                ),
                row("committee_from", "committee_until"),
                row("latitude", "longitude"),
                FieldPanel("tags"),
                FieldPanel("about"),
                FieldPanel("merged_into", widget=fund_chooser.widget),
            ],
            heading=_("The fund"),
        ),
        ObjectList(
            [
                InlinePanel(
                    "years",
                    panels=[
                        row("year", "source", "state_contribution", "complete"),
                        row(*MEMBERS),
                        row("villages_covered", "villages", "population"),
                        row(*MONEY),
                        row("administration", "reserve"),
                    ],
                    label=_("Year"),
                )
            ],
            heading=_("Yearly figures"),
        ),
        ObjectList(
            [
                InlinePanel(
                    "offers",
                    panels=[row("rank", "subject"), FieldPanel("proof")],
                    heading=_("Can teach"),
                    label=_("Subject"),
                ),
                InlinePanel(
                    "needs",
                    panels=[row("rank", "subject"), FieldPanel("note")],
                    heading=_("Wants to learn"),
                    label=_("Subject"),
                ),
                row("mentor_capacity", "travel_limit_km"),
                FieldPanel("wanted_provinces"),
            ],
            heading=_("Learning together"),
        ),
        ObjectList(
            [
                InlinePanel(
                    "founding_steps",
                    panels=[row("step", "done_on"), FieldPanel("document"), FieldPanel("note")],
                    label=_("Step"),
                )
            ],
            heading=_("Founding"),
        ),
    ],
    base_form_class=forms.FundForm,
)

FUND_YEAR = ObjectList(
    [
        fund_field(),
        row("year", "source", "state_contribution", "complete"),
        MultiFieldPanel([row(*MEMBERS)], heading=_("Members")),
        row("villages_covered", "villages", "population"),
        MultiFieldPanel([row(*MONEY), FieldPanel("other_help")], heading=_("Money in")),
        InlinePanel(
            "welfare",
            panels=[row("kind", "people", "baht")],
            heading=_("Welfare paid"),
            label=_("Kind of welfare"),
        ),
        row("administration", "reserve"),
        row("families_followed", "waste_sorted_kg", "co2e_tonnes"),
    ],
    base_form_class=forms.FundYearForm,
)

ASSESSMENT = ObjectList(
    [
        fund_field(),
        row("assessed_on", "rubric", "demo"),
        InlinePanel(
            "scores", panels=[row("statement", "score")], heading=_("Answers"), label=_("Answer")
        ),
    ],
    base_form_class=forms.OfFundForm,
)

OFFICE = ObjectList(
    [
        FieldPanel("person", widget=person_chooser.widget),
        fund_field(),
        row("role", "status"),
        row("starts_on", "ends_on"),
        FieldPanel("reason"),
    ],
    base_form_class=forms.OfficeForm,
)

MANDATE = ObjectList(
    [
        FieldPanel("user", widget=account_chooser.widget),
        FieldPanel("role"),
        MultiFieldPanel(
            [FieldPanel("nation"), row("region", "province")],
            heading=_("Where"),
            help_text=_("Choose the nation, or one region, or one province."),
        ),
        row("starts_on", "ends_on"),
    ]
)

PERSON = ObjectList(
    [
        row("title", "first_name", "last_name"),
        row("phone", "email"),
        FieldPanel("user", widget=account_chooser.widget),
        SimilarPeoplePanel(heading=_("Perhaps the same person")),
    ],
    base_form_class=forms.PersonForm,
)

AREA = ObjectList(
    [
        row("code", "name_th", "name_en"),
        row("region", "mountain"),
        row("latitude", "longitude"),
        FieldPanel("in_use"),
    ],
    base_form_class=forms.AreaForm,
)

RUBRIC = ObjectList(
    [
        FieldPanel("name"),
        FieldPanel("in_force_from"),
        row("strong_from", "developing_from"),
        InlinePanel(
            "statements",
            panels=[row("field", "position"), FieldPanel("text_th"), FieldPanel("text_en")],
            heading=_("Statements"),
            label=_("Statement"),
        ),
    ],
    base_form_class=forms.RubricForm,
)

"""What tests of the funds room's admin share: its addresses, and rows of each kind."""

from datetime import date

from django.urls import reverse

from portal.funds.levels import assess
from portal.funds.models import Office, Rubric
from tests import factories

HERE, THERE = "580104", "500101"
NAMES = [
    *("funds", "fund_years", "assessments", "offices", "people", "mandates"),
    *("areas", "regions", "subjects", "fund_tags", "founding_steps", "rubrics"),
]
SHARED = ["regions", "subjects", "fund_tags", "founding_steps", "rubrics"]
OF_PROVINCES = ["funds", "fund_years", "assessments", "offices", "people"]


def url(name, view="index", *args):
    return reverse(f"{name}:{view}", args=args)


def opens(response) -> bool:
    """Whether the admin showed the page; it leads those without right to its front page."""
    assert response.status_code in (200, 302), response.status_code
    return response.status_code == 200


def listed(response) -> set:
    return set(response.context["object_list"])


def one_of_each(subdistrict):
    """A fund with a row of each kind that lies where it lies."""
    fund = factories.fund(subdistrict=subdistrict)
    rubric = Rubric.objects.current()
    return {
        "funds": fund,
        "fund_years": factories.fund_year(fund, members_reported=100),
        "assessments": assess(
            fund=fund,
            rubric=rubric,
            scores={statement.pk: 3 for statement in rubric.statements.all()},
            assessed_on=date(2023, 3, 27),
            assessed_by=None,
        ),
        "offices": factories.office(of_fund=fund),
        "people": Office.objects.get(fund=fund).person,
    }

"""Decides which columns the list of funds has when it is taken into a spreadsheet."""

from django.utils.translation import gettext_lazy as _

from portal.funds.models import Fund
from portal.thai.dates import be_year, typed_date

#: Attribute of an `ExportedFund` -> heading, in the order of the columns.
FUND_COLUMNS = {
    "pk": _("number"),
    "name": _("fund"),
    "subdistrict_code": _("code of the subdistrict"),
    "subdistrict": _("subdistrict"),
    "district": _("district"),
    "province": _("province"),
    "local_government": _("local government body"),
    "stage": _("stage"),
    "founded_on": _("founded on"),
    "level": _("level"),
    "level_score": _("self-assessment (%)"),
    "members": _("members"),
    "members_year": _("members in the year"),
}


FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """A text that no spreadsheet program takes for a formula: others have typed these cells."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


class ExportedFund:
    """One row: a fund with its place and newest figures (see `FundQuerySet.with_place` and
    `with_latest_figures`) as a spreadsheet shows it, days and years in the reader's era.
    """

    def __init__(self, fund: Fund):
        subdistrict = fund.subdistrict
        district = subdistrict.parent
        self.pk = fund.pk
        self.name = fund.name
        self.subdistrict_code = subdistrict.code
        self.subdistrict = subdistrict.name
        self.district = district.name
        self.province = district.parent.name
        self.local_government = fund.local_government
        self.stage = fund.get_stage_display()
        self.founded_on = typed_date(fund.founded_on) if fund.founded_on else ""
        self.level = fund.get_level_display()
        self.level_score = fund.level_score
        self.members = fund.latest_members
        self.members_year = be_year(fund.latest_year) if fund.latest_year else None

"""The record of a fund, one module per idea."""

from portal.funds.models.areas import Area, Region
from portal.funds.models.figures import FundYear, WelfarePaid
from portal.funds.models.founding import FoundingStep, FundFoundingStep
from portal.funds.models.fund import Fund
from portal.funds.models.learning import FundNeed, FundOffer
from portal.funds.models.level import Assessment, AssessmentScore, Rubric, RubricStatement
from portal.funds.models.roles import Mandate, Office
from portal.funds.models.subjects import FundTag, Subject

__all__ = [
    "Area",
    "Assessment",
    "AssessmentScore",
    "FoundingStep",
    "Fund",
    "FundFoundingStep",
    "FundNeed",
    "FundOffer",
    "FundTag",
    "FundYear",
    "Mandate",
    "Office",
    "Region",
    "Rubric",
    "RubricStatement",
    "Subject",
    "WelfarePaid",
]

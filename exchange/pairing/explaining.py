"""Puts the score of a pair, and the lack of one, into words.

Everything is said from the facts stored with the score, so that a pair reads the same years
later, and every term names the most it could have given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from exchange.pairing.scoring import FULL_GAP, PairScore, Reason
from exchange.pairing.weights import DEFAULT_WEIGHTS, POINT, Weights

NOTHING: Mapping = {}

LEFT_OUT = {
    Reason.NO_NEEDS: gettext_lazy(
        "The fund has not said yet what it wants to learn. Ask it to name its needs."
    ),
    Reason.TOP_NEED: gettext_lazy("No mentor fund offers the subject it needs most."),
    Reason.AREA: gettext_lazy(
        "Mentor funds offer the subject it needs most, but not in the area asked for."
    ),
    Reason.NO_POSITION: gettext_lazy(
        "A travel limit holds, and the distance is not known. Put the fund on the map."
    ),
    Reason.TOO_FAR: gettext_lazy(
        "The mentor funds that offer the subject it needs most lie beyond the travel limit."
    ),
    Reason.DECLINED: gettext_lazy("The mentor funds that could help have declined before."),
    Reason.NO_CAPACITY: gettext_lazy(
        "The mentor funds that could help have no free place. It comes earlier next time."
    ),
}


@dataclass(frozen=True, slots=True)
class Term:
    """One of the four parts of a score; `points` have three decimals and add up exactly."""

    name: str
    label: str
    points: Decimal
    max_points: int
    sentence: str


def explain(
    score: PairScore,
    *,
    weights: Weights = DEFAULT_WEIGHTS,
    subject_names: Mapping[int, str] = NOTHING,
    tag_names: Mapping[str, str] = NOTHING,
) -> list[Term]:
    """The four terms of a score in the reader's language, with the reason for each.

    Give the weights of the run that made the score. Subjects whose name is not given are
    counted but not named; a tag without a name is shown as it is stored.
    """
    terms = (
        ("subjects", _("Subjects"), _subjects(score, subject_names)),
        ("distance", _("Distance"), _distance(score)),
        ("likeness", _("Likeness"), _likeness(score, tag_names)),
        ("level_gap", _("Level gap"), _level_gap(score)),
    )
    return [
        Term(
            name=name,
            label=label,
            points=Decimal(getattr(score, name)) / POINT,
            max_points=getattr(weights, name),
            sentence=sentence,
        )
        for name, label, sentence in terms
    ]


def why_left_out(reason: str) -> str:
    """What stood between a mentee and a mentor, and the way on where there is one."""
    return str(LEFT_OUT[Reason(reason)])


def _subjects(score: PairScore, names: Mapping[int, str]) -> str:
    asked = len(score.needs)
    counted = ngettext(
        "Offers the one subject asked for",
        "Offers %(covered)s of the %(asked)s subjects asked for",
        asked,
    ) % {"covered": len(score.covered), "asked": asked}
    named = ", ".join(names[subject] for subject in score.covered if subject in names)
    return f"{counted}: {named}" if named else counted


def _distance(score: PairScore) -> str:
    if score.km is None:
        return _("The distance is not known: one of the two has no place on the map.")
    if score.km == 0 and score.same_district:
        # Both stand for it at their district's point.
        return _("In the same district; the way between the two is not known more closely.")
    if score.km < 1:
        return _("Less than 1 km apart.")
    km = {"km": number_format(round(score.km))}
    if score.mountain:
        return _("About %(km)s km by mountain road.") % km
    return _("About %(km)s km by road.") % km


def _likeness(score: PairScore, names: Mapping[str, str]) -> str:
    if score.mentor_members is None or score.mentee_members is None:
        members = _("The number of members is not known.")
    else:
        members = _("%(mentor)s and %(mentee)s members.") % {
            "mentor": number_format(score.mentor_members, force_grouping=True),
            "mentee": number_format(score.mentee_members, force_grouping=True),
        }
    tags = ", ".join(str(names.get(tag, tag)) for tag in score.shared_tags)
    shared = _("In common: %(tags)s.") % {"tags": tags} if tags else ""
    district = _("Same district.") if score.same_district else ""
    return " ".join(filter(None, (members, shared, district)))


def _level_gap(score: PairScore) -> str:
    mentor, mentee = score.mentor_level_score, score.mentee_level_score
    if mentee is None and score.mentee_level == "forming":
        return _("The fund is still being founded: there is no self-assessment to compare.")
    if mentor is None or mentee is None:
        return _("One of the two has no self-assessment to compare.")
    values = {"mentor": mentor, "mentee": mentee}
    if mentor <= mentee:
        return _("The mentor is not rated higher: %(mentor)s against %(mentee)s %%.") % values
    if mentor - mentee > FULL_GAP:
        return (
            _(
                "The mentor is rated far higher, so less carries over:"
                " %(mentor)s against %(mentee)s %%."
            )
            % values
        )
    return _("The mentor is rated higher: %(mentor)s against %(mentee)s %%.") % values

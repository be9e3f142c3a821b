"""Decides which numbers of the pairing rule can be changed, and within which bounds."""

from dataclasses import dataclass, fields
from typing import ClassVar

from django.utils.translation import gettext as _

POINT = 1000  # every count of points is kept in thousandths


class WeightsError(ValueError):
    """A weight is outside its range; the message is a sentence for the coordinator."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The editable numbers of the rule: points, kilometres and factors.

    A run keeps its own copy (`dataclasses.asdict`, back with `Weights(**data)`), so that an
    old plan is explained by the numbers it was made with. `version` counts changes of the
    rule itself. Raises `WeightsError` outside `RANGES`.
    """

    subjects: int = 40
    distance: int = 30
    likeness: int = 20
    level_gap: int = 10
    half_distance_km: int = 40  # the distance term halves every so many kilometres
    road_factor: float = 1.3  # road kilometres per kilometre as the crow flies
    mountain_factor: float = 1.7  # the same, instead, when either fund lies in the mountains
    max_km: int | None = 100  # by road; None: as far as the two funds themselves allow
    crowding: int = 2  # cost of each further mentee of the same mentor
    unmatched: int = 400  # cost of leaving a mentee without a mentor
    waited: int = 20  # added to it for every round the mentee has waited
    keep: int = 2  # bonus of a pair that stood in the last plan
    version: int = 1

    RANGES: ClassVar[dict[str, tuple[int, int]]] = {
        **dict.fromkeys(("subjects", "distance", "likeness", "level_gap"), (0, 1000)),
        "half_distance_km": (1, 1000),
        **dict.fromkeys(("road_factor", "mountain_factor"), (1, 5)),
        "max_km": (1, 2500),
        **dict.fromkeys(("crowding", "waited", "keep"), (0, 100)),
        "unmatched": (0, 10_000),
        "version": (1, 1000),
    }

    def __post_init__(self):
        for name in (each.name for each in fields(self)):
            value, (low, high) = getattr(self, name), self.RANGES[name]
            if name == "max_km" and value is None:
                continue
            kinds = (int, float) if name.endswith("_factor") else int
            if not (isinstance(value, kinds) and low <= value <= high):
                raise WeightsError(
                    _("%(name)s must lie between %(low)s and %(high)s.")
                    % {"name": name, "low": low, "high": high}
                )


DEFAULT_WEIGHTS = Weights()

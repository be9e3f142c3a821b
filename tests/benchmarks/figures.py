"""Decides how runs become figures: medians over interleaved rounds, and ratios to the floor."""

from dataclasses import dataclass, field
from statistics import median

from tests.benchmarks.client import Played


@dataclass(frozen=True)
class Slice:
    """One round of one thing: what was played, what the server's processes used for it."""

    played: Played
    done: int
    server_cpu: float

    @property
    def rate(self) -> float:
        """So many a second came to their end."""
        return self.done / self.played.seconds

    @property
    def cpu_ms(self) -> float:
        """Processor milliseconds of the server for each."""
        return 1000 * self.server_cpu / max(self.done, 1)

    @property
    def client_ms(self) -> float:
        return 1000 * self.played.cpu / max(self.done, 1)


def percentile(values: list[float], share: float) -> float:
    """The value below which a share of them lies; 0 of nothing."""
    if not values:
        return 0
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


@dataclass
class Figures:
    """What one line of the table says. `rounds` and `floor` are in step with each other."""

    name: str
    database: str
    rounds: list[Slice] = field(default_factory=list)
    floor: list[Slice] = field(default_factory=list)
    target: float | None = None
    #: Whether the target is for the rate (what is written) or for processor time (what is read).
    judged_by: str = "cpu"
    note: str = ""
    #: A time that has a target of its own, in seconds, instead of a ratio.
    seconds: float | None = None
    most_seconds: float | None = None

    @property
    def errors(self) -> list[str]:
        slices = [*self.rounds, *self.floor]
        wrong = [error for one in slices for error in one.played.errors]
        return wrong + ["not as it should be" for one in slices for _ in range(one.played.bad)]

    @property
    def rate_ratio(self) -> float | None:
        """Of the floor's rate: each round beside the floor of the same round, the median."""
        return self._ratio("rate")

    @property
    def cpu_ratio(self) -> float | None:
        """The floor's processor time as a share of ours: 1 means as cheap as the floor."""
        return 1 / ratio if (ratio := self._ratio("cpu_ms")) else None

    def _ratio(self, what: str) -> float | None:
        pairs = [
            getattr(one, what) / getattr(floor, what)
            for one, floor in zip(self.rounds, self.floor, strict=False)
            if getattr(floor, what)
        ]
        return median(pairs) if pairs else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.most_seconds is not None:
            return self.seconds <= self.most_seconds and not self.errors
        ratio = self.cpu_ratio if self.judged_by == "cpu" else self.rate_ratio
        if self.target is None or ratio is None:
            return None
        return ratio >= self.target and not self.errors

    def facts(self) -> dict:
        """Everything of this line, for var/bench.json."""
        latencies = [1000 * one for part in self.rounds for one in part.played.latencies]
        return {
            "name": self.name,
            "database": self.database,
            "per_second": self._median(self.rounds, "rate"),
            "floor_per_second": self._median(self.floor, "rate"),
            "rate_ratio": self.rate_ratio,
            "cpu_ms": self._median(self.rounds, "cpu_ms"),
            "floor_cpu_ms": self._median(self.floor, "cpu_ms"),
            "cpu_ratio": self.cpu_ratio,
            "client_cpu_ms": self._median(self.rounds, "client_ms"),
            **{
                f"p{share:.0%}".rstrip("%"): percentile(latencies, share)
                for share in (0.5, 0.95, 0.99)
            },
            "requests": len(latencies),
            "errors": self.errors,
            "rounds": [(one.rate, one.cpu_ms) for one in self.rounds],
            "floor_rounds": [(one.rate, one.cpu_ms) for one in self.floor],
            "seconds": self.seconds,
            "most_seconds": self.most_seconds,
            "target": self.target,
            "judged_by": self.judged_by,
            "met": self.met,
            "note": self.note,
        }

    @staticmethod
    def _median(slices: list[Slice], what: str) -> float | None:
        return median(getattr(one, what) for one in slices) if slices else None

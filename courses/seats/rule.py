"""Decides who may have a seat: pure over plain values, strictly in order within the limits.

Limits are the workshop's seats, the share of each fund, and quotas: the most that people of a
region, province, district or fund may have, and seats kept for them. Nothing else asks about
limits.

Places lie in each other: a fund in its district, that in a province, that in a region. A seat
counts for all of them, so that seats kept for a district and for one of its funds are not
kept twice.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Holder(NamedTuple):
    """For whom a limit is: ("fund", its id), ("area", its code) or ("region", its id)."""

    kind: str
    key: int | str


@dataclass(frozen=True, slots=True)
class Limit:
    """What one quota says: the most its people may have (None: no end) and the seats kept.

    `area` is the code of a fund's subdistrict, for a fund's limit: it says what it lies in.
    """

    holder: Holder
    at_most: int | None = None
    kept: int = 0
    area: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody who wants a seat or has one, and what the limits look at.

    `key` is the registration's id, or any negative number for one only being made; `area` the
    code of the fund's subdistrict; `unit` the group that gets seats together or not at all.
    """

    key: int
    fund_id: int | None = None
    area: str = ""
    unit: int | None = None


class Kind(Enum):
    """What can keep somebody from having a seat."""

    FULL = "full"
    FUND_SHARE = "fund_share"
    QUOTA = "quota"
    KEPT = "kept"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps somebody from having a seat, and whose quota it is where it is one."""

    kind: Kind
    holder: Holder | None = None


class Seating:
    """The seats of one workshop and who sits there, at one moment.

    `capacity` is the number of seats, `fund_share` the most that one fund may have (None: as
    many as there are), `limits` the quotas in force, `regions` the region of each province
    code (needed only where a region has a quota), `taken` pairs of seat number and claim.
    """

    def __init__(
        self,
        *,
        capacity: int,
        fund_share: int | None = None,
        limits: Iterable[Limit] = (),
        regions: Mapping[str, int] | None = None,
        taken: Iterable[tuple[int, Claim]] = (),
    ):
        self.capacity = capacity
        self.fund_share = fund_share
        self._regions = regions or {}
        self._lineages: dict[tuple[int | None, str], tuple[Holder, ...]] = {}
        limits = list(limits)
        self.caps = {one.holder: one.at_most for one in limits if one.at_most is not None}
        self._kept = self._inmost_first(limits)
        self.numbers: set[int] = set()
        self.seated: Counter[Holder] = Counter()
        for number, claim in taken:
            self._sit(number, claim)

    def lineage(self, fund_id: int | None, area: str) -> tuple[Holder, ...]:
        """For whom a seat of this fund and place counts, from the fund outwards."""
        known = self._lineages.get((fund_id, area))
        if known is None:
            found = [Holder("fund", fund_id)] if fund_id is not None else []
            if area:
                found += [Holder("area", area[:4]), Holder("area", area[:2])]
                if region := self._regions.get(area[:2]):
                    found.append(Holder("region", region))
            # Each holder once: a province's own code stands for its district too.
            known = self._lineages[fund_id, area] = tuple(dict.fromkeys(found))
        return known

    def _inmost_first(self, limits: list[Limit]) -> list[tuple[Holder, int, Holder | None]]:
        """Seats kept as (holder, number, the next wider holder that keeps seats too)."""
        kept = {one.holder: one for one in limits if one.kept}
        found = []
        for holder, limit in kept.items():
            if holder.kind == "fund":
                wider = self.lineage(holder.key, limit.area)
            elif holder.kind == "area":
                wider = self.lineage(None, str(holder.key))
            else:
                wider = (holder,)
            around = wider[wider.index(holder) + 1 :]
            depth = len(around)
            outside = next((one for one in around if one in kept), None)
            found.append((depth, holder, limit.kept, outside))
        found.sort(key=lambda row: -row[0])
        return [row[1:] for row in found]

    def _sit(self, number: int, claim: Claim) -> None:
        self.numbers.add(number)
        for holder in self.lineage(claim.fund_id, claim.area):
            self.seated[holder] += 1

    def _stand_up(self, number: int, claim: Claim) -> None:
        self.numbers.discard(number)
        for holder in self.lineage(claim.fund_id, claim.area):
            self.seated[holder] -= 1

    @property
    def free(self) -> int:
        """Seats nobody has; none when the workshop was made smaller than what is taken."""
        return max(self.capacity - len(self.numbers), 0)

    @property
    def still_kept(self) -> int:
        """Free seats that have to stay free for those they are kept for."""
        return self._still_kept(frozenset())

    def _still_kept(self, joining: frozenset[Holder]) -> int:
        inside: Counter[Holder] = Counter()
        whole = 0
        for holder, kept, outside in self._kept:
            missing = kept - self.seated[holder] - (holder in joining)
            needed = max(missing, inside[holder])
            if outside is None:
                whole += needed
            else:
                inside[outside] += needed
        return whole

    def obstacle(self, claim: Claim) -> Obstacle | None:
        """Why somebody may not have a seat now; None when they may. The widest reason first."""
        if not self.free:
            return Obstacle(Kind.FULL)
        own = self.lineage(claim.fund_id, claim.area)
        if (
            self.fund_share is not None
            and claim.fund_id is not None
            and self.seated[Holder("fund", claim.fund_id)] >= self.fund_share
        ):
            return Obstacle(Kind.FUND_SHARE, Holder("fund", claim.fund_id))
        for holder in reversed(own):
            if holder in self.caps and self.seated[holder] >= self.caps[holder]:
                return Obstacle(Kind.QUOTA, holder)
        if self._kept:
            before, after = self.still_kept, self._still_kept(frozenset(own))
            # Whoever sits on a kept seat leaves the rest as it was, even where too many
            # seats are kept for what is free.
            if after == before and self.free - 1 < after:
                return Obstacle(Kind.KEPT)
        return None

    def take(self, claim: Claim) -> int:
        """Give away the lowest free seat and return its number; ask `obstacle` first."""
        number = 1
        while number in self.numbers:
            number += 1
        self._sit(number, claim)
        return number

    def take_together(self, claims: list[Claim]) -> dict[int, int] | None:
        """Seats for all of these people (key → number), or None and nothing is taken."""
        given: dict[int, int] = {}
        for claim in claims:
            if self.obstacle(claim) is not None:
                for done in claims[: len(given)]:
                    self._stand_up(given[done.key], done)
                return None
            given[claim.key] = self.take(claim)
        return given

    def allot(self, queue: Iterable[Claim]) -> dict[int, int]:
        """Seats for the people of a queue, first come first: key → seat number.

        Who is kept back by a quota lets the next ones pass and keeps their place; so does a
        group that wants all its seats or none. An empty answer is the sign that nobody waits
        while a seat they may have is free.
        """
        queue = list(queue)
        units: dict[int, list[Claim]] = {}
        for claim in queue:
            if claim.unit is not None:
                units.setdefault(claim.unit, []).append(claim)
        given: dict[int, int] = {}
        for claim in queue:
            if not self.free:
                break
            if claim.unit is None:
                if self.obstacle(claim) is None:
                    given[claim.key] = self.take(claim)
            elif together := units.pop(claim.unit, None):
                given |= self.take_together(together) or {}
        return given

    def faults(self) -> list[tuple[str, Holder | None, int, int]]:
        """What must never be, for the audit: (limit, whose, seats given, seats allowed)."""
        found = []
        if len(self.numbers) > self.capacity:
            found.append(("seats", None, len(self.numbers), self.capacity))
        funds = [one for one in self.seated if one.kind == "fund"]
        if self.fund_share is not None:
            found += [
                ("fund share", one, self.seated[one], self.fund_share)
                for one in sorted(funds)
                if self.seated[one] > self.fund_share
            ]
        found += [
            ("quota", one, self.seated[one], most)
            for one, most in self.caps.items()
            if self.seated[one] > most
        ]
        return found

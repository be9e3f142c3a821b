"""Decides who may have a seat: pure over plain values, strictly in order within the limits.

Today there are two limits: the workshop's seats and the share of each fund. A further one
(a district's or region's quota, seats kept until a day) is one more field of `Claim` and one
more question in `Seating.obstacle`; nothing else asks about limits.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Obstacle(Enum):
    """What keeps somebody from having a seat."""

    FULL = "full"
    FUND_SHARE = "fund_share"


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody who wants a seat, and what the limits look at.

    `key` is the registration's id, or None for the one that is only being made.
    """

    key: int | None
    fund_id: int | None


class Seating:
    """The seats of one workshop and who sits there, at one moment.

    `capacity` is the number of seats, `fund_share` the most that one fund may have (None:
    as many as there are), `taken` pairs of seat number and fund id (None: no fund).
    """

    def __init__(
        self,
        *,
        capacity: int,
        fund_share: int | None,
        taken: Iterable[tuple[int, int | None]] = (),
    ):
        self.capacity = capacity
        self.fund_share = fund_share
        self.numbers: set[int] = set()
        self.by_fund: Counter[int] = Counter()
        for number, fund_id in taken:
            self._sit(number, fund_id)

    def _sit(self, number: int, fund_id: int | None) -> None:
        self.numbers.add(number)
        if fund_id is not None:
            self.by_fund[fund_id] += 1

    @property
    def free(self) -> int:
        """Seats nobody has; none when the workshop was made smaller than what is taken."""
        return max(self.capacity - len(self.numbers), 0)

    def obstacle(self, fund_id: int | None) -> Obstacle | None:
        """Why somebody of this fund may not have a seat now; None when they may."""
        if not self.free:
            return Obstacle.FULL
        if fund_id is None or self.fund_share is None:
            return None
        return Obstacle.FUND_SHARE if self.by_fund[fund_id] >= self.fund_share else None

    def take(self, fund_id: int | None) -> int:
        """Give away the lowest free seat and return its number; ask `obstacle` first."""
        number = 1
        while number in self.numbers:
            number += 1
        self._sit(number, fund_id)
        return number

    def allot(self, queue: Iterable[Claim]) -> dict[int | None, int]:
        """Seats for the people of a queue, first come first: key → seat number.

        Who is kept back by their fund's share lets the next ones pass and keeps their place.
        An empty answer is the sign that nobody waits while a seat they may have is free.
        """
        given = {}
        for claim in queue:
            if not self.free:
                break
            if self.obstacle(claim.fund_id) is None:
                given[claim.key] = self.take(claim.fund_id)
        return given

    def faults(self) -> list[str]:
        """What must never be, in English, for the audit: over capacity, over a fund's share."""
        found = []
        if len(self.numbers) > self.capacity:
            found.append(f"{len(self.numbers)} seats given of {self.capacity}")
        if self.fund_share is not None:
            found += [
                f"fund {fund_id} has {count} seats of {self.fund_share}"
                for fund_id, count in sorted(self.by_fund.items())
                if count > self.fund_share
            ]
        return found

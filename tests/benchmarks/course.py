"""Decides how one thing is measured: warmed up, then in turns with its floor, round by round."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import repeat

from tests.benchmarks.client import Request, Visit, play
from tests.benchmarks.figures import Figures, Slice
from tests.benchmarks.server import Server

#: Requests in a slice, so that a clock of ten milliseconds says something about each.
LEAST = 40


@dataclass
class Course:
    """A served portal, what is in it, and how long to measure."""

    server: Server
    database: str
    facts: dict
    rounds: int
    seconds: float
    #: The database's address, for what fills it further.
    address: str = ""

    def take(self, visits: Iterator[Visit], *, connections: int, seconds: float = 0) -> Slice:
        """One slice; what was done is the number of visits that ended well."""
        before = self.server.cpu()
        played = play(
            self.server.port,
            visits,
            connections=connections,
            seconds=seconds or self.seconds,
            least=LEAST,
        )
        return Slice(played, played.good, self.server.cpu() - before)

    def beside_constant(self, figures: Figures, request: Request, size: int) -> Figures:
        """Measure a page in turns with a constant of the same size."""
        floor = Request(f"/bench/constant/{size}/")
        for one in (request, floor):
            self.take(asking(one), connections=8, seconds=0.4)
        for _round in range(self.rounds):
            figures.floor.append(self.take(asking(floor), connections=8, seconds=self.seconds / 2))
            figures.rounds.append(self.take(asking(request), connections=8))
        return figures


def asking(request: Request) -> Iterator[Visit]:
    """The same request again and again."""

    def visit() -> Visit:
        answer = yield request
        return answer.status in (200, 302)

    return (visit() for _ in repeat(None))


Bench = Callable[[Course], Iterator[Figures]]

"""Decides how figures are shown: a table to read, and var/bench.json for machines."""

import json
import platform
from collections.abc import Iterable
from datetime import UTC, datetime

from portal.settings import env
from tests.benchmarks.figures import Figures

PATH = env.VAR / "bench.json"
HEAD = (
    f"{'':<42}{'per s':>8}{'floor':>8}{'ratio':>7}{'CPU ms':>8}{'floor':>7}{'ratio':>7}"
    f"{'p50':>8}{'p95':>8}{'p99 ms':>8}  target"
)


def number(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"


def line(figures: Figures) -> str:
    """One line of the table."""
    facts = figures.facts()
    cells = (
        (facts["per_second"], 8, 0),
        (facts["floor_per_second"], 8, 0),
        (facts["rate_ratio"], 7, 3),
        (facts["cpu_ms"], 8, 2),
        (facts["floor_cpu_ms"], 7, 2),
        (facts["cpu_ratio"], 7, 3),
        (facts["p50"], 8, 0),
        (facts["p95"], 8, 0),
        (facts["p99"], 8, 0),
    )
    text = f"{figures.name:<42}" + "".join(f"{number(v, d):>{w}}" for v, w, d in cells)
    return f"{text}  {verdict(figures)}"


def verdict(figures: Figures) -> str:
    """Target and whether it is met, in words; what went wrong; the note."""
    words = []
    if figures.most_seconds is not None:
        words.append(f"{figures.seconds:.2f} s of {figures.most_seconds:g} s")
    elif figures.target is not None:
        words.append(f"{figures.judged_by} ≥ {figures.target:.2f}")
    if figures.met is not None:
        words.append("met" if figures.met else "MISSED")
    if figures.errors:
        words.append(f"{len(figures.errors)} ERRORS ({figures.errors[0]})")
    return ", ".join(filter(None, [*words, figures.note]))


def write(found: Iterable[Figures]) -> None:
    """Keep everything of this run."""
    facts = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "figures": [one.facts() for one in found],
    }
    PATH.write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n")

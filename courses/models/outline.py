"""Decides in which order modules, sessions and materials of a curriculum are shown and counted.

Sessions that stand by themselves and modules share one stream. Reading is done twice: from
the stored values, which asks the database nothing and serves lists; and from the values with
their files, which serves pages.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from wagtail.blocks import StreamValue

from courses.blocks.materials import megabytes
from courses.models.durations import in_hours

#: What a page to read offline weighs, roughly, with its letters: shown before it is made.
PAGE_SIZE = 70_000


@dataclass(frozen=True)
class Session:
    """A session with its number in the whole curriculum and its key, which never changes."""

    number: int
    key: str
    value: object

    @property
    def megabytes(self) -> float:
        """What its files weigh, each counted once."""
        files = {(type(m.file), m.file.pk): m.size for m in self.value["materials"] if m.file}
        return megabytes(sum(files.values()) + PAGE_SIZE)


@dataclass
class Part:
    """A module, or a run of sessions that belong to none (then without title)."""

    number: int = 0
    title: str = ""
    objectives: list[str] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    materials: list = field(default_factory=list)

    @property
    def duration(self) -> str:
        """The time of its sessions in words."""
        return in_hours(self.minutes)

    @property
    def minutes(self) -> int:
        return sum(session.value.get("minutes") or 0 for session in self.sessions)


def stored_sessions(stream: StreamValue) -> Iterator[dict]:
    """The stored value of each session, wherever it stands; asks the database nothing."""
    return sessions_in(stream.raw_data)


def sessions_in(stored) -> Iterator[dict]:
    """The same from a stored list of blocks."""
    for child in stored:
        if child["type"] == "session":
            yield child["value"]
        elif child["type"] == "module":
            for item in child["value"].get("sessions") or ():
                yield item.get("value") or {}


def stored_materials(stream: StreamValue) -> Iterator[dict]:
    """The stored value of each material of modules and sessions."""
    return materials_in(stream.raw_data)


def materials_in(stored) -> Iterator[dict]:
    """The same from a stored list of blocks."""
    lists = [child["value"].get("materials") for child in stored if child["type"] == "module"]
    lists += [session.get("materials") for session in sessions_in(stored)]
    for materials in lists:
        for item in materials or ():
            # Before list items had keys of their own, the value stood in the list itself.
            yield item["value"] if item.get("type") == "item" else item


def parts_of(stream: StreamValue) -> list[Part]:
    """Modules and runs of free sessions in their order, sessions numbered through.

    Files of all materials of one kind of block are read in one query.
    """
    parts, number, modules = [], 0, 0
    for child in stream:
        if child.block_type == "session":
            if not parts or parts[-1].number:
                parts.append(Part())
            number += 1
            parts[-1].sessions.append(Session(number, child.id or str(number), child.value))
        elif child.block_type == "module":
            modules += 1
            value = child.value
            part = Part(
                number=modules,
                title=value["title"],
                objectives=[text for text in value["objectives"] if text],
                materials=list(value["materials"]),
            )
            for bound in value["sessions"].bound_blocks:
                number += 1
                part.sessions.append(Session(number, bound.id or str(number), bound.value))
            parts.append(part)
    return parts


def strings_in(stored) -> Iterator[str]:
    """Every string in stored values, but for the keys of blocks."""
    if isinstance(stored, str):
        yield stored
    elif isinstance(stored, list):
        for one in stored:
            yield from strings_in(one)
    elif isinstance(stored, dict):
        for key, one in stored.items():
            if key != "id":
                yield from strings_in(one)

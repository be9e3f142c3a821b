"""Decides how files are laid into a ZIP that is sent while they are being read.

Nothing is compressed: documents and pictures are already. So the length is known before the
first byte, the same files make the same bytes, and the simplest phone can unpack it (no
sizes after the data, which old programs cannot read). Whole files are never in memory.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

CHUNK = 64 * 1024
#: 1 January 1980, the first day a ZIP can say: the date of a file says nothing here.
DATE, TIME = 0x21, 0
LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
#: What a ZIP without later extensions can hold.
MOST_BYTES, MOST_ENTRIES = 0xFFFFFFFF, 0xFFFF


class ZipTooLarge(Exception):
    """More than a plain ZIP can hold."""


@dataclass(frozen=True)
class Entry:
    """A file of the ZIP: ASCII name, size and checksum, and how to open it for reading."""

    name: str
    size: int
    crc: int
    open: Callable[[], BinaryIO]


def measured(name: str, open_file: Callable[[], BinaryIO]) -> Entry:
    """An entry whose size and checksum are read off the file, a piece at a time."""
    size = crc = 0
    for chunk in _chunks(open_file):
        size += len(chunk)
        crc = zlib.crc32(chunk, crc)
    return Entry(name, size, crc, open_file)


def length(entries: list[Entry]) -> int:
    """The bytes of the whole ZIP. Raises `ZipTooLarge`."""
    total = END.size + sum(
        LOCAL.size + CENTRAL.size + 2 * len(entry.name) + entry.size for entry in entries
    )
    if total > MOST_BYTES or len(entries) > MOST_ENTRIES:
        raise ZipTooLarge
    return total


def stream(entries: list[Entry]) -> Iterator[bytes]:
    """The bytes of the ZIP, in pieces. Stops loudly when a file changed since it was measured."""
    offset, directory = 0, []
    for entry in entries:
        name = entry.name.encode("ascii")
        sizes = (entry.crc, entry.size, entry.size)
        yield LOCAL.pack(b"PK\3\4", 10, 0, 0, TIME, DATE, *sizes, len(name), 0) + name
        sent = 0
        for chunk in _chunks(entry.open):
            sent += len(chunk)
            yield chunk
        if sent != entry.size:
            raise OSError(f"{entry.name} changed while it was being sent")
        directory.append(
            CENTRAL.pack(
                *(b"PK\1\2", 0x0300 + 20, 10, 0, 0, TIME, DATE, *sizes),
                *(len(name), 0, 0, 0, 0, 0o100644 << 16, offset),
            )
            + name
        )
        offset += LOCAL.size + len(name) + entry.size
    written = b"".join(directory)
    yield written
    yield END.pack(b"PK\5\6", 0, 0, len(entries), len(entries), len(written), offset, 0)


def _chunks(open_file: Callable[[], BinaryIO]) -> Iterator[bytes]:
    with open_file() as file:
        while chunk := file.read(CHUNK):
            yield chunk

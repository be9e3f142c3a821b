"""Decides how visitors are played: many connections in one thread, so that playing costs little.

A visit is a generator: it yields a `Request`, is given the `Answer`, and returns whether it
came to its end as it should. A connection plays one visit after another.
"""

import errno
import socket
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from time import perf_counter, process_time
from urllib.parse import urlencode

HEADERS = "Host: localhost\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 127.0.0.1\r\n"
#: Nobody waits longer; the request then counts as an error.
PATIENCE = 90


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent; with `form` it is a POST. `compressed` asks for gzip as a browser does."""

    path: str
    form: dict | None = None
    cookies: str = ""
    compressed: bool = False

    def raw(self) -> bytes:
        head = [f"{'GET' if self.form is None else 'POST'} {self.path} HTTP/1.1\r\n{HEADERS}"]
        if self.compressed:
            head.append("Accept-Encoding: gzip\r\n")
        if self.cookies:
            head.append(f"Cookie: {self.cookies}\r\n")
        body = b""
        if self.form is not None:
            body = urlencode(self.form, doseq=True).encode()
            head.append("Origin: https://localhost\r\n")
            head.append("Content-Type: application/x-www-form-urlencoded\r\n")
            head.append(f"Content-Length: {len(body)}\r\n")
        return ("".join(head) + "\r\n").encode() + body


@dataclass(slots=True)
class Answer:
    """What came back. `head` is the text of status line and headers, `body` as it was sent."""

    status: int
    head: str
    body: bytes

    def header(self, name: str) -> str:
        """A header's value, empty when it is missing."""
        for line in self.head.split("\r\n")[1:]:
            found, _colon, value = line.partition(":")
            if found.lower() == name:
                return value.strip()
        return ""

    @property
    def cookies(self) -> dict[str, str]:
        """Names and values of the cookies it sets."""
        lines = [line[11:] for line in self.head.split("\r\n") if line[:11] == "Set-Cookie:"]
        return dict(line.strip().split(";")[0].split("=", 1) for line in lines)

    @property
    def text(self) -> str:
        packed = self.header("content-encoding") == "gzip"
        return (zlib.decompress(self.body, 31) if packed else self.body).decode()


Visit = Generator[Request, Answer, bool]


@dataclass
class Played:
    """What playing came to. Times in seconds; `cpu` is what the client itself used."""

    latencies: list[float] = field(default_factory=list)
    good: int = 0
    bad: int = 0
    errors: list[str] = field(default_factory=list)
    seconds: float = 0
    cpu: float = 0

    def add(self, other: "Played") -> None:
        self.latencies += other.latencies
        self.good += other.good
        self.bad += other.bad
        self.errors += other.errors
        self.seconds += other.seconds
        self.cpu += other.cpu


class Connection:
    """One visitor's line to the server, kept open from request to request."""

    def __init__(self, port: int, selector: DefaultSelector, played: Played):
        self.port, self.selector, self.played = port, selector, played
        self.sock: socket.socket | None = None
        self.visit: Visit | None = None

    def begin(self, visit: Visit) -> None:
        self.visit = visit
        self.ask(next(visit))

    def ask(self, request: Request) -> None:
        self.out, self.got, self.needed = request.raw(), bytearray(), None
        self.since, self.fresh = perf_counter(), self.sock is None
        self.send()

    def send(self) -> None:
        self.left = self.out
        if self.sock is not None:
            try:
                self.left = self.out[self.sock.send(self.out) :]
                self.selector.modify(self.sock, EVENT_WRITE if self.left else EVENT_READ, self)
                return
            except OSError:  # an idle line that the server has closed
                self.hang_up()
        self.fresh = True
        self.sock = socket.socket()
        self.sock.setblocking(False)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        began = self.sock.connect_ex(("127.0.0.1", self.port))
        if began not in (0, errno.EINPROGRESS):
            raise OSError(began, "cannot connect")
        self.selector.register(self.sock, EVENT_WRITE, self)

    def hang_up(self) -> None:
        if self.sock is not None:
            self.selector.unregister(self.sock)
            self.sock.close()
            self.sock = None

    def on_ready(self, events: int) -> bool:
        """Go on with what the socket is ready for; whether the visit is over."""
        try:
            if events & EVENT_WRITE:
                self.left = self.left[self.sock.send(self.left) :]
                if not self.left:
                    self.selector.modify(self.sock, EVENT_READ, self)
                return False
            part = self.sock.recv(262144)
        except OSError as problem:
            return self.fail(str(problem))
        if part:
            self.got += part
            return self.is_whole() and self.go_on()
        if not self.got and not self.fresh:  # an idle line that the server has closed
            self.hang_up()
            self.send()
            return False
        return self.fail("the line was cut")

    def is_whole(self) -> bool:
        if self.needed is None:
            end = self.got.find(b"\r\n\r\n")
            if end < 0:
                return False
            head = self.got[:end].decode("latin-1")
            status = int(head[9:12])
            answer = Answer(status, head, b"")
            length = 0 if status in (204, 304) else int(answer.header("content-length"))
            self.answer, self.start, self.needed = answer, end + 4, end + 4 + length
        return len(self.got) >= self.needed

    def go_on(self) -> bool:
        self.played.latencies.append(perf_counter() - self.since)
        self.answer.body = bytes(self.got[self.start : self.needed])
        if "close" in self.answer.header("connection"):
            self.hang_up()
        if self.answer.status >= 400:
            return self.fail(f"status {self.answer.status}")
        try:
            self.ask(self.visit.send(self.answer))
        except StopIteration as end:
            if end.value:
                self.played.good += 1
            else:
                self.played.bad += 1
            return True
        return False

    def fail(self, why: str) -> bool:
        self.played.errors.append(why)
        self.hang_up()
        return True


def play(
    port: int, visits: Iterator[Visit], *, connections: int, seconds: float = 60, least: int = 0
) -> Played:
    """Play visits on so many connections until there are none left or the time is over.

    Where all is slow, on until the `least` number of them is done, at most ten times as long.
    """
    played, selector = Played(), DefaultSelector()
    lines = [Connection(port, selector, played) for _ in range(connections)]
    began, cpu = perf_counter(), process_time()
    busy = set()

    def next_visit(line: Connection) -> None:
        busy.discard(line)
        gone = perf_counter() - began
        goes_on = gone < seconds or (played.good < least and gone < 10 * seconds)
        visit = next(visits, None) if goes_on else None
        if visit is not None:
            busy.add(line)
            line.begin(visit)

    for line in lines:
        next_visit(line)
    while busy:
        for key, events in selector.select(timeout=1):
            if key.data in busy and key.data.on_ready(events):
                next_visit(key.data)
        for line in [one for one in busy if perf_counter() - one.since > PATIENCE]:
            line.fail(f"no answer within {PATIENCE} s")
            next_visit(line)
    played.seconds, played.cpu = perf_counter() - began, process_time() - cpu
    for line in lines:
        line.hang_up()
    selector.close()
    return played


def ask_once(port: int, request: Request) -> Answer:
    """One request outside any measurement."""
    kept = []

    def visit() -> Visit:
        kept.append((yield request))
        return True

    played = play(port, iter([visit()]), connections=1)
    if played.errors:
        raise RuntimeError(f"{request.path}: {played.errors[0]}")
    return kept[0]

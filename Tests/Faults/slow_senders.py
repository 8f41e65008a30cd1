"""Clients that let the house wait: a byte a second of a head, of a body or of a file, or of an answer that they do not
read."""

import itertools
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import hpack

from visitor import trusting
from watched import connections
from wire import Wire

TICK_SECONDS = 1
# What a client can ask for to be read to slowly: a small window, and the house's system keeps little of an answer
# that goes out in such segments (as on a bad modem).
SMALL_BUFFER, SMALL_SEGMENT = 4096, 536
FROM_ONE_ADDRESS = 100  # fewer than `limits.connections_per_address`
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])  # and empty SETTINGS
END_STREAM, END_HEADERS = 1, 4
PIECE = 16_384  # the largest frame (RFC 9113 § 4.2)
TEXT = {"content-type": "application/x-www-form-urlencoded", "content-length": "50000"}, b"name="
FILE = (
    {"content-type": "multipart/form-data; boundary=end", "content-length": "4000000"},
    b'--end\r\nContent-Disposition: form-data; name="name"\r\n\r\nVera\r\n--end\r\n'
    b'Content-Disposition: form-data; name="plan"; filename="plan.pdf"\r\n\r\n%PDF-1.7',
)
KINDS, PROTOCOLS = ("head", "body", "file", "answer"), ("http/1.1", "h2")


@dataclass
class Paths:
    """Whom they ask: a form, one that takes a file, and a page that is too large for the buffers between."""

    text: str
    file: str
    large: str


@dataclass
class Slow:
    """One of them."""

    kind: str
    protocol: str
    wire: Wire
    sends: Iterator[bytes] | None  # the next of it each second; None for who reads instead
    began_at: float = field(default_factory=time.monotonic)
    ended_at: float | None = None

    @property
    def seconds(self) -> float:
        return self.ended_at - self.began_at

    def tick(self) -> None:
        if self.sends is None:
            self.wire.sip(1)
        elif self.wire.is_open:
            if not self.wire.waits:
                self.wire.put(next(self.sends))
            self.wire.push()
            self.wire.pull()


class SlowSenders:
    """A context: they come one after the other, and go on until the house has closed them."""

    def __init__(self, house, count: int, paths: Paths, pieces: int):
        """Of a file, so many pieces come at their time, and then a byte a second."""
        self.house, self.count, self.paths, self.pieces = house, count, paths, pieces
        self.all: list[Slow] = []
        self.most_at_once = 0
        self._context = trusting(house)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "SlowSenders":
        self._thread.start()
        for number in range(self.count):
            protocol, kind = PROTOCOLS[number % len(PROTOCOLS)], KINDS[number // len(PROTOCOLS) % len(KINDS)]
            self.all.append(self._begin(kind, protocol, f"127.0.3.{1 + number // FROM_ONE_ADDRESS}"))
        return self

    def __exit__(self, *_) -> None:
        self._stop.set()
        self._thread.join()
        for slow in self.all:
            slow.wire.close()

    @property
    def left(self) -> list[Slow]:
        """Those that the house has not closed."""
        return [slow for slow in self.all if slow.ended_at is None]

    def stays(self, kind: str, protocol: str) -> list[float]:
        """How long each of these stayed."""
        return [slow.seconds for slow in self.all if (slow.kind, slow.protocol) == (kind, protocol)]

    def _begin(self, kind: str, protocol: str, source: str) -> Slow:
        small = {"buffer": SMALL_BUFFER, "segment": SMALL_SEGMENT} if kind == "answer" else {}
        wire = Wire(self.house, protocol, source, context=self._context, **small)
        begins, sends = (self._http1 if protocol == "http/1.1" else self._http2)(kind)
        wire.put(begins)
        wire.push()
        return Slow(kind, protocol, wire, sends)

    def _http1(self, kind: str) -> tuple[bytes, Iterator[bytes] | None]:
        match kind:
            case "head":
                return self._head1("GET", "/") + b"X-Slow: ", itertools.repeat(b"x")
            case "body" | "file":
                path, fields, begins, sends = self._post(kind)
                return self._head1("POST", path, fields) + b"\r\n" + begins, sends
            case _:
                return self._head1("GET", self.paths.large) + b"\r\n", None

    def _http2(self, kind: str) -> tuple[bytes, Iterator[bytes] | None]:
        match kind:
            case "head":  # a byte of it, and no END_HEADERS; then CONTINUATION frames of a byte (RFC 9113 § 6.10)
                return PREFACE + frame(1, 0, b"\x82"), itertools.repeat(frame(9, 0, b"\x84"))
            case "body" | "file":
                path, fields, begins, sends = self._post(kind)
                head = self._head2("POST", path, fields, END_HEADERS)
                return PREFACE + head + frame(0, 0, begins), (frame(0, 0, piece) for piece in sends)
            case _:
                return PREFACE + self._head2("GET", self.paths.large, {}, END_HEADERS | END_STREAM), None

    def _post(self, kind: str) -> tuple[str, dict[str, str], bytes, Iterator[bytes]]:
        """Where to, the head's fields, how the body begins and how it goes on."""
        drip = itertools.repeat(b"x")
        if kind == "body":
            return self.paths.text, *TEXT, drip
        return self.paths.file, *FILE, itertools.chain(itertools.repeat(b"x" * PIECE, self.pieces), drip)

    def _head1(self, method: str, path: str, fields: dict[str, str] | None = None) -> bytes:
        """Without the empty line that ends it."""
        named = {"host": f"localhost:{self.house.port}", **(fields or {})}
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in named.items())]
        return "".join(f"{line}\r\n" for line in lines).encode()

    def _head2(self, method: str, path: str, fields: dict[str, str], flags: int) -> bytes:
        authority = f"localhost:{self.house.port}"
        pseudo = {":method": method, ":scheme": "https", ":authority": authority, ":path": path}
        return frame(1, flags, hpack.Encoder().encode(list({**pseudo, **fields}.items())))

    def _run(self) -> None:
        while not self._stop.wait(TICK_SECONDS):
            # These first: who comes meanwhile is not among the connections yet.
            left, present, now = self.left, connections(self.house.port), time.monotonic()
            here = [slow for slow in left if slow.wire.name in present]
            self.most_at_once = max(self.most_at_once, len(here))
            for slow in here:
                slow.tick()
            for slow in left:
                if slow.wire.name not in present:
                    slow.ended_at = now


def frame(kind: int, flags: int, payload: bytes) -> bytes:
    """A frame of the first stream (RFC 9113 § 4.1)."""
    return len(payload).to_bytes(3, "big") + bytes([kind, flags, 0, 0, 0, 1]) + payload

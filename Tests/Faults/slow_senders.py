"""Clients that let the house wait: a byte a second of a head or of a body, or of an answer that they do not read."""

import threading
import time
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


@dataclass
class Slow:
    """One of them."""

    kind: str  # head, body or answer
    protocol: str
    wire: Wire
    drip: bytes | None  # what it sends each second; None for who reads instead
    began_at: float = field(default_factory=time.monotonic)
    ended_at: float | None = None

    @property
    def seconds(self) -> float:
        return self.ended_at - self.began_at

    def tick(self) -> None:
        if self.drip is None:
            self.wire.sip(1)
        elif self.wire.is_open:
            if not self.wire.waits:
                self.wire.put(self.drip)
            self.wire.push()
            self.wire.pull()


class SlowSenders:
    """A context: they come one after the other, and go on until the house has closed them."""

    def __init__(self, house, count: int, form: str, large: str):
        """They post to a form, and ask for a page that is too large for the buffers between."""
        self.house, self.count, self.form, self.large = house, count, form, large
        self.all: list[Slow] = []
        self.most_at_once = 0
        self._context = trusting(house)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "SlowSenders":
        self._thread.start()
        for number in range(self.count):
            protocol = ("http/1.1", "h2")[number % 2]
            kind = ("head", "body", "answer")[number // 2 % 3]
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

    @property
    def longest(self) -> dict[tuple[str, str], float]:
        """How long the last of each kind and protocol stayed."""
        stays: dict[tuple[str, str], float] = {}
        for slow in self.all:
            stays[slow.kind, slow.protocol] = max(stays.get((slow.kind, slow.protocol), 0), slow.seconds)
        return stays

    def _begin(self, kind: str, protocol: str, source: str) -> Slow:
        small = {"buffer": SMALL_BUFFER, "segment": SMALL_SEGMENT} if kind == "answer" else {}
        wire = Wire(self.house, protocol, source, context=self._context, **small)
        begins, drip = (self._http1 if protocol == "http/1.1" else self._http2)(kind)
        wire.put(begins)
        wire.push()
        return Slow(kind, protocol, wire, drip)

    def _http1(self, kind: str) -> tuple[bytes, bytes | None]:
        host = f"Host: localhost:{self.house.port}\r\n"
        match kind:
            case "head":
                return f"GET / HTTP/1.1\r\n{host}X-Slow: ".encode(), b"x"
            case "body":
                head = f"POST /f/{self.form} HTTP/1.1\r\n{host}Content-Type: application/x-www-form-urlencoded\r\n"
                return f"{head}Content-Length: 50000\r\n\r\nname=".encode(), b"x"
            case _:
                return f"GET {self.large} HTTP/1.1\r\n{host}\r\n".encode(), None

    def _http2(self, kind: str) -> tuple[bytes, bytes | None]:
        match kind:
            case "head":  # a byte of it, and no END_HEADERS; then CONTINUATION frames of a byte (RFC 9113 § 6.10)
                return PREFACE + frame(1, 0, b"\x82"), frame(9, 0, b"\x84")
            case "body":
                fields = {"content-type": "application/x-www-form-urlencoded", "content-length": "50000"}
                return PREFACE + self._head("POST", f"/f/{self.form}", fields, END_HEADERS), frame(0, 0, b"x")
            case _:
                return PREFACE + self._head("GET", self.large, {}, END_HEADERS | END_STREAM), None

    def _head(self, method: str, path: str, fields: dict[str, str], flags: int) -> bytes:
        authority = f"localhost:{self.house.port}"
        pseudo = {":method": method, ":scheme": "https", ":authority": authority, ":path": path}
        return frame(1, flags, hpack.Encoder().encode(list({**pseudo, **fields}.items())))

    def _run(self) -> None:
        while not self._stop.wait(TICK_SECONDS):
            present = connections(self.house.port)
            now, here = time.monotonic(), [slow for slow in self.left if slow.wire.name in present]
            self.most_at_once = max(self.most_at_once, len(here))
            for slow in self.left:
                if slow.wire.name in present:
                    slow.tick()
                else:
                    slow.ended_at = now


def frame(kind: int, flags: int, payload: bytes) -> bytes:
    """A frame of the first stream (RFC 9113 § 4.1)."""
    return len(payload).to_bytes(3, "big") + bytes([kind, flags, 0, 0, 0, 1]) + payload

"""Bodies without end, made while they are sent, over HTTP/1.1 or HTTP/2: after the answer they go on until they are
not let."""

import http.client
import io
import select
import struct
import time

import h2.config
import h2.connection
import h2.events

from visitor import PATIENCE_SECONDS, Answer
from watched import acknowledged, connections
from wire import Wire

SMALL_BUFFER = 16_384
PIECE = 16_000  # of one TLS record
LOOK_SECONDS = 0.1


class Upload:
    """One upload; what the house has read of it is looked at all the time, so that it is known to the byte."""

    protocol = "http/1.1"

    def __init__(
        self, house, path: str, size: int, beginning: bytes, headers: dict[str, str],
        source: str = "127.0.0.1", reads_late: bool = False,
    ):  # fmt: skip
        """A body of `size` bytes that begins so; reads the answer when it comes, or late: when it can send no more."""
        self.house, self.size, self.reads_late = house, size, reads_late
        self.wire = Wire(house, self.protocol, source, buffer=SMALL_BUFFER)
        self.sent = 0  # bytes of the body that were given to TLS
        self.read = 0  # bytes that the house has taken from its system, TLS and all
        self.read_when_answered = 0  # when the client saw that there is an answer
        self.received = b""
        self._next = beginning
        self._looked = 0.0
        self._begin(path, headers)

    def run(self, closes: bool = True) -> Answer:
        """Until the house has closed it or reset its stream; an error when the answer is not whole."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.wire.is_open and not self._is_reset:
            assert time.monotonic() < deadline, f"neither refused nor closed after {self.sent:,} bytes"
            self._step(listens=not self.reads_late)
        self._take(self.wire.pull())  # what arrived before the close can be read after it
        self._look()
        if closes:
            self.wire.close()
        return self._answer()

    @property
    def read_later(self) -> int:
        """How much the house has read after the client had seen an answer."""
        return self.read - self.read_when_answered

    def _step(self, listens: bool = True) -> None:
        if not self.wire.waits:
            self._give()
        reading = [self.wire.socket] if listens else []
        readable, writable, _ = select.select(reading, [self.wire.socket] if self.wire.waits else [], [], LOOK_SECONDS)
        if writable:
            self.wire.push()
        if readable:
            self._take(self.wire.pull())
        if time.monotonic() > self._looked + LOOK_SECONDS:
            self._look()

    def _look(self) -> None:
        unread = connections(self.house.port).get(self.wire.name)
        if unread is not None:
            self.read = max(self.read, acknowledged(self.wire.socket) - unread)
        self._looked = time.monotonic()

    def _give(self) -> None:
        piece = self._next[: self.size - self.sent]
        self._next = b"x" * PIECE
        self.sent += len(piece)
        self.wire.put(self._framed(piece))

    def _is_answered(self) -> None:
        if not self.read_when_answered:
            self._look()
            self.read_when_answered = self.read

    # HTTP/1.1

    _is_reset = False  # it can only be closed

    def _begin(self, path: str, headers: dict[str, str]) -> None:
        named = {"Host": f"localhost:{self.house.port}", **headers}
        self._is_chunked = "Content-Length" not in headers
        if self._is_chunked:
            named["Transfer-Encoding"] = "chunked"
        head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        self.wire.put(f"POST {path} HTTP/1.1\r\n{head}\r\n".encode())

    def _framed(self, piece: bytes) -> bytes:
        return b"%x\r\n%s\r\n" % (len(piece), piece) if self._is_chunked else piece

    def _take(self, data: bytes) -> None:
        self.received += data
        if b"\r\n\r\n" in self.received:
            self._is_answered()

    def _answer(self) -> Answer:
        """The whole of it; an error if it was cut."""
        response = http.client.HTTPResponse(_Read(self.received), method="POST")
        response.begin()
        return Answer(response.status, response.headers, response.read())


class _Read:
    """As much of a socket as a parser needs."""

    def __init__(self, data: bytes):
        self._data = data

    def makefile(self, _) -> io.BytesIO:
        return io.BytesIO(self._data)


class Upload2(Upload):
    """Over HTTP/2: as much as the windows allow, until the stream is reset."""

    protocol = "h2"
    sent_after_reset = 0

    def _begin(self, path: str, headers: dict[str, str]) -> None:
        self.h2 = h2.connection.H2Connection(h2.config.H2Configuration(header_encoding="utf-8"))
        self.h2.initiate_connection()
        self.stream = self.h2.get_next_available_stream_id()
        self.reset: int | None = None  # the code
        self._ended = False
        self._heads = http.client.HTTPMessage()
        pseudo = [
            (":method", "POST"), (":scheme", "https"),
            (":authority", f"localhost:{self.house.port}"), (":path", path),
        ]
        named = [(name.lower(), value) for name, value in headers.items()]
        self.h2.send_headers(self.stream, [*pseudo, *named])
        self.wire.put(self.h2.data_to_send())

    @property
    def _is_reset(self) -> bool:
        return self.reset is not None

    def _give(self) -> None:
        if self._is_reset:
            return self._give_more()
        count = min(self.h2.local_flow_control_window(self.stream), self.h2.max_outbound_frame_size)
        if min(count, self.size - self.sent) > 0:
            piece = self._next[: min(count, self.size - self.sent)]
            self._next = self._next[len(piece) :] or b"x" * PIECE
            self.sent += len(piece)
            self.h2.send_data(self.stream, piece)
        if data := self.h2.data_to_send():
            self.wire.put(data)

    def go_on(self, size: int, seconds: float) -> None:
        """Sends so much more on the stream that was reset, within the connection's window, as long as it is let."""
        deadline = time.monotonic() + seconds
        while self.wire.is_open and self.sent_after_reset < size and time.monotonic() < deadline:
            self._step()
        self._look()

    def _give_more(self) -> None:
        """A DATA frame (RFC 9113 § 6.1) that the peer library would not send."""
        count = min(self.h2.outbound_flow_control_window, PIECE)
        if count > 0:
            self.h2.outbound_flow_control_window -= count
            self.sent_after_reset += count
            self.wire.put(struct.pack(">IBI", count << 8, 0, self.stream) + b"x" * count)

    def _take(self, data: bytes) -> None:
        for event in self.h2.receive_data(data):
            if isinstance(event, h2.events.ResponseReceived):
                for name, value in event.headers:
                    self._heads[name] = value
                self._is_answered()
            elif isinstance(event, h2.events.DataReceived):
                self.received += event.data
                self.h2.acknowledge_received_data(event.flow_controlled_length, self.stream)
            elif isinstance(event, h2.events.StreamEnded):
                self._ended = True
            elif isinstance(event, h2.events.StreamReset):
                self.reset = event.error_code
            elif isinstance(event, h2.events.ConnectionTerminated):
                self.wire.is_open = False
        if data := self.h2.data_to_send():
            self.wire.put(data)

    def _answer(self) -> Answer:
        assert self._ended, "the stream was reset in the middle of the answer"
        return Answer(int(self._heads[":status"]), self._heads, self.received)

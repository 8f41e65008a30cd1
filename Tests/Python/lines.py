"""Connections on which a request can be left in its middle, and its answer unread: HTTP/1.1 and HTTP/2 alike."""

import contextlib
import http.client
import socket
import ssl
import struct

import h2.events

from http2 import HTTP2
from visitor import PATIENCE_SECONDS, Answer, trusting

AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER: what is on the way is given up, and the peer is told by a reset


class Line1:
    """Kept alive as long as the house keeps it."""

    def __init__(self, house, source: str):
        plain = socket.create_connection(("127.0.0.1", house.port), PATIENCE_SECONDS, (source, 0))
        self._socket = trusting(house).wrap_socket(plain, server_hostname="localhost")
        self._host = f"localhost:{house.port}"
        self.is_over = False

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"", count: int | None = None) -> None:
        """Sends a request, or so many bytes of its body and no more."""
        named = {"Host": self._host, "Content-Length": str(len(body)), **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        self._method = method
        self._socket.sendall(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body[:count])

    def finish(self, rest: bytes) -> None:
        """Sends what is left of a body."""
        self._socket.sendall(rest)

    def wait(self) -> None:
        """Until the answer has begun; it can only be cut afterwards."""
        self._socket.recv(1)

    def answer(self) -> Answer:
        response = http.client.HTTPResponse(self._socket, method=self._method)
        response.begin()
        answer = Answer(response.status, response.headers, response.read())
        self.is_over = response.will_close
        response.close()
        return answer

    def say_goodbye(self) -> None:
        """Ends TLS as it should be ended (RFC 8446 § 6.1)."""
        say_goodbye(self._socket)

    def cut(self, at_once: bool = False) -> None:
        """Closes without a word: in order, or at once with everything that is under way."""
        self.is_over = True
        if at_once:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        self._socket.close()


class Line2:
    """One stream after the other on one connection."""

    def __init__(self, house, source: str):
        self._client = HTTP2(house, source=source)
        self._stream = 0
        self._early = []  # what came while a body was sent
        self.is_over = False

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"", count: int | None = None) -> None:
        named = [(name.lower(), value) for name, value in headers.items()]
        if not body:
            self._stream = self._client.begin(method, path, named, ends=True)
            return
        self._stream = self._client.begin(method, path, [*named, ("content-length", str(len(body)))])
        if part := body[:count]:
            self._send(part, ends=len(part) == len(body))

    def finish(self, rest: bytes) -> None:
        self._send(rest, ends=True)

    def _send(self, data: bytes, ends: bool) -> None:
        """All of it, as the windows open, unless the house has answered and listens no more."""
        while data := self._client.send_what_is_let(self._stream, data, ends):
            self._early += self._receive()
            if any(isinstance(event, (h2.events.StreamEnded, h2.events.StreamReset)) for event in self._early):
                return

    def wait(self) -> None:
        for event in self._events():
            if isinstance(event, h2.events.ResponseReceived):
                return

    def answer(self) -> Answer:
        headers, status, body = http.client.HTTPMessage(), 0, b""
        for event in self._events():
            if isinstance(event, h2.events.ResponseReceived):
                for name, value in event.headers:
                    headers[name] = value
                status = int(headers[":status"])
            elif isinstance(event, h2.events.DataReceived):
                body += event.data
                self._client.h2.acknowledge_received_data(event.flow_controlled_length, self._stream)
            elif isinstance(event, h2.events.StreamReset):
                raise ConnectionError("the stream was reset")
        return Answer(status, headers, body)

    def _events(self):
        """Of the stream, until it ends."""
        while True:
            events, self._early = self._early or self._receive(), []
            for event in events:
                yield event
                if isinstance(event, h2.events.StreamEnded):
                    return

    def _receive(self) -> list:
        """What comes next of the stream."""
        self._client.flush()
        data = self._client.socket.recv(65_536)
        if not data:
            raise ConnectionError("closed in the middle of an answer")
        events = self._client.h2.receive_data(data)
        self._client.flush()
        return [event for event in events if getattr(event, "stream_id", None) == self._stream]

    def say_goodbye(self) -> None:
        say_goodbye(self._client.socket)

    def cut(self, at_once: bool = False) -> None:
        self.is_over = True
        if at_once:
            self._client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        self._client.close()


def say_goodbye(secured: ssl.SSLSocket) -> None:
    with contextlib.suppress(OSError):  # the other end may do it otherwise
        secured.unwrap()

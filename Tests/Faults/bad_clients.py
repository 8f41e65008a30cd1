"""Clients that never finish, each in its own way, over HTTP/1.1 and HTTP/2."""

import socket
import threading
import time

from http2 import HTTP2
from visitor import PATIENCE_SECONDS, trusting

SMALL_BUFFER = 4096
DRIP_SECONDS = 0.2


class BadClients:
    """Keeps its connections until it is told to let go of them."""

    def __init__(self, house, session: dict[str, str], large: str):
        """`large` is the path of an answer too long for the buffers between us; `session` opens it."""
        self.house = house
        self.cookie = "; ".join(f"{name}={value}" for name, value in session.items())
        self.large = large
        self.kept: list = []
        self.stop = threading.Event()
        self.threads: list[threading.Thread] = []

    def arrive(self) -> int:
        """All of them; answers how many connections they hold."""
        self.kept.append(self._plain())  # not even a handshake
        self.kept.append(self._secured())  # a handshake and nothing else
        self.kept.append(HTTP2(self.house))  # a preface and nothing else
        self._slow_head()
        self._slow_head_2()
        self._slow_body()
        self._slow_body_2()
        self._deaf()
        self._deaf_2()
        return len(self.kept)

    def leave(self) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join(timeout=60)
        for client in self.kept:
            client.close()

    def _plain(self, receive_buffer: int | None = None) -> socket.socket:
        plain = socket.socket(socket.AF_INET)
        if receive_buffer:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        plain.settimeout(PATIENCE_SECONDS)
        plain.connect(("127.0.0.1", self.house.port))
        return plain

    def _secured(self, receive_buffer: int | None = None):
        return trusting(self.house).wrap_socket(self._plain(receive_buffer), server_hostname="localhost")

    def _drip(self, send) -> None:
        """One byte now and again, for as long as it is let."""

        def run() -> None:
            while not self.stop.wait(DRIP_SECONDS):
                try:
                    send()
                except Exception:  # closed on us: what a bad client deserves
                    return

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        self.threads.append(thread)

    def _slow_head(self) -> None:
        client = self._secured()
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        self._drip(lambda: client.sendall(b"x"))
        self.kept.append(client)

    def _slow_head_2(self) -> None:
        client = HTTP2(self.house)
        # HEADERS without END_HEADERS (RFC 9113 § 6.2), then CONTINUATION frames that hold one byte.
        client.socket.sendall(b"\x00\x00\x01\x01\x00\x00\x00\x00\x01\x82")
        self._drip(lambda: client.socket.sendall(b"\x00\x00\x01\x09\x00\x00\x00\x00\x01\x84"))
        self.kept.append(client)

    def _slow_body(self) -> None:
        client = self._secured()
        client.sendall(
            f"POST /f/ending HTTP/1.1\r\nHost: localhost:{self.house.port}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 50000\r\n\r\nname=".encode()
        )
        self._drip(lambda: client.sendall(b"x"))
        self.kept.append(client)

    def _slow_body_2(self) -> None:
        client = HTTP2(self.house)
        stream = client.begin(
            "POST", "/f/ending",
            [("content-type", "application/x-www-form-urlencoded"), ("content-length", "50000")],
        )
        self._drip(lambda: client.send(stream, b"x"))
        self.kept.append(client)

    def _deaf(self) -> None:
        client = self._secured(SMALL_BUFFER)
        client.sendall(
            f"GET {self.large} HTTP/1.1\r\nHost: localhost:{self.house.port}\r\n"
            f"Cookie: {self.cookie}\r\n\r\n".encode()
        )
        assert client.recv(15) == b"HTTP/1.1 200 OK"  # the answer has begun
        self.kept.append(client)

    def _deaf_2(self) -> None:
        client = HTTP2(self.house, SMALL_BUFFER)
        client.begin("GET", self.large, [("cookie", self.cookie)], ends=True)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            events = client.h2.receive_data(client.socket.recv(1024))
            if any(type(event).__name__ == "DataReceived" for event in events):
                break  # begun; from here on no window is opened and nothing is read
        self.kept.append(client)

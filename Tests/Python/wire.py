"""A TLS connection that sends and reads only when it is told to, beneath TLS too."""

import contextlib
import socket
import ssl

from visitor import PATIENCE_SECONDS, trusting


class Wire:
    """Connected, and shaken hands with; from then on nothing here waits."""

    def __init__(
        self, house, protocol: str = "http/1.1", source: str = "127.0.0.1",
        buffer: int | None = None, segment: int | None = None, context: ssl.SSLContext | None = None,
    ):  # fmt: skip
        """With a small `buffer` for each direction, and segments of so many bytes, on the house's side too."""
        context = context or trusting(house)
        context.set_alpn_protocols([protocol])
        self.socket = socket.socket()
        if buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, buffer)
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        if segment:
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, segment)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.settimeout(PATIENCE_SECONDS)
        self.socket.bind((source, 0))
        self.socket.connect(("127.0.0.1", house.port))
        self.name = self.socket.getsockname()
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._in, self._out, server_hostname="localhost")
        self._waiting = b""
        self.is_open = True  # until the other end has closed it
        self._shake_hands()
        self.socket.setblocking(False)

    def _shake_hands(self) -> None:
        while True:
            try:
                self._tls.do_handshake()
                break
            except ssl.SSLWantReadError:
                self.socket.sendall(self._out.read())
                self._in.write(self.socket.recv(65_536))
        self.socket.sendall(self._out.read())

    @property
    def waits(self) -> bool:
        """Whether something is left to be sent."""
        return bool(self._waiting or self._out.pending)

    def put(self, data: bytes) -> None:
        self._tls.write(data)

    def push(self) -> None:
        """Sends as much as is taken."""
        self._waiting += self._out.read()
        with contextlib.suppress(BlockingIOError):
            while self._waiting:
                try:
                    self._waiting = self._waiting[self.socket.send(self._waiting) :]
                except (BrokenPipeError, ConnectionResetError):
                    self.is_open = False
                    return

    def pull(self) -> bytes:
        """Reads what is there."""
        self.sip(65_536)
        data = b""
        with contextlib.suppress(ssl.SSLWantReadError, ssl.SSLZeroReturnError, ssl.SSLEOFError):
            while piece := self._tls.read(65_536):
                data += piece
        return data

    def sip(self, count: int) -> None:
        """Takes so many bytes from the system, whatever they mean."""
        with contextlib.suppress(BlockingIOError):
            try:
                piece = self.socket.recv(count)
            except ConnectionResetError:
                piece = b""
            self.is_open = self.is_open and bool(piece)
            self._in.write(piece)

    def close(self) -> None:
        self.socket.close()

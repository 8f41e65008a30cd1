"""clamd on a Unix socket: it speaks what clamd(8) documents of `PING` and `INSTREAM`, strictly, and misbehaves when it
is told to."""

import contextlib
import socketserver
import struct
import threading
import time

# The test file that every scanner finds (EICAR, 2003), in two halves, for scanners look at source as well.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
FOUND = "Eicar-Test-Signature"
LARGEST_PIECE = 1 << 20
MOST_POURED = 1 << 26
DRIP_SECONDS = 0.1


class Clamd:
    """At a path, from the start on; what it was sent, and what was wrong with that."""

    def __init__(self, path):
        self.path = path
        self.connections = 0
        self.scanned: list[bytes] = []  # each file, whole
        self.faults: list[str] = []  # in the framing, while it behaves
        self.poured = 0  # how much of an answer without end was taken
        self.how: str | bytes = "look"
        self._server: _Server | None = None
        self.start()

    def start(self) -> None:
        self._server = _Server(str(self.path), _Conversation)
        self._server.clamd = self
        threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True).start()

    def stop(self, leaves_socket: bool = False) -> None:
        """As when it crashes, it may leave its socket behind."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
        if not leaves_socket:
            self.path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def stopped(self, leaves_socket: bool = False):
        self.stop(leaves_socket)
        try:
            yield
        finally:
            self.path.unlink(missing_ok=True)
            self.start()

    @contextlib.contextmanager
    def misbehaving(self, how: str | bytes):
        """In one of the ways below, or says these bytes of each file and closes."""
        self.how = how
        try:
            yield
        finally:
            self.how = "look"


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        """Who is spoken to may go away: that is no news."""


class _Broken(Exception):
    """What was sent is not framed as it should be."""


class _Conversation(socketserver.StreamRequestHandler):
    """One connection, with one command on it."""

    def handle(self):
        clamd, how = self.server.clamd, self.server.clamd.how
        clamd.connections += 1
        if how == "hang_up":
            return
        try:
            command = self._until_zero()
            if command == b"zPING":
                self._look(b"PONG\0") if how == "look" else self._misbehave(how)
            elif command == b"zINSTREAM":
                self._stream(how)
            else:
                raise _Broken(f"unknown command: {command[:40]!r}")
        except _Broken as broken:
            if how == "look":
                clamd.faults.append(str(broken))

    def _stream(self, how) -> None:
        pieces = self._pieces()
        if how in ("limit", "early_ok"):
            next(pieces)
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0" if how == "limit" else b"stream: OK\0")
            return
        content = b"".join(pieces)
        if how != "look":
            return self._misbehave(how)
        self.server.clamd.scanned.append(content)
        self._look(f"stream: {FOUND} FOUND\0".encode() if EICAR in content else b"stream: OK\0")

    def _look(self, answer: bytes) -> None:
        self.wfile.write(answer)
        if more := self.rfile.read():
            raise _Broken(f"{len(more)} bytes behind the end")

    def _misbehave(self, how: str | bytes) -> None:
        if isinstance(how, bytes):
            self.wfile.write(how)
        else:
            getattr(self, how)()

    def _until_zero(self) -> bytes:
        command = b""
        while (byte := self.rfile.read(1)) != b"\0":
            if not byte or len(command) > 100:
                raise _Broken(f"no command: {command[:40]!r}")
            command += byte
        return command

    def _pieces(self):
        """Each is its length in four bytes and itself; one of no length ends them."""
        while True:
            head = self.rfile.read(4)
            if len(head) < 4:
                raise _Broken("it ends within a length")
            (count,) = struct.unpack(">I", head)
            if count == 0:
                return
            piece = self.rfile.read(count) if count <= LARGEST_PIECE else b""
            if len(piece) < count:
                raise _Broken(f"a piece of {count} bytes is not there")
            yield piece

    # The ways to misbehave.

    def silence(self):
        """Until the other end has enough."""
        self.rfile.read()

    def late_hang_up(self):
        """It heard all, and says nothing."""

    def drip(self):
        """An answer that is good, and slow."""
        for byte in b"stream: OK\0":
            self.wfile.write(bytes([byte]))
            time.sleep(DRIP_SECONDS)

    def endless(self):
        """An answer that never ends, as fast as it is taken."""
        piece = b"stream: OK " * 500
        while self.server.clamd.poured < MOST_POURED:
            self.wfile.write(piece)
            self.server.clamd.poured += len(piece)

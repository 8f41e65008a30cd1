"""A line between one browser and the house that can be cut: an HTTP proxy that only tunnels (CONNECT)."""

import contextlib
import socket
import threading


class CutLine:
    """Listens on loopback; ``cut`` ends every connection there is, and new ones go through again. While it is ``down``
    they are refused, and while it ``stalls`` they stand and nothing comes through, as after a change of the network."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.lock = threading.Lock()
        self.ends: list[socket.socket] = []
        self.is_down = False
        self.flows = threading.Event()
        self.flows.set()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        with self.lock:
            ends, self.ends = self.ends, []
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def stall(self) -> None:
        self.flows.clear()

    def flow(self) -> None:
        """What stood while it stalled is gone for good."""
        self.cut()
        self.flows.set()

    def close(self) -> None:
        self.flows.set()
        self.listener.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if self.is_down:
                client.close()
                continue
            threading.Thread(target=self._tunnel, args=(client,), daemon=True).start()

    def _tunnel(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head and len(head) < 8192:
                head += client.recv(1024)
            method, target, _ = head.split(b"\r\n", 1)[0].split(b" ")
            port = int(target.rsplit(b":", 1)[1])
            assert method == b"CONNECT"
            house = socket.create_connection(("127.0.0.1", port))
            with self.lock:
                self.ends += [client, house]
            client.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
            threading.Thread(target=self._pump, args=(house, client), daemon=True).start()
            self._pump(client, house)

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(65_536):
                self.flows.wait()
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)

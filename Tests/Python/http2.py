"""An HTTP/2 connection that does what it is told, also what no good client does."""

import socket
import ssl
import urllib.parse

import h2.config
import h2.connection
import h2.events

from visitor import PATIENCE_SECONDS, trusting


class HTTP2:
    """One TLS connection with ALPN h2; requests go out one after the other."""

    def __init__(self, house, receive_buffer: int | None = None, source: str = "127.0.0.1"):
        """From `source`, an address of this machine."""
        context = trusting(house)
        context.set_alpn_protocols(["h2"])
        plain = socket.socket(socket.AF_INET)
        if receive_buffer is not None:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        plain.settimeout(PATIENCE_SECONDS)
        plain.bind((source, 0))
        plain.connect(("127.0.0.1", house.port))
        self.socket = context.wrap_socket(plain, server_hostname="localhost")
        assert self.socket.selected_alpn_protocol() == "h2"
        self.authority = f"localhost:{house.port}"
        self.h2 = h2.connection.H2Connection(
            h2.config.H2Configuration(
                header_encoding="utf-8",
                validate_outbound_headers=False,
                normalize_outbound_headers=False,
            )
        )
        self.h2.initiate_connection()
        self.flush()

    def flush(self) -> None:
        self.socket.sendall(self.h2.data_to_send())

    def begin(self, method: str, path: str, headers=(), ends: bool = False) -> int:
        """Sends a head; answers the stream."""
        stream = self.h2.get_next_available_stream_id()
        pseudo = [
            (":method", method), (":scheme", "https"),
            (":authority", self.authority), (":path", path),
        ]
        self.h2.send_headers(stream, [*pseudo, *headers], end_stream=ends)
        self.flush()
        return stream

    def send(self, stream: int, data: bytes, ends: bool = False) -> None:
        """In as many frames as it takes; what the windows do not allow is an error."""
        most = self.h2.max_outbound_frame_size
        for start in range(0, max(len(data), 1), most):
            is_last = start + most >= len(data)
            self.h2.send_data(stream, data[start : start + most], end_stream=ends and is_last)
        self.flush()

    def send_what_is_let(self, stream: int, data: bytes, ends: bool = True) -> bytes:
        """As far as the windows go; answers what is left."""
        while data and (room := self.h2.local_flow_control_window(stream)) > 0:
            piece, data = data[:room], data[room:]
            self.send(stream, piece, ends=ends and not data)
        return data

    def request(self, method: str, path: str, headers=(), body: bytes = b"") -> tuple[int, bytes]:
        """A whole request and its whole answer: the status and the body."""
        sent = [*headers, ("content-length", str(len(body)))] if body else [*headers]
        stream = self.begin(method, path, sent, ends=not body)
        status, content = 0, b""
        while True:
            body = self.send_what_is_let(stream, body)
            data = self.socket.recv(65_536)
            if not data:
                raise ConnectionError("closed in the middle of an answer")
            for event in self.h2.receive_data(data):
                if isinstance(event, h2.events.ResponseReceived) and event.stream_id == stream:
                    status = int(dict(event.headers)[":status"])
                elif isinstance(event, h2.events.DataReceived) and event.stream_id == stream:
                    content += event.data
                    self.h2.acknowledge_received_data(event.flow_controlled_length, stream)
                elif isinstance(event, h2.events.StreamReset) and event.stream_id == stream:
                    raise ConnectionError("the stream was reset")
                elif isinstance(event, h2.events.StreamEnded) and event.stream_id == stream:
                    self.flush()
                    return status, content
            self.flush()

    def post(self, path: str, fields, headers=()) -> tuple[int, bytes]:
        sent = [("content-type", "application/x-www-form-urlencoded"), *headers]
        return self.request("POST", path, sent, urllib.parse.urlencode(fields).encode())

    def close(self) -> None:
        self.socket.close()

"""The CSV through the real desk, over TLS, with a signed-in session."""

import http.client
import socket
import time

from served import Peak, tls

STALL_SECONDS = 6


def measure(served, name, count):
    with Peak(served) as peak:
        start = time.monotonic()
        rows = _rows(_pieces(served, _path(name)))
        seconds = time.monotonic() - start
    if rows != count + 1:
        raise SystemExit(f"the CSV of {count} submissions has {rows} rows")
    return {f"csv_{name}_seconds": seconds, f"csv_{name}_rss_growth_mb": peak.growth}


def _rows(pieces):
    """How many line ends (CRLF); a lone LF stands inside a cell."""
    rows, last = 0, b""
    for piece in pieces:
        rows += piece.count(b"\r\n") + (last == b"\r" and piece.startswith(b"\n"))
        last = piece[-1:]
    return rows


def measure_stalled(served, name):
    """A client with a small window takes 64 KiB and then nothing more, without hanging up."""
    with Peak(served) as peak, _connection(served, window=32 * 1024) as connection:
        _ask(connection, served, _path(name))
        taken = 0
        while taken < 64 * 1024:
            taken += len(connection.recv(16 * 1024))
        time.sleep(STALL_SECONDS)
    return {"csv_stalled_rss_growth_mb": peak.growth}


def _path(name):
    return f"/desk/forms/csv-{name}/export.csv"


def _pieces(served, path):
    """The body as it arrives, in pieces of at most 64 KiB."""
    client = http.client.HTTPSConnection("localhost", served.port, context=tls(served))
    client.request("GET", path, headers={"Cookie": f"__Host-genkan={served.session}"})
    answer = client.getresponse()
    if answer.status != 200:
        raise SystemExit(f"{path} was answered with {answer.status}")
    while piece := answer.read(64 * 1024):
        yield piece
    client.close()


def _connection(served, window):
    plain = socket.socket()
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
    plain.connect(("127.0.0.1", served.port))
    return tls(served).wrap_socket(plain, server_hostname="localhost")


def _ask(connection, served, path):
    connection.sendall(
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: __Host-genkan={served.session}\r\n\r\n".encode())

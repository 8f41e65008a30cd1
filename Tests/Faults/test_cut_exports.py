"""A client that goes away in the middle of a CSV: the audit trail says that it was cut, and the house goes on."""

import socket
import time

import pytest

from house import House
from http2 import HTTP2
from ledger import form
from trail import exports
from visitor import PATIENCE_SECONDS, Visitor, trusting

PATH = "/desk/forms/large/export.csv"
ROWS = 80  # twelve megabytes: more than the buffers of a connection hold


@pytest.fixture(scope="module")
def large_house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("large"), [])
    house.write_form("large", form("Large").replace("long-text,", "long-text, max_length: 50000,"))
    house.set_up()
    house.start()
    visitor = Visitor(house)
    for _ in range(ROWS):
        assert visitor.submit("large", {"name": "山田", "message": "あ" * 50_000}).receipt
    visitor.close()
    yield house
    if house.process is not None and house.process.poll() is None:
        house.kill()


def leave_over_http1(house, cookie: str) -> None:
    plain = socket.create_connection(("localhost", house.port), timeout=PATIENCE_SECONDS)
    client = trusting(house).wrap_socket(plain, server_hostname="localhost")
    client.sendall(f"GET {PATH} HTTP/1.1\r\nHost: localhost:{house.port}\r\nCookie: {cookie}\r\n\r\n".encode())
    assert client.recv(15) == b"HTTP/1.1 200 OK"
    client.close()


def leave_over_http2(house, cookie: str) -> None:
    client = HTTP2(house)
    client.begin("GET", PATH, [("cookie", cookie)], ends=True)
    events = []
    while not any(type(event).__name__ == "DataReceived" for event in events):
        events = client.h2.receive_data(client.socket.recv(1024))
    client.close()


def test_an_export_whose_client_goes_away_is_cut(large_house):
    house = large_house
    anna = Visitor(house).signed_in("anna")
    cookie = "; ".join(f"{name}={value}" for name, value in anna.cookies.items())
    for number, leave in enumerate((leave_over_http1, leave_over_http2), start=1):
        leave(house, cookie)
        wait_for(lambda: exports(house) == ["cut"] * number)
    # Whoever stays gets everything, and only that is called complete.
    assert len(anna.export("large")) == ROWS
    wait_for(lambda: exports(house) == ["cut", "cut", "complete"])
    house.stop()
    assert house.run("audit", "verify").returncode == 0


def wait_for(is_so) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)

"""SIGTERM among clients that never finish: the house ends in time with status 0, what is under way is
answered, and everything that was acknowledged is there afterwards."""

import http.client
import json
import socket
import threading
import time
import urllib.parse

import pytest

from bad_clients import BadClients
from house import House
from http2 import HTTP2
from ledger import Inquiry, Ledger, form
from trail import exports
from visitor import Visitor, trusting

PROMISED_SECONDS = 30
LARGE = "あ" * 50_000


@pytest.fixture
def ending_house(tmp_path, long):
    """With the usual deadline for `--long`; with a short one otherwise."""
    house = House(
        tmp_path, [], environment={} if long else {"GENKAN_DEADLINES_SHUTDOWN_SECONDS": "4"}
    )
    house.write_form("ending", form("Ending"))
    house.write_form("large", form("Large").replace("long-text,", "long-text, max_length: 50000,"))
    house.set_up()
    house.start()
    yield house
    if house.process is not None and house.process.poll() is None:
        house.kill()


def test_open_boards_are_ended_where_an_event_ends(ending_house):
    house = ending_house
    anna = Visitor(house).signed_in("anna")
    streams = []
    for _ in range(3):
        client = http.client.HTTPSConnection("localhost", house.port, context=trusting(house), timeout=60)
        cookie = {"Cookie": f"__Host-genkan={anna.cookies['__Host-genkan']}"}
        client.request("GET", "/desk/live/forms/ending?mark=0", headers=cookie)
        answer = client.getresponse()
        assert answer.status == 200 and answer.readline().startswith(b"retry:")
        streams.append((client, answer))
    house.process.terminate()
    for client, answer in streams:
        # A body that was cut off in its middle would be an error of its chunks.
        assert answer.read().endswith(b"\n")
        client.close()
    assert house.process.wait(timeout=60) == 0


def test_it_ends_in_time_and_loses_nothing(ending_house, capsys):
    house = ending_house
    visitor = Visitor(house)
    for _ in range(80):  # twelve megabytes: more than the buffers of a connection hold
        assert visitor.submit("large", {"name": "山田", "message": LARGE}).receipt
    visitor.close()
    anna = Visitor(house).signed_in("anna")
    ledger = Ledger(house)
    bad = BadClients(house, anna.cookies, "/desk/forms/large/export.csv")
    count = bad.arrive()
    honest = ledger.send_until_gone("ending", at_once=6)
    honest += [threading.Thread(target=send_over_http2, args=(house, ledger)) for _ in range(2)]
    for thread in honest[6:]:
        thread.start()
    wait_for(lambda: len(ledger.acknowledged) >= 40)
    late = [late_over_http1(house, ledger), late_over_http2(house, ledger)]

    house.process.terminate()
    start = time.monotonic()
    for finish in late:  # was under way, so it is answered
        finish()
    status = house.process.wait(timeout=60)
    took = time.monotonic() - start
    bad.leave()
    for thread in honest:
        thread.join(timeout=60)
    assert status == 0, house.log[-4000:]
    assert took < PROMISED_SECONDS, f"{took:.1f} s"
    # Two of the clients did not read their CSV to its end: nothing calls these complete, or forgets them.
    assert exports(house) == ["cut", "cut"]

    house.start()
    rows = ledger.check()
    assert rows >= len(ledger.acknowledged)
    assert len(Visitor(house).signed_in("anna").export("large")) == 80
    house.stop()
    with capsys.disabled():
        print(f"\n  ended {took:.1f} s after SIGTERM, among {count} clients that never finish;", end="")
        print(f" {len(ledger.acknowledged)} receipts, all open")


def send_over_http2(house, ledger: Ledger) -> None:
    """Sends until the house is gone."""
    try:
        client = HTTP2(house)
        while True:
            inquiry = Inquiry("ending")
            ledger.inquiries.append(inquiry)
            status, body = client.request("POST", "/f/ending", *as_json(inquiry))
            if status == 201:
                inquiry.receipt = json.loads(body)["receipt"]
    except Exception:  # gone
        return


def as_json(inquiry: Inquiry) -> tuple[list[tuple[str, str]], bytes]:
    headers = [
        ("content-type", "application/json"), ("accept", "application/json"),
        ("idempotency-key", inquiry.key),
    ]
    return headers, json.dumps(inquiry.answers).encode()


def late_over_http1(house, ledger: Ledger):
    """Half of a post; answers what sends the rest and awaits the receipt."""
    inquiry = Inquiry("ending")
    ledger.inquiries.append(inquiry)
    body = urllib.parse.urlencode({**inquiry.answers, "_submission": inquiry.key}).encode()
    plain = socket.create_connection(("localhost", house.port), timeout=60)
    client = trusting(house).wrap_socket(plain, server_hostname="localhost")
    client.sendall(
        f"POST /f/ending HTTP/1.1\r\nHost: localhost:{house.port}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body[:20]
    )
    settle(house)

    def finish() -> None:
        client.sendall(body[20:])
        head = ""
        while "\r\n\r\n" not in head:
            more = client.recv(65_536)
            assert more, f"closed without an answer: {head}"
            head += more.decode()
        assert head.startswith("HTTP/1.1 303"), head
        inquiry.receipt = head.split("receipt=")[1].split("&")[0]
        client.close()

    return finish


def late_over_http2(house, ledger: Ledger):
    """The same over HTTP/2."""
    inquiry = Inquiry("ending")
    ledger.inquiries.append(inquiry)
    headers, body = as_json(inquiry)
    client = HTTP2(house)
    stream = client.begin("POST", "/f/ending", [*headers, ("content-length", str(len(body)))])
    client.send(stream, body[:20])
    settle(house)

    def finish() -> None:
        client.send(stream, body[20:], ends=True)
        # The peer library takes GOAWAY for the end of everything, so the frames are read here.
        content, received = b"", b""
        while b"receipt" not in content:
            more = client.socket.recv(65_536)
            assert more, "closed without an answer"
            received += more
            while len(received) >= 9:
                length = int.from_bytes(received[:3], "big")
                if len(received) < 9 + length:
                    break
                if received[3] == 0:
                    content += received[9 : 9 + length]
                received = received[9 + length :]
        inquiry.receipt = json.loads(content)["receipt"]
        client.close()

    return finish


def settle(house) -> None:
    """Returns when others that came later were answered: what was sent before has been read."""
    for _ in range(20):
        visitor = Visitor(house)
        assert visitor.get("/f/ending").status == 200
        visitor.close()


def wait_for(is_so) -> None:
    deadline = time.monotonic() + 120  # a bound against hanging, not a speed that is tested
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.005)

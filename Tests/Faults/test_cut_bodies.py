"""A body that ends in its middle because the connection does is no submission, however the connection ends."""

import contextlib
import sqlite3
import time
import urllib.parse

import pytest

from ledger import Inquiry, form
from lines import Line1, Line2
from visitor import PATIENCE_SECONDS, Visitor
from watched import connections

LATER = 20  # proper submissions, each of them written after what came before it
TYPE = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module", autouse=True)
def served(house):
    house.write_form("cut", form("Cut"))
    house.start()


def stored(house) -> int:
    with contextlib.closing(sqlite3.connect(f"file:{house.data}/genkan.sqlite?mode=ro", uri=True)) as shell:
        return shell.execute("SELECT count(*) FROM submissions").fetchone()[0]


@pytest.mark.parametrize("end", ["closed", "closed as TLS does", "reset"])
@pytest.mark.parametrize("line", [Line1, Line2], ids=["HTTP/1.1", "HTTP/2"])
def test_a_body_that_was_cut_is_not_stored(house, line, end, long):
    """Cut in its last answer: what has arrived by then reads like a whole submission of a form without a CAPTCHA."""
    before = stored(house)
    count = 500 if long else 60
    for number in range(count):
        inquiry = Inquiry("cut", message="ご質問" * 100)
        body = urllib.parse.urlencode({"_submission": inquiry.key, **inquiry.answers}).encode()
        client = line(house, f"127.0.6.{1 + number % 50}")
        client.ask("POST", "/f/cut", TYPE, body, len(body) - 1 - number % 200)
        if end == "closed as TLS does":
            client.say_goodbye()
        client.cut(at_once=end == "reset")
    settle(house)
    assert stored(house) - before == LATER, f"{stored(house) - before - LATER} of {count} that were cut"


def settle(house) -> None:
    """Returns when what came before has been dealt with: it is gone, and what came later is stored."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while connections(house.port):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    visitor = Visitor(house)
    for _ in range(LATER):
        assert visitor.submit("cut", Inquiry("cut").answers).receipt
    visitor.close()

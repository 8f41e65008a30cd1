"""Files on a disk that has no room for them, or breaks off while they are written: refused before anybody is told that
they have come, nothing half there, and all of it when there is room again."""

import json
import re
import resource
import secrets
import time
import uuid

import pytest

from disk import fill
from house import House
from lines import Line1
from sent_files import (
    TYPED, SentFile, content, form, half_kept, kept, look, multipart, press, rows, send, send_by_page,
)  # fmt: skip
from strace import Strace, injected
from visitor import Answer, Visitor

MEBIBYTE = 1 << 20
RESERVE = 64 * MEBIBYTE  # what a house leaves free, whatever comes
FOR_TEXT = 256 * MEBIBYTE  # and what files leave for those who only write
FILE = 3_000_000


class Deliveries:
    """Files that were sent, each with a name that is the key of its submission, and the receipts."""

    def __init__(self, house):
        self.house = house
        self.files: dict[str, SentFile] = {}
        self.receipts: dict[str, str] = {}
        self.refusals = 0

    @property
    def unanswered(self) -> list[str]:
        return [key for key in self.files if key not in self.receipts]

    def new(self, count: int = FILE) -> str:
        key = secrets.token_hex(16)
        self.files[key] = SentFile("plan", f"{key}.pdf", content("pdf", count))
        return key

    def send(self, visitor: Visitor, key: str | None = None) -> int:
        """A new one, or one again; answers the status."""
        key = key or self.new()
        return self.took(key, send(visitor, "plans", TYPED, [self.files[key]], key))

    def took(self, key: str, answer: Answer) -> int:
        """The status; anything but a receipt says when to come again."""
        if answer.receipt:
            assert self.receipts.setdefault(key, answer.receipt) == answer.receipt, "two receipts for one submission"
        else:
            assert answer.status == 503 and int(answer.headers["retry-after"]) > 0, answer.text[:2000]
            self.refusals += 1
        return answer.status

    def send_again(self) -> None:
        visitor = Visitor(self.house)
        for key in self.unanswered:
            assert self.send(visitor, key) == 201
        visitor.close()

    def check(self) -> None:
        """What was acknowledged is there once and whole; of the rest there is all or nothing."""
        assert half_kept(self.house) == []
        anna = Visitor(self.house).signed_in("anna")
        found = []
        for own in kept(self.house):
            answer = anna.get(own.path)
            key = answer.headers["content-disposition"].split('"')[1].removesuffix(".pdf")
            assert answer.body == self.files[key].content
            found.append(key)
        anna.close()
        assert len(found) == len(set(found)) and set(self.receipts) <= set(found)


@pytest.fixture
def served(tmp_path):
    """Sets up and serves a house whose data lie there."""
    houses = []

    def serve(data=None) -> House:
        house = House(tmp_path, [], data=data)
        house.write_form("plans", form("Plans", required=True))
        house.write_form("words", form("Words"))
        house.set_up()
        house.start()
        houses.append(house)
        return house

    yield serve
    for house in houses:
        if house.process is not None and house.process.poll() is None:
            house.kill()


def test_a_disk_that_fills_up_while_a_file_comes_refuses_and_recovers(small_disk, served):
    house = served(small_disk / "data")
    sent, visitor = Deliveries(house), Visitor(house)
    assert sent.send(visitor) == 201

    # Room for much text, and none for what is under way.
    key = sent.new()
    headers, body = multipart(TYPED | {"_submission": key}, [sent.files[key]])
    line = Line1(house, "127.0.0.3")
    line.ask("POST", "/f/plans", headers | {"Accept": "application/json"}, body, len(body) // 2)
    fill(small_disk, leaving=RESERVE + FOR_TEXT + FILE)
    line.finish(body[len(body) // 2 :])
    answer = line.answer()
    assert sent.took(key, answer) == 503 and json.loads(answer.body)["code"] == "no-room-for-files"
    assert house.is_ready() and rows(house)["files"] == 1
    small = sent.new(1_000)
    assert sent.send(visitor, small) == 201

    # Files have taken what is theirs; whoever only writes does not notice.
    (small_disk / "ballast").unlink()
    fill(small_disk, leaving=RESERVE + FOR_TEXT - MEBIBYTE)
    assert sent.send(visitor) == 503
    page = send_by_page(visitor, "plans", TYPED | {"_submission": key, "_language": "en"}, [sent.files[key]])
    assert page.status == 503 and "without the files" in page.text and TYPED["name"] in page.text
    assert house.is_ready() and visitor.submit("words", TYPED).receipt
    (small_disk / "ballast").unlink()

    # Not a byte left: people keep their text, and the next try is the same submission.
    fill(small_disk, leaving=0)
    assert not house.is_ready() and sent.send(visitor) == 503
    page = send_by_page(visitor, "plans", TYPED | {"_submission": key, "_language": "ja"}, [sent.files[key]])
    assert page.status == 503 and key in page.text and TYPED["name"] in page.text
    assert rows(house)["files"] == 2
    (small_disk / "ballast").unlink()
    sent.send_again()
    sent.check()
    assert rows(house)["files"] == 5
    house.kill()
    house.start()
    sent.check()
    house.stop()


def test_what_was_deleted_is_room_for_files_again(small_disk, served):
    """A disk on which files have taken all that is theirs: as many fit again as were deleted."""
    house = served(small_disk / "data")
    sent, visitor = Deliveries(house), Visitor(house)
    fill(small_disk, leaving=RESERVE + FOR_TEXT + 10 * FILE)
    for _ in range(20):
        if sent.send(visitor) == 503:
            break
    before = rows(house)["files"]
    assert 2 <= before < 20 and sent.send(visitor) == 503, "the disk was never full"

    anna = Visitor(house).signed_in("anna")
    for own in kept(house):
        assert press(anna, own.card, "spam").status == 303
    cards = look(house, "SELECT id, version FROM submissions")
    board = anna.get("/desk/forms/plans/board").text
    csrf = re.search(r'name="csrf" value="([^"]+)"', board)[1]
    chosen = [("card", f"{uuid.UUID(bytes=card)}:{version}") for card, version in cards]
    assert anna.post("/desk/forms/plans/delete", [("csrf", csrf), *chosen]).status == 303
    assert rows(house)["files"] == rows(house)["file_chunks"] == 0

    sent.files, sent.receipts = {}, {}
    keys = [sent.new() for _ in range(before)]
    end = time.monotonic() + 60  # the log, which deleting has filled, is cut every few seconds
    while sent.unanswered and time.monotonic() < end:
        for key in sent.unanswered:
            sent.send(visitor, key)
        time.sleep(0.2)
    assert set(sent.receipts) == set(keys) and rows(house)["files"] == before, "what was deleted is no room"
    house.stop()


def test_a_file_that_may_not_grow_in_the_middle_of_one_refuses_and_recovers(served):
    """RLIMIT_FSIZE, as a service manager sets it: the log of the database takes a third of what has to go there."""
    house = served()
    sent, visitor = Deliveries(house), Visitor(house)
    assert sent.send(visitor) == 201
    pid = house.process.pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (MEBIBYTE, before[1]))
    assert [sent.send(visitor) for _ in range(3)] == [503] * 3
    assert half_kept(house) == []
    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
    sent.send_again()
    assert rows(house)["files"] == len(sent.files) == 4
    sent.check()
    house.stop()


# A file of this size is some 25 writes.
@pytest.mark.parametrize("call, error, when", [
    ("pwrite64", "ENOSPC", "1"), ("pwrite64", "ENOSPC", "10"), ("pwrite64", "ENOSPC", "12+"),
    ("pwrite64", "EIO", "14..16"), ("fdatasync", "EIO", "1"),
])  # fmt: skip
def test_a_disk_that_says_no_within_a_file_keeps_all_of_it_or_nothing(served, tmp_path, tracing, call, error, when):
    house = served()
    sent, visitor = Deliveries(house), Visitor(house)
    assert sent.send(visitor) == 201
    trace = tmp_path / "files.trace"
    with Strace(house.process.pid, trace, ["-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}"]):
        for _ in range(3):
            sent.send(visitor)
    assert injected(trace) > 0 and sent.refusals > 0, "no fault met anything"
    sent.send_again()
    assert sent.unanswered == [] and rows(house)["files"] == 4
    sent.check()
    house.kill()
    house.start()
    sent.check()
    house.stop()

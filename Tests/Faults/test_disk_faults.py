"""The disk says no to the real program: EIO and ENOSPC from the kernel's door, then no more of it.

Each trial takes a form of its own, so that the fault meets the first batch of a new data key: the
key's own row, the first submissions, the log's beginning and its end.
"""

import http.client
import time

import pytest

from house import NotServing
from ledger import Inquiry, Ledger, form
from strace import Strace, injected
from visitor import Visitor

# What fails: the call, the error, and which of its calls (per thread of the program).
SHORT = [
    ("fdatasync", "EIO", "1"),
    ("fdatasync", "EIO", "2"),
    ("fdatasync", "EIO", "1+"),
    ("pwrite64", "ENOSPC", "1"),
    ("pwrite64", "ENOSPC", "3"),
    ("pwrite64", "ENOSPC", "1+"),
    ("pwrite64", "EIO", "2..4"),
]
LONG = [
    (call, error, when)
    for call, errors in (("fdatasync", ["EIO"]), ("pwrite64", ["ENOSPC", "EIO"]))
    for error in errors
    for when in ["1", "2", "3", "4", "5", "6", "7", "8", "2..5", "2+2", "3+", "1+"]
]


def test_everything_acknowledged_during_and_after_faults_opens(house, tracing, long, capsys):
    trials = LONG if long else SHORT
    for number in range(len(trials)):
        house.write_form(f"trial-{number}", form(f"Trial {number}"))
    house.start()
    ledger = Ledger(house)
    report = []
    for number, trial in enumerate(trials):
        report.append(one_trial(house, ledger, f"trial-{number}", *trial))
    assert ledger.check() == len(ledger.inquiries)
    # What was only in the log and what was only believed to be there differ now.
    house.kill()
    house.start()
    assert ledger.check() == len(ledger.inquiries)
    house.stop()
    house.start()
    assert ledger.check() == len(ledger.inquiries)
    house.stop()
    assert any(refused for _, refused in report), "no fault met anything"
    with capsys.disabled():
        print(f"\n  {len(trials)} trials, {len(ledger.acknowledged)} receipts, all open")
        for trial, (faults, refused) in zip(trials, report):
            print("   ", *trial, f"{faults} faults, {refused} times 503")


def one_trial(house, ledger, name, call, error, when) -> tuple[int, int]:
    before = len(ledger.refusals)
    trace = house.directory / f"{name}.trace"
    visitor = Visitor(house, source="127.0.0.100")
    fault = ["-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}"]
    with Strace(house.process.pid, trace, fault):
        for number in range(4):
            ledger.send(visitor, Inquiry(name), as_page=number % 2 == 1)
        ledger.send_many(name, 12, at_once=6)
    # The fault is over: the house goes on by itself, and who tries again is served, once.
    ledger.send_again()
    assert ledger.unanswered == [], "the house did not recover"
    ledger.send(visitor, Inquiry(name))
    assert ledger.unanswered == []
    assert house.is_ready()
    visitor.close()
    return injected(trace), len(ledger.refusals) - before


@pytest.mark.parametrize(
    "call, error, file",
    [
        ("pwrite64", "ENOSPC", "genkan.sqlite"),
        ("fdatasync", "EIO", "genkan.sqlite"),
        ("ftruncate", "EIO", "genkan.sqlite-wal"),
    ],
)
def test_a_checkpoint_that_fails_loses_nothing(house, tracing, call, error, file):
    """The log cannot be moved into the database: submissions go on, and the next turn does it."""
    name = f"checkpoint-{call}"
    house.write_form(name, form(name))
    house.start()
    ledger = Ledger(house)
    trace = house.directory / f"{name}.trace"
    log = house.data / "genkan.sqlite-wal"
    fault = ["-P", str(house.data / file), "-e", f"trace={call}", "-e", f"inject={call}:error={error}"]
    told = house.log.count("Upkeep fails")
    over = house.log.count("Upkeep works again")
    with Strace(house.process.pid, trace, fault):
        ledger.send_many(name, 20)
        wait_until(lambda: injected(trace) > 0)
        wait_until(lambda: house.log.count("Upkeep fails") > told)
        ledger.send_many(name, 20)
    assert ledger.refusals == [], "a checkpoint's failure is no visitor's business"
    assert ledger.check() == 40
    wait_until(lambda: log.stat().st_size == 0)
    wait_until(lambda: house.log.count("Upkeep works again") > over)
    house.kill()
    house.start()
    assert ledger.check() == 40
    house.stop()


def test_a_kill_in_the_middle_of_faults_loses_nothing(house, tracing):
    """A refused batch may stand in the log all the same: whoever tries again must not have it twice."""
    house.write_form("killed", form("Killed"))
    house.start()
    ledger = Ledger(house)
    ledger.send_many("killed", 8)
    trace = house.directory / "killed.trace"
    with Strace(house.process.pid, trace, ["-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO"]):
        ledger.send_many("killed", 8)
        assert ledger.refusals and injected(trace) > 0
        house.kill()
    house.start()
    ledger.check()
    ledger.send_again()
    assert ledger.unanswered == []
    assert ledger.check() == 16
    house.stop()


def test_a_disk_that_cannot_be_read_tells_no_half_truth(house, tracing):
    house.write_form("unread", form("Unread"))
    house.start()
    ledger = Ledger(house)
    ledger.send_many("unread", 40)
    anna = Visitor(house).signed_in("anna")
    anna.close()
    house.stop()
    house.start()  # with nothing in its memory but the session
    trace = house.directory / "unread.trace"
    with Strace(house.process.pid, trace, ["-e", "trace=pread64", "-e", "inject=pread64:error=EIO"]):
        for path in ("/desk/forms/unread/board", "/desk/forms/unread/export.csv"):
            try:
                answer = anna.get(path)
            except http.client.IncompleteRead:
                continue  # broken off, and seen to be
            # SQLite takes EIO on reading for a damaged file (SQLITE_IOERR_CORRUPTFS): no mere pause.
            assert answer.status in (500, 503), f"{path}: {answer.status} {answer.text[:500]}"
        assert injected(trace) > 0
    assert len(anna.export("unread")) == 40
    assert ledger.check() == 40
    house.stop()


@pytest.mark.parametrize("call, error", [("fdatasync", "EIO"), ("pwrite64", "EIO"), ("pwrite64", "ENOSPC")])
def test_a_disk_that_takes_nothing_is_not_ready(house, tracing, call, error):
    """Nobody sends anything: who watches is told all the same."""
    house.start()
    trace = house.directory / f"ready-{call}-{error}.trace"
    with Strace(house.process.pid, trace, ["-e", f"trace={call}", "-e", f"inject={call}:error={error}"]):
        wait_until(lambda: not house.is_ready())
        assert injected(trace) > 0
    wait_until(house.is_ready)
    house.stop()


@pytest.mark.parametrize("call, error", [("fdatasync", "EIO"), ("fsync", "EIO"), ("pwrite64", "ENOSPC")])
def test_a_start_on_a_bad_disk_refuses_or_serves_and_breaks_nothing(house, tracing, call, error):
    name = f"early-{call}"
    house.write_form(name, form(name))
    house.start()
    ledger = Ledger(house)
    ledger.send_many(name, 8)
    house.kill()
    house.write_form(name, form(f"{name} again"))  # a version to be stored at the start
    trace = str(house.directory / "start.trace")
    fault = ["-e", f"trace={call}", "-e", f"inject={call}:error={error}"]
    try:
        house.start("strace", "-D", "-f", "-o", trace, *fault)
        house.kill()
    except NotServing:
        assert house.process.returncode not in (0, None)
        assert "panic" not in house.log.lower() and "Fatal error" not in house.log
        assert house.process.returncode > 0, f"it crashed: {house.log[-2000:]}"
        assert "unavailable" in house.log or "disk" in house.log, house.log[-2000:]
    house.start()
    ledger.send_many(name, 4)
    assert ledger.check() == 12
    house.stop()


def wait_until(is_so) -> None:
    deadline = time.monotonic() + 120  # a bound against hanging, not a speed that is tested
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)

"""The power fails at any moment: every receipt that was handed out before opens afterwards.

Everything the program writes to its database is recorded with its data. For many moments the files
are then rebuilt as the disk would have them if only what was synced had reached it, or that and any
part of the rest, and a house is started on them.
"""

import random
import shutil
import time

from ledger import Ledger, form
from power import after_cut, operations, path_of
from strace import calls

FILES = {"genkan.sqlite", "genkan.sqlite-wal"}


def test_every_receipt_handed_out_before_a_power_cut_opens_after_it(house, tracing, long, capsys):
    house.write_form("power", form("Power"))
    house.start()
    house.stop()
    base = house.directory / "base"
    shutil.copytree(house.data, base, ignore=shutil.ignore_patterns("*.socket", "*.lock"))

    trace = house.directory / "power.trace"
    house.start(
        "strace", "-D", "-f", "-y", "-ttt", "-xx", "-s", "1000000", "-o", str(trace),
        "-e", "trace=pwrite64,ftruncate,fdatasync,fsync",
    )
    ledger = Ledger(house)
    # Three times until the log was moved into the database: over the old log, then a new one.
    for _ in range(3):
        ledger.send_many("power", 20)
        wait_for(lambda: (house.data / "genkan.sqlite-wal").stat().st_size == 0)
    ledger.send_many("power", 20)
    house.stop()
    assert ledger.unanswered == []
    wait_for(lambda: trace.read_text(errors="replace").rstrip().endswith("+++ exited with 0 +++"))

    recorded = calls(trace.read_text(errors="replace").splitlines())
    first = min(inquiry.acknowledged_at for inquiry in ledger.acknowledged)
    assert any(
        path_of(call) == str(house.data) and call.name == "fsync" and call.succeeded and call.time < first
        for call in recorded
    ), "the log is in no directory that was synced"
    record = operations(recorded, FILES)
    paths = {str(house.data / name) for name in FILES}
    before = {path: content(base / path.rsplit("/", 1)[-1]) for path in paths}
    assert {operation.file for operation in record} == paths
    # The record is complete: played to its end, it gives the files as they are.
    after = after_cut(before, record, len(record), None)
    assert after[str(house.data / "genkan.sqlite")] == (house.data / "genkan.sqlite").read_bytes()

    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    cuts = moments(record, chance, 100 if long else 12)
    original, required = house.data, 0
    for number, cut in enumerate(cuts):
        files = after_cut(before, record, cut, chance if number % 2 else None)
        house.data = house.directory / f"cut-{number}"
        shutil.copytree(base, house.data)
        for path, data in files.items():
            (house.data / path.rsplit("/", 1)[-1]).write_bytes(data)
        house.start()
        known = ledger.until(record[cut].time)
        required += len(known.acknowledged)
        known.check()
        known.send_again()  # as everybody would who got no answer
        assert known.check() == len(known.inquiries)
        house.kill()
        shutil.rmtree(house.data)
    house.data = original
    with capsys.disabled():
        print(f"\n  {len(cuts)} power cuts among {len(record)} writes and syncs,", end="")
        print(f" {required} receipts to be kept in all, all open")


def moments(record, chance: random.Random, count: int) -> list[int]:
    """Any moment, and as often just before and just after a sync."""
    syncs = [number for number, operation in enumerate(record) if operation.is_sync]
    found = []
    for number in range(count):
        if number % 3 == 0:
            found.append(chance.randrange(1, len(record)))
        else:
            found.append(min(chance.choice(syncs) + number % 3 - 1, len(record) - 1))
    return found


def content(file) -> bytes:
    return file.read_bytes() if file.exists() else b""


def wait_for(is_so) -> None:
    deadline = time.monotonic() + 120  # a bound against hanging, not a speed that is tested
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)

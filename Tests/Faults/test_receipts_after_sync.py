"""Between a request and its receipt lies an fdatasync of the log: shown by the order of system calls.

Each visitor has a connection of its own, named in the trace by its port, and has fetched a page over
it before, so that the handshake is over and the next bytes to that port are the answer. The calls of
all threads stand in one trace; the tracer writes the end of a call down before its thread runs on.
"""

import re
import threading

from ledger import form
from strace import Call, Strace, calls
from visitor import Visitor

VISITORS = 12
POSTS = 4
WRITES = {"write", "writev", "sendto", "sendmsg"}
READS = {"read", "readv", "recvfrom", "recvmsg"}


def test_an_fdatasync_of_the_log_lies_between_each_row_and_its_receipt(house, tracing, capsys):
    house.write_form("synced", form("Synced"))
    house.start()
    trace = house.directory / "synced.trace"
    options = ["-yy", "-s", "0", "-e", "trace=" + ",".join(sorted(WRITES | READS)) + ",pwrite64,fdatasync"]
    visitors = [Visitor(house) for _ in range(VISITORS)]
    ports = [visitor.connect()[1] for visitor in visitors]
    for visitor in visitors:
        assert visitor.get("/f/synced").status == 200
    receipts: list[str | None] = []
    with Strace(house.process.pid, trace, options):
        # One alone, then all at once: these share commits.
        for _ in range(POSTS):
            receipts.append(send(visitors[0]))
        threads = [
            threading.Thread(target=lambda v=visitor: receipts.extend(send(v) for _ in range(POSTS)))
            for visitor in visitors[1:]
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for visitor in visitors:
        visitor.close()
    house.stop()
    assert len(receipts) == len(set(receipts)) == VISITORS * POSTS and None not in receipts

    lines = trace.read_text(errors="replace").splitlines()
    answers = answers_in(calls(lines), ports)
    assert len(answers) == VISITORS * POSTS
    assert unsynced(answers, calls(lines)) == []
    # The test would notice: without the syncs of the log every receipt is too early, and so it is
    # when they come after the answers.
    without = [line for line in lines if "fdatasync" not in line]
    assert len(unsynced(answers_in(calls(without), ports), calls(without))) == len(answers)
    late = without + [line for line in lines if "fdatasync" in line]
    assert len(unsynced(answers_in(calls(late), ports), calls(late))) == len(answers)
    with capsys.disabled():
        print(f"\n  {len(answers)} receipts, {len(commits(calls(lines)))} commits")


def send(visitor: Visitor) -> str | None:
    return visitor.submit("synced", {"name": "山田 花子", "message": "こんにちは"}).receipt


def answers_in(trace: list[Call], ports: list[int]) -> list[tuple[Call, Call]]:
    """Of each request, the read that brought its first bytes and the first write of its answer."""
    found = []
    for port in ports:
        peer = re.compile(rf"->[^>]*:{port}\]?>")
        request: Call | None = None
        for call in trace:
            if not peer.search(call.arguments.split(",")[0]):
                continue
            if call.name in READS and call.succeeded and call.result != "0":
                request = request or call
            elif call.name in WRITES and request is not None:
                found.append((request, call))
                request = None
    return found


def commits(trace: list[Call]) -> list[tuple[int, int]]:
    """Where each commit's first write to the log begins, and where the sync of its last one ends."""
    found = []
    first: int | None = None
    for call in trace:
        if "genkan.sqlite-wal>" not in call.arguments:
            continue
        if call.name == "pwrite64" and first is None:
            first = call.begun
        elif call.name == "fdatasync" and call.result.startswith("0") and first is not None:
            found.append((first, call.ended))
            first = None
    return found


def unsynced(answers: list[tuple[Call, Call]], trace: list[Call]) -> list[tuple[Call, Call]]:
    """The answers before which no commit was begun after the request and synced before the answer."""
    done = commits(trace)
    return [
        (request, answer) for request, answer in answers
        if not any(request.ended < first and end < answer.begun for first, end in done)
    ]

"""Submissions per second through the whole way, beside the bare route of the same server."""

import itertools
import json
import os
import pathlib
import statistics
import subprocess
import time

from served import Peak

LEVELS = (1, 16, 64)
SECONDS = 4
ROUNDS = 3  # bare and whole take turns, so that a slow moment of the machine meets both
_numbers = itertools.count()


def measure(served, say):
    say("warming up …")
    bodies = _mint(served, 40_000)
    rate = _load(served, "/bare", 16, bodies, 2)["rate"]
    _load(served, "/f/contact", 16, bodies, 1)
    figures = {}
    for connections in LEVELS:
        say(f"{connections} connection{'s' if connections > 1 else ''} …")
        figures |= _level(served, connections, rate)
    return figures


def _level(served, connections, rate):
    bare, whole, highest = [], [], 0.0
    for _ in range(ROUNDS):
        # Both read the same bodies. As many as the bare route could take: the whole way is never faster.
        bodies = _mint(served, int(rate * SECONDS))
        _settle(served)
        bare.append(_load(served, "/bare", connections, bodies, SECONDS))
        rate = max(rate, bare[-1]["rate"])
        with Peak(served, every=0.05) as peak:
            whole.append(_load(served, "/f/contact", connections, bodies, SECONDS))
        highest = max(highest, peak.highest)
        os.unlink(bodies)
    mean = lambda runs, name: statistics.mean(run[name] for run in runs)
    per_second, bare_per_second = mean(whole, "rate"), mean(bare, "rate")
    figures = {
        "submit_ratio": per_second / bare_per_second,
        "submit_per_second": per_second,
        "bare_per_second": bare_per_second,
        "submit_p50_ms": mean(whole, "p50_ms"),
        "submit_p99_ms": mean(whole, "p99_ms"),
        "submit_rss_mb": highest,
    }
    return {f"{name}_c{connections}": value for name, value in figures.items()}


def _settle(served):
    """Waits until the log of the turn before is in the database: that is not the next turn's work."""
    log = pathlib.Path(served.house, "data", "genkan.sqlite-wal")
    for _ in range(150):
        if not log.exists() or log.stat().st_size == 0:
            return
        time.sleep(0.1)
    raise SystemExit("the write-ahead log was not emptied within 15 seconds; nothing was measured")


def _mint(served, count):
    """A file of fresh bodies, each with a token of its own."""
    file = f"{served.house}/bodies-{next(_numbers)}"
    subprocess.run(
        [served.program, "mint", served.house, served.form, str(count), file], check=True)
    os.sync()  # hundreds of megabytes, which the system would write while the log is to be synced
    return file


def _load(served, path, connections, bodies, seconds):
    script = pathlib.Path(__file__).with_name("post.lua")
    run = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", str(script),
         f"https://localhost:{served.port}{path}", "--", bodies],
        check=True, capture_output=True, text=True)
    told = json.loads(run.stderr)
    if told["refused"] or told["broken"]:
        raise SystemExit(f"{path}: {told['refused']} answers of 400 or more, {told['broken']} broken; nothing was measured")
    return told | {"rate": told["requests"] / told["seconds"]}

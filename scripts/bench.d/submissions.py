"""Submissions per second through the whole way, beside the bare route of the same server."""

import itertools
import json
import pathlib
import statistics
import subprocess

from served import Peak

LEVELS = (1, 16, 64)
SECONDS = 4
ROUNDS = 2  # bare and whole take turns, so that a slow moment of the machine meets both
_numbers = itertools.count()


def measure(served, say):
    say("warming up …")
    bodies = _mint(served, 2_000)
    rate = _load(served, "/bare", 16, bodies, 2)["rate"]
    _load(served, "/f/contact", 16, _mint(served, int(rate * 2)), 2)
    figures = {}
    for connections in LEVELS:
        say(f"{connections} connection{'s' if connections > 1 else ''} …")
        figures |= _level(served, connections, bodies)
    return figures


def _level(served, connections, bodies):
    bare, whole, highest = [], [], 0.0
    for _ in range(ROUNDS):
        bare.append(_load(served, "/bare", connections, bodies, SECONDS))
        # As many as the bare route could take: the whole way is never faster.
        minted = _mint(served, int(bare[-1]["rate"] * SECONDS))
        with Peak(served, every=0.05) as peak:
            whole.append(_load(served, "/f/contact", connections, minted, SECONDS))
        highest = max(highest, peak.highest)
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


def _mint(served, count):
    """A file of fresh bodies: the earlier ones go on being used for the bare route."""
    file = f"{served.house}/bodies-{next(_numbers)}"
    subprocess.run([served.program, "mint", served.house, served.form, str(count), file], check=True)
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

"""Drives the measurements of scripts/bench: starts the bench program, loads it, samples its memory."""

import argparse
import json
import statistics
import subprocess

import board
import csv_export
import dragging
import flood
import sign_in
import submissions
import uploads
from served import Served

EXPORTED = {"10k": 10_000, "100k": 100_000}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("house")
    parser.add_argument("--json")
    given = parser.parse_args()

    figures = proofs(given.program)
    seed = [f"csv-{name}={count}" for name, count in EXPORTED.items()]
    say(f"storing {sum(EXPORTED.values()):,} submissions to export …")
    subprocess.run([given.program, "seed", given.house, *seed], check=True)
    # A process of its own for each part, so that none profits from memory that another has left behind.
    with Served(given.program, given.house) as served:
        for name, count in EXPORTED.items():
            say(f"CSV of {count:,} …")
            figures |= csv_export.measure(served, name, count)
        say("CSV for a client that stops reading …")
        figures |= csv_export.measure_stalled(served, "100k")
    with Served(given.program, given.house) as served:
        figures |= board.measure(served, "100k", say)
        figures |= dragging.measure(served, "10k", say)
    with Served(given.program, given.house) as served:
        figures |= submissions.measure(served, say)
    with Served(given.program, given.house) as served:
        figures |= uploads.measure(served, say)
    with Served(given.program, given.house) as served:
        figures |= flood.measure(served, say)
    with Served(given.program, given.house, "serve-slowly") as served:
        figures |= sign_in.measure(served, say)

    figures = {name: float(f"{value:.4g}") for name, value in figures.items()}
    width = max(map(len, figures))
    for name, value in figures.items():
        print(f"{name:<{width}}  {value:>10,.10g}")
    if given.json:
        with open(given.json, "w") as file:
            json.dump(figures, file, indent=2)
            file.write("\n")


def proofs(program):
    """The median of three processes: where the memory of one happens to lie makes a difference."""
    say("CAPTCHA …")
    runs = [json.loads(subprocess.check_output([program, "proofs"])) for _ in range(3)]
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def say(text):
    print(text, flush=True)


if __name__ == "__main__":
    main()

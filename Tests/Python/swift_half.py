"""Runs the Swift half of a peer test.

By the command in GENKAN_SWIFT_TEST; else the tests' own program, as `swift test --skip-build` starts it, without
the seconds in which the package is planned first.
"""

import os
import pathlib
import shlex
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def swift(suite: str, **environment: str) -> None:
    """Runs one suite of the built Swift tests; fails unless every test in it ran and passed."""
    command = shlex.split(os.environ.get("GENKAN_SWIFT_TEST", "")) or [
        str(ROOT / ".build/debug/genkanPackageTests.xctest"), "--testing-library", "swift-testing"
    ]  # fmt: skip
    run = subprocess.run(
        command + ["--filter", suite],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=900,
    )
    output = run.stdout + run.stderr
    assert run.returncode == 0, output[-4000:]
    assert f"Suite {suite} passed" in output and "skipped" not in output, output[-4000:]

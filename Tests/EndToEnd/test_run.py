"""`scripts/run` itself, on the program that is built already: a first start from nothing, then one with the data kept."""

import os
import shutil
import signal
import subprocess
import time

import pytest

import house as houses
from house import House
from test_whole_way import inquiry
from visitor import PATIENCE_SECONDS, Visitor


@pytest.fixture
def tree(tmp_path):
    """A clone as `scripts/run` sees it, with a compiler that finds nothing to do."""
    house = House(tmp_path, [])
    shutil.copytree(houses.ROOT / "scripts", tmp_path / "scripts")
    (tmp_path / "public").symlink_to(houses.ROOT / "public")
    built = tmp_path / ".build" / "debug"
    built.mkdir(parents=True)
    (built / "genkan").symlink_to(houses.BINARY)
    tools = tmp_path / "tools"
    tools.mkdir()
    swift = tools / "swift"
    swift.write_text('#!/bin/sh\necho "$@" >> "$(dirname "$0")/asked"\n')
    swift.chmod(0o755)
    house.extra["PATH"] = f"{tools}:{os.environ['PATH']}"
    yield house
    if house.process is not None and house.process.poll() is None:
        house.kill()


def run(house, *arguments: str) -> None:
    with open(house.directory / "serve.log", "ab") as log:
        house.process = subprocess.Popen(
            [str(house.directory / "scripts" / "run"), *arguments],
            env=house._environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not house.is_ready():
        assert house.process.poll() is None and time.monotonic() < deadline, house.log
        time.sleep(0.05)


def interrupt(house) -> None:
    house.process.send_signal(signal.SIGINT)
    assert house.process.wait(timeout=PATIENCE_SECONDS) == 0, house.log


def test_one_command_leads_to_a_house_and_the_next_one_keeps_it(tree):
    run(
        tree, "--name", "anna",
        "--password-file", str(tree.directory / "anna.password"),
        "--recovery-code-file", str(tree.directory / "recovery.code"),
    )
    assert (tree.directory / "tools" / "asked").read_text() == "build --product genkan\n"
    for path in ("/sample/", "/f/contact", "/desk"):
        assert f"https://localhost:{tree.port}{path}\n" in tree.log
    vera = Visitor(tree)
    assert vera.get("/sample/").status == 200 and vera.get("/f/contact").status == 200
    receipt = vera.post("/f/contact", inquiry("Vera")).receipt
    anna = Visitor(tree).signed_in("anna")
    assert anna.move("contact", receipt, "done").status == 303
    [row] = anna.export("contact")
    assert {receipt, "Vera", "Done"} <= set(row.values())
    authority = tree.authority.read_bytes()
    interrupt(tree)

    run(tree)
    assert tree.authority.read_bytes() == authority
    [kept] = Visitor(tree).signed_in("anna").export("contact")
    assert kept == row
    interrupt(tree)


def test_a_word_it_does_not_know_is_answered_with_its_use(tree):
    ended = subprocess.run(
        [str(tree.directory / "scripts" / "run"), "--port", "1"],
        env=tree._environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS,
    )
    assert ended.returncode == 64 and "--recovery-code-file" in ended.stderr

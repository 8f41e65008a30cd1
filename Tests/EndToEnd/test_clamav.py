"""The real clamd, as Debian has it, with one signature of our own (`GENKAN_LONG`)."""

import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import time

import pytest

from clamd import EICAR
from house import ROOT, House
from sent_files import TYPED, SentFile, content, form, kept, photo, send
from visitor import PATIENCE_SECONDS, Visitor

NAME = "Genkan.Test.EICAR"
pytestmark = pytest.mark.skipif("GENKAN_LONG" not in os.environ, reason="the real clamd takes GENKAN_LONG")


@pytest.fixture(scope="module")
def program() -> str:
    """Installed by the package manager when it is missing."""
    if not shutil.which("clamd"):
        done = subprocess.run([ROOT / "scripts" / "install", "clamav-daemon"], capture_output=True, text=True)
        if done.returncode != 0:
            pytest.skip(f"clamav-daemon cannot be installed here: {done.stderr[-200:]}")
    return shutil.which("clamd") or "/usr/sbin/clamd"


class RealClamd:
    """In the foreground, with a directory of its own."""

    def __init__(self, program: str, directory):
        self.program, self.socket = program, directory / "clamd.socket"
        signatures, self.configuration = directory / "signatures", directory / "clamd.conf"
        signatures.mkdir()
        (signatures / "genkan.hdb").write_text(f"{hashlib.md5(EICAR).hexdigest()}:{len(EICAR)}:{NAME}\n")
        self.configuration.write_text(
            f"LocalSocket {self.socket}\nDatabaseDirectory {signatures}\nTemporaryDirectory {directory}\n"
            "Foreground yes\nMaxThreads 2\nStreamMaxLength 2M\nSelfCheck 0\n"
        )
        self.log = directory / "clamd.log"

    def start(self) -> None:
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.program, "--config-file", str(self.configuration)], stdout=log, stderr=log)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._pongs():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.05)

    def _pongs(self) -> bool:
        with socket.socket(socket.AF_UNIX) as asking:
            try:
                asking.connect(str(self.socket))
                asking.sendall(b"zPING\0")
                return asking.recv(100) == b"PONG\0"
            except OSError:
                return False

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=PATIENCE_SECONDS)


@pytest.fixture(scope="module")
def scene(program, tmp_path_factory):
    directory = tmp_path_factory.mktemp("clamav")
    clamd = RealClamd(program, directory)
    clamd.start()
    (directory / "house").mkdir()
    house = House(directory / "house", [], {"GENKAN_SCANNER_CLAMD_SOCKET": str(clamd.socket)})
    house.write_form("photos", form("Photos"))
    house.set_up()
    house.start()
    yield house, clamd
    house.stop()
    if clamd.process.poll() is None:
        clamd.stop()


def scanned(house, file: SentFile) -> tuple[str | None, str | None, str | None]:
    """What is stored of it: why it is held, the scan and the finding."""
    fields = TYPED | {"message": secrets.token_hex(8)}
    assert send(Visitor(house), "photos", fields, [file]).receipt
    newest = kept(house)[-1]
    return newest.held, newest.scan, newest.finding


def test_it_finds_what_it_knows_and_lets_the_rest_through(scene):
    house, _ = scene
    assert scanned(house, SentFile("photos", "a.txt", EICAR)) == ("infected", "infected", f"{NAME}.UNOFFICIAL")
    for count in (1, 65_536, 65_537, 200_000):
        assert scanned(house, photo("a.txt", "txt", count)) == (None, "clean", None)
    assert scanned(house, photo()) == (None, "clean", None)
    assert scanned(house, SentFile("plan", "a.pdf", content("pdf", 1_900_000))) == (None, "clean", None)


def test_what_is_too_large_for_it_is_held_and_does_not_stop_the_others(scene):
    house, _ = scene
    for _ in range(6):
        large = SentFile("plan", "a.pdf", content("pdf", 4_000_000))
        assert scanned(house, large) == ("unscanned", "unscanned", None)
    assert scanned(house, photo()) == (None, "clean", None)


def test_the_doctor_sees_it_come_and_go(scene):
    house, clamd = scene
    assert f"scanner: clamd answers at {clamd.socket}" in house.run("doctor").stdout
    clamd.stop()
    assert scanned(house, photo()) == ("unscanned", "unscanned", None)
    assert "scanner: clamd does not answer" in house.run("doctor").stdout
    clamd.start()
    assert scanned(house, photo()) == (None, "clean", None)

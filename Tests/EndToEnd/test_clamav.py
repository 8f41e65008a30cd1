"""The real clamd, as Debian has it, with one signature of our own (`GENKAN_LONG`)."""

import contextlib
import hashlib
import io
import os
import secrets
import shutil
import socket
import subprocess
import time
import zipfile

import pytest

from archives import locked, nested, packed
from clamd import EICAR
from house import ROOT, House
from sent_files import TYPED, SentFile, content, form, kept, photo, send
from visitor import PATIENCE_SECONDS, Visitor

NAME = "Genkan.Test.EICAR"
LIMITS = "MaxFiles 20\nMaxRecursion 5\nMaxScanSize 2M\nMaxFileSize 2M\n"
ALERTS = "AlertEncrypted yes\nAlertExceedsMax yes\n"
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

    def __init__(self, program: str, directory, options: str = ""):
        self.program, self.socket = program, directory / "clamd.socket"
        signatures, self.configuration = directory / "signatures", directory / "clamd.conf"
        signatures.mkdir()
        (signatures / "genkan.hdb").write_text(f"{hashlib.md5(EICAR).hexdigest()}:{len(EICAR)}:{NAME}\n")
        self.configuration.write_text(
            f"LocalSocket {self.socket}\nDatabaseDirectory {signatures}\nTemporaryDirectory {directory}\n"
            f"Foreground yes\nMaxThreads 2\nStreamMaxLength 2M\nSelfCheck 0\n{options}"
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


@contextlib.contextmanager
def scanning(program: str, directory, options: str = ""):
    """A house that asks a clamd with these options; and that clamd."""
    clamd = RealClamd(program, directory, options)
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


@pytest.fixture(scope="module")
def scene(program, tmp_path_factory):
    with scanning(program, tmp_path_factory.mktemp("clamav")) as scene:
        yield scene


@pytest.fixture(scope="module")
def strict(program, tmp_path_factory):
    """A house whose clamd says what it cannot look into, as Operations.md advises."""
    with scanning(program, tmp_path_factory.mktemp("strict"), LIMITS + ALERTS) as (house, _):
        yield house


@pytest.fixture(scope="module")
def lenient(program, tmp_path_factory):
    """The same limits, and not a word about them."""
    with scanning(program, tmp_path_factory.mktemp("lenient"), LIMITS) as (house, _):
        yield house


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


MANY = {f"{number}.txt": secrets.token_hex(20).encode() for number in range(30)}
ZEROS = {f"{number}.txt": f"{number}".encode() + bytes(500_000) for number in range(8)}
CLOSED = {
    "with a password": (locked("a.txt", b"secret", b"open sesame"), "Heuristics.Encrypted.Zip"),
    "with a password, and a virus in it": (locked("a.txt", EICAR, b"open sesame"), "Heuristics.Encrypted.Zip"),
    "with one with a password in it": (
        packed({"a.txt": b"hello", "b.zip": locked("a.txt", EICAR, b"open sesame")}), "Heuristics.Encrypted.Zip"),
    "one within the other, too deep": (nested(EICAR, 8), "Heuristics.Limits.Exceeded.MaxRecursion"),
    "too many files": (packed(MANY | {"z.txt": EICAR}), "Heuristics.Limits.Exceeded.MaxFiles"),
    "too much when it is unpacked": (packed(ZEROS | {"z.txt": EICAR}), "Heuristics.Limits.Exceeded.MaxScanSize"),
    "too much in one file": (packed({"a.txt": bytes(100_000_000)}), "Heuristics.Limits.Exceeded.MaxScanSize"),
}  # fmt: skip


@pytest.mark.parametrize("archive, finding", CLOSED.values(), ids=CLOSED)
def test_an_archive_that_it_cannot_look_into_is_held_with_what_it_says(strict, archive, finding):
    assert scanned(strict, SentFile("photos", "a.zip", archive)) == ("infected", "infected", finding)


def test_what_it_can_look_into_is_let_through_or_found(strict):
    for archive in (packed({"a.txt": b"hello"}), nested(b"hello", 4), packed(dict([*MANY.items()][:10]))):
        assert scanned(strict, SentFile("photos", "a.zip", archive)) == (None, "clean", None)
    for archive in (packed({"a.txt": EICAR}), nested(EICAR, 4)):
        assert scanned(strict, SentFile("photos", "a.zip", archive)) == ("infected", "infected", f"{NAME}.UNOFFICIAL")


def test_without_these_options_such_archives_pass_for_clean(lenient):
    """What Operations.md warns of: not the house but clamd must say so."""
    for archive, _ in CLOSED.values():
        assert scanned(lenient, SentFile("photos", "a.zip", archive)) == (None, "clean", None)


def test_an_archive_with_a_password_is_one():
    archive = zipfile.ZipFile(io.BytesIO(locked("a.txt", b"secret", b"open sesame")))
    assert archive.read("a.txt", b"open sesame") == b"secret"
    with pytest.raises((RuntimeError, zipfile.BadZipFile)):  # one in 256 is found out by the checksum alone
        archive.read("a.txt", b"another")

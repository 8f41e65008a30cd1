"""A virus scanner beside the house: only a clear no lets a file through, a find and whatever else happens hold it, and
nothing is lost. A scanner that is down costs the first visitors something and then nobody."""

import contextlib
import html
import re
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from clamd import EICAR, FOUND, Clamd
from house import House
from sent_files import (
    CHUNK, FILLED_UP, MOST_BYTES, TYPED, SentFile, content, form, half_kept, kept, photo, press, send,
)  # fmt: skip
from visitor import Visitor

ENGLISH = {"Accept-Language": "en"}
INFECTED, UNSCANNED = "A file may carry a virus", "A file could not be checked for viruses"
LARGE = SentFile("plan", "a.pdf", content("pdf", 3_000_000))  # more than waits between two processes
FAILURES = 5  # in a row, and it rests
PROMPT_SECONDS = 10  # a bound against waiting for a scanner, not a speed that is tested


class Scene:
    """A house with a scanner, and ben at its desk."""

    def __init__(self, directory):
        self.clamd = Clamd(directory / "clamd.socket")
        self.house = House(directory, [], {"GENKAN_SCANNER_CLAMD_SOCKET": str(self.clamd.path)})
        self.house.write_form("photos", form("Photos"))
        self.house.set_up()
        self.house.start()
        self.house.add_ben()
        self.ben = Visitor(self.house).signed_in("ben")

    def restart(self) -> None:
        """What it knew of the scanner is forgotten."""
        self.house.stop()
        self.ben.close()  # the next request begins anew
        self.house.start()

    def send(self, *files: SentFile, source: str = "127.0.0.1") -> SimpleNamespace:
        """The files as they are kept, how often the scanner was asked, and how long it took."""
        vera, asked, began = Visitor(self.house, source), self.clamd.connections, time.monotonic()
        answer = send(vera, "photos", TYPED | {"message": secrets.token_hex(8)}, list(files))
        vera.close()
        assert answer.receipt, answer.text
        own = kept(self.house)[-len(files) :]
        return SimpleNamespace(
            receipt=answer.receipt, seconds=time.monotonic() - began, sent=files,
            asked=self.clamd.connections - asked, files=own, card=own[0].card,
        )  # fmt: skip

    def page(self, card: str) -> SimpleNamespace:
        """What a card says of its files, and why it is held."""
        text = self.ben.get(card, ENGLISH).text
        files = re.search(r'<dd class="files">(.*?)</dd>', text, re.DOTALL)[1]
        warnings = re.findall(r'<span class="g-problem">([^<]*)</span>', files)
        panel = re.search(r'id="held">.*?</h2>\s*<p>([^<]*)</p>', text, re.DOTALL)
        return SimpleNamespace(
            links=re.findall(r'href="([^"]+/files/[^"]+)"', files), pictures=re.findall(r'<img src="([^"]+)"', files),
            warnings=[html.unescape(warning) for warning in warnings], held=panel and html.unescape(panel[1]),
        )  # fmt: skip

    def is_let_through(self, *files: SentFile) -> SimpleNamespace:
        got = self.send(*files)
        assert [(file.held, file.scan, file.finding) for file in got.files] == [(None, "clean", None)] * len(files)
        assert [self.ben.get(file.path).body for file in got.files] == [file.content for file in files]
        page = self.page(got.card)
        assert page.held is None and page.warnings == [] and set(page.links) == {file.path for file in got.files}
        return got

    def is_held(self, file: SentFile, reason: str = "unscanned", finding: str | None = None) -> SimpleNamespace:
        """Stays in, whatever is asked for, until somebody has let the card out of Held; then it is whole."""
        got = self.send(file)
        (own,) = got.files
        assert (own.held, own.scan, own.finding) == (reason, reason, finding)
        self.stays_in(own)
        page = self.page(own.card)
        assert page.held == (INFECTED if finding else UNSCANNED)
        warnings = [f"The virus scanner found {finding}" if finding else "Could not be checked for viruses"]
        assert page.warnings == warnings and page.links == page.pictures == []
        assert press(self.ben, own.card, "move", status="unhandled").status == 303
        answer = self.ben.get(own.path)
        assert (answer.status, answer.body) == (200, file.content)
        page = self.page(own.card)
        assert page.held is None and page.warnings == warnings and set(page.links) == {own.path}
        return got

    def stays_in(self, own) -> None:
        refused = self.ben.get(own.path)
        assert refused.status == 403 and refused.headers["content-disposition"] is None


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    scene = Scene(tmp_path_factory.mktemp("scanner"))
    yield scene
    half = half_kept(scene.house)
    scene.house.stop()
    scene.clamd.stop()
    assert half == [] and scene.clamd.faults == []


@pytest.fixture
def rested(scene):
    """A scanner that was given up, and comes back: nobody waits until it is believed again."""
    yield scene
    scene.restart()
    scene.is_let_through(photo())


def infected(before: int = 0) -> SentFile:
    return SentFile("photos", "a.txt", b"x" * before + EICAR)


@pytest.mark.parametrize("count", [1, 255, 256, CHUNK - 1, CHUNK, CHUNK + 1, 200_000, FILLED_UP])
def test_the_scanner_sees_what_was_sent_and_nothing_else(scene, count):
    is_small = count <= MOST_BYTES
    file = photo("a.txt", "txt", count) if is_small else SentFile("plan", "a.pdf", content("pdf", count))
    assert scene.is_let_through(file).asked == 1
    assert scene.clamd.scanned[-1] == file.content


@pytest.mark.parametrize("before", [0, CHUNK - 30], ids=["at once", "across two chunks"])
def test_a_find_is_held_and_named(scene, before):
    scene.is_held(infected(before), "infected", FOUND)


@pytest.mark.parametrize("said, finding", [
    ("Win.Test.EICAR_HDB-1", "Win.Test.EICAR_HDB-1"), ("Heuristics.Encrypted.PDF", "Heuristics.Encrypted.PDF"),
    ("<b>&\"x\"</b>", "<b>&\"x\"</b>"), ("two words\x1b[31m\r\n山", "twowords[31m"), ("x" * 3_000, "x" * 100),
    ("", "unnamed"), ("stream: OK", "stream:OK"), ("FOUND", "FOUND"),
])  # fmt: skip
def test_a_finding_is_shown_as_what_it_is(scene, said, finding):
    with scene.clamd.misbehaving(f"stream: {said} FOUND\0".encode()):
        scene.is_held(photo(), "infected", finding)


NO_ANSWER = {
    "nothing": b"", "an empty line": b"\0", "no end": b"stream: OK", "another end": b"stream: OK\n",
    "an end within": b"stream: OK\n\0", "another stream": b"fd[10]: OK\0", "no stream": b"OK\0",
    "lower case": b"stream: ok\0", "more behind it": b"stream: OKAY\0", "blanks": b"stream:  OK\0",
    "found nothing": b"FOUND\0", "an error": b"stream: Can't allocate memory ERROR\0",
    "a timeout": b"COMMAND READ TIMED OUT\0", "bytes": bytes(range(255, -1, -1)),
    "HTTP": b"HTTP/1.1 200 OK\r\n\r\n\0", "too long": b"stream: " + b"x" * 5_000 + b" FOUND\0",
    "OK behind too much": b"x" * 5_000 + b"\0stream: OK\0",
}  # fmt: skip


@pytest.mark.parametrize("answer", NO_ANSWER.values(), ids=NO_ANSWER)
def test_whatever_is_no_answer_holds(scene, answer):
    with scene.clamd.misbehaving(answer):
        scene.is_held(photo())
    scene.is_let_through(photo())


@pytest.mark.parametrize("how", ["hang_up", "late_hang_up", "limit", "early_ok", "endless"])
def test_a_scanner_that_misbehaves_holds_and_is_believed_again(scene, how):
    with scene.clamd.misbehaving(how):
        assert scene.is_held(LARGE).seconds < PROMPT_SECONDS
    assert scene.clamd.poured < 1 << 21, "an answer without end was read on and on"
    scene.is_let_through(photo())


@pytest.mark.parametrize("leaves_socket", [False, True], ids=["without its socket", "and leaves its socket"])
def test_a_scanner_that_is_down_holds_and_is_believed_again(scene, leaves_socket):
    with scene.clamd.stopped(leaves_socket):
        assert scene.is_held(photo()).seconds < PROMPT_SECONDS
    scene.is_let_through(photo())


def test_a_slow_answer_is_waited_for(scene):
    with scene.clamd.misbehaving("drip"):
        scene.is_let_through(photo())


def test_one_file_of_several_holds_the_card_and_the_others_may_be_read(scene):
    files = [photo("1.txt", "txt"), infected(), photo("3.png")]
    got = scene.send(*files)
    assert got.asked == 3
    assert [(file.held, file.scan) for file in got.files] == [
        ("infected", "clean"), ("infected", "infected"), ("infected", "clean"),
    ]  # fmt: skip
    assert [scene.ben.get(file.path).status for file in got.files] == [200, 403, 200]
    page = scene.page(got.card)
    assert page.held == INFECTED and page.warnings == [f"The virus scanner found {FOUND}"]
    assert set(page.links) == {got.files[0].path, got.files[2].path} and page.pictures == []
    # Of what nobody has accepted yet no picture is shown unasked.
    assert press(scene.ben, got.card, "move", status="unhandled").status == 303
    assert scene.page(got.card).pictures == [got.files[2].path]


def test_spam_stays_in(scene):
    (own,) = scene.send(infected()).files
    assert press(scene.ben, own.card, "spam").status == 303
    scene.stays_in(own)
    assert press(scene.ben, own.card, "move", status="done").status == 303
    assert scene.ben.get(own.path).body == EICAR
    assert press(scene.ben, own.card, "spam").status == 303
    scene.stays_in(own)


def test_only_what_is_stored_is_looked_at_and_a_retry_changes_nothing(scene):
    vera, key, file = Visitor(scene.house), secrets.token_hex(16), photo()
    asked = scene.clamd.connections
    assert send(vera, "photos", {"name": "Vera"}, [file]).status == 422
    assert send(vera, "photos", TYPED, [photo("a.exe")]).status == 422
    assert send(vera, "photos", TYPED, []).receipt
    assert scene.clamd.connections == asked
    receipt = send(vera, "photos", TYPED, [file], key).receipt
    (own,) = kept(scene.house)[-1:]
    with scene.clamd.stopped():
        assert send(vera, "photos", TYPED, [file], key).receipt == receipt
    assert kept(scene.house)[-1] == own and (own.scan, own.held) == ("clean", None)
    scene.is_let_through(photo())


def test_a_scanner_that_fails_again_and_again_rests(rested):
    for failures in (FAILURES - 1, FAILURES):
        rested.is_let_through(photo())
        with rested.clamd.misbehaving("hang_up"):
            for _ in range(failures):
                assert rested.send(photo()).asked == 1
    got = rested.is_held(photo())
    assert got.asked == 0 and got.seconds < PROMPT_SECONDS, "it is there again, and rests"


def test_a_file_that_is_too_large_for_the_scanner_is_no_failure_of_it(scene):
    with scene.clamd.misbehaving("limit"):
        for _ in range(FAILURES + 1):
            assert scene.send(LARGE).files[0].scan == "unscanned"
    assert scene.is_let_through(photo()).asked == 1


def test_a_silent_scanner_costs_the_first_visitors_something_and_then_nobody(rested):
    sources = [f"127.0.9.{1 + number}" for number in range(FAILURES)]
    with rested.clamd.misbehaving("silence"):
        with ThreadPoolExecutor(FAILURES) as pool:
            waited = list(pool.map(lambda source: rested.send(photo(), source=source).seconds, sources))
        assert all(10 < seconds < 60 for seconds in waited), waited
        got = rested.is_held(photo())
        assert got.asked == 0 and got.seconds < PROMPT_SECONDS
    held = {(file.held, file.scan) for file in kept(rested.house)[-FAILURES - 1 : -1]}
    assert held == {("unscanned", "unscanned")}


def scanner_lines(house) -> list[str]:
    said = re.findall(r"^\S+ +scanner: .*$", house.run("doctor").stdout, re.MULTILINE)
    return [" ".join(line.split()) for line in said]


def test_the_doctor_knows_whether_somebody_looks_at_files(scene):
    socket = scene.clamd.path
    assert scanner_lines(scene.house) == [f"ok scanner: clamd answers at {socket}"]
    for how in ("hang_up", b"PING\0", b"PONG"):
        with scene.clamd.misbehaving(how):
            (line,) = scanner_lines(scene.house)
            assert line.startswith(f"ILL scanner: clamd does not answer at {socket}"), how
    with scene.clamd.stopped():
        assert scanner_lines(scene.house)[0].startswith("ILL scanner: ")


@contextlib.contextmanager
def without_scanner(house):
    usual, house.extra = house.extra, {}
    try:
        yield
    finally:
        house.extra = usual


def test_the_doctor_names_the_forms_whose_files_nobody_looks_at(scene):
    with without_scanner(scene.house):
        (line,) = scanner_lines(scene.house)
        assert line.startswith("WARN scanner: nobody looks at the files of photos")
        form_file = scene.house.directory / "config" / "forms" / "photos.yaml"
        text = form_file.read_text()
        form_file.unlink()
        assert scanner_lines(scene.house) == [], "no form asks for files"
        form_file.write_text(text)


def test_the_log_says_that_a_file_is_unchecked_and_not_which(scene):
    scene.is_held(SentFile("photos", "秘密の名前.txt", EICAR), "infected", FOUND)
    assert "秘密" not in scene.house.log and "level=error" not in scene.house.log
    assert UNSCANNED.lower().removeprefix("a ") in scene.house.log.lower()

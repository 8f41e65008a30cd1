"""A gigabyte against a limit of ten megabytes, and very many clients that let the house wait: it answers the one early
and is read, closes the others in time, and neither is felt by anybody else."""

import itertools
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from house import House
from ledger import Inquiry, Ledger, form
from sent_files import SentFile, content
from slow_senders import KINDS, PIECE, PROTOCOLS, TICK_SECONDS, Paths, SlowSenders
from uploads import Upload, Upload2
from visitor import PATIENCE_SECONDS, Answer, Visitor
from watched import Watched

MEBIBYTE = 1 << 20
UPLOAD = 1 << 30
BODY_LIMIT = 10 * MEBIBYTE
# Of the form below: two texts, each character as four percent-encoded bytes, and 16 KiB (`Form.maximumTextBytes`).
FORM_LIMIT = (200 + 50_000) * 12 + 16_384
FILE_LIMIT = 4 * MEBIBYTE
DRAINED = MEBIBYTE
# Nothing of it is in the buffers of the system, for what stays there is not counted as read. It is what TLS, chunks and
# heads add to eleven megabytes (25 KiB), and what has been read, but not by the form, when a limit is met: queues of
# ten and of four pieces of a TLS record each (224 KiB), and what reads of 64 KiB put beyond them.
SLACK = 512 * 1024
MOST_GROWTH_BY_UPLOADS = 20 * MEBIBYTE  # by all of them at once, besides what waits of files, sealed

TEXT = b"name=Vera&message=", {"Content-Type": "application/x-www-form-urlencoded"}
FILE = (
    b'--end\r\nContent-Disposition: form-data; name="name"\r\n\r\nVera\r\n--end\r\n'
    b'Content-Disposition: form-data; name="plan"; filename="plan.pdf"\r\n'
    b"Content-Type: application/pdf\r\n\r\n%PDF-1.7",
    {"Content-Type": "multipart/form-data; boundary=end"},
)


@dataclass
class Case:
    """An upload, and how much of it may be read at all."""

    name: str
    kind: type[Upload]
    body: tuple[bytes, dict[str, str]]
    limit: int
    has_length: bool = True
    reads_late: bool = False
    status: int = 413
    form: str = "text"


CASES = [
    # Refused by the head alone.
    Case("HTTP/1.1, with its length", Upload, FILE, 0),
    Case("HTTP/1.1, with its length, read late", Upload, FILE, 0, reads_late=True),
    Case("HTTP/2, with its length", Upload2, FILE, 0),
    # Refused at the limit of the form.
    Case("HTTP/1.1, in chunks", Upload, TEXT, FORM_LIMIT, has_length=False),
    Case("HTTP/1.1, in chunks, read late", Upload, TEXT, FORM_LIMIT, has_length=False, reads_late=True),
    Case("HTTP/2, without a length", Upload2, TEXT, FORM_LIMIT, has_length=False),
    # A file that nobody asked for, or that is too large, is read and dropped for the text that may stand behind it: up
    # to the limit of the house. That nobody asked for it is told rather than that it is too large.
    Case("HTTP/1.1, a file in chunks", Upload, FILE, BODY_LIMIT, has_length=False, status=422),
    Case("HTTP/2, a file without a length", Upload2, FILE, BODY_LIMIT, has_length=False, status=422),
    # Asked for, and sealed until it was too large; then dropped.
    Case("HTTP/1.1, a file that is asked for", Upload, FILE, BODY_LIMIT, has_length=False, form="file"),
    Case("HTTP/2, a file that is asked for", Upload2, FILE, BODY_LIMIT, has_length=False, form="file"),
    Case("HTTP/1.1, a file that is asked for, read late", Upload, FILE, BODY_LIMIT, has_length=False, reads_late=True,
         form="file"),
]


SENDERS, MANY_SENDERS = 250, 1_000
# Of a slow file: within the first chunk that is sealed, and beyond it.
PIECES, MANY_PIECES = 1, 4
EARNS_A_SECOND = 2048  # of a body's first megabyte, besides its deadline (`Deadlines.bodyBytesPerSecond`)
STALLED_SECONDS = 45  # the longest that a body stands still for what it has earned (`Deadlines.stalledBody`)
PLAN = 200_000
WARMING = 20  # files of a mebibyte: then whatever is opened once is open, and the database's 16 MiB of pages are full
# The page that is not read (128 KiB), encrypted, or what there is of a file, and what TLS and HTTP/2 hold of a
# connection.
MOST_GROWTH_BY_ONE = 256 * 1024
# Besides its deadline: two seconds for the end of TLS that the other end does not answer, a second until it is seen,
# and what a slow machine needs.
GRACE_SECONDS = 10
PROMPT_SECONDS = 5  # a bound against waiting for who is slow, not a speed that is tested

# 200 options of 200 characters: 128 KiB of a page.
LARGE_FIELD = "  - {name: choice, kind: choice, label: {ja: 選択, en: Choice}, options: [%s]}\n" % ", ".join(
    f"{{id: o{number}, label: {{ja: {'あ' * 200}, en: o}}}}" for number in range(200)
)
FILE_FIELD = f"  - {{name: plan, kind: file, label: {{ja: 図面, en: Plan}}, max_file_bytes: {FILE_LIMIT}}}\n"


@pytest.fixture(scope="module")
def house(tmp_path_factory, long):
    """With short deadlines, and a form whose page is as large as pages get."""
    # A thousand clients, and the house's ends of them.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 8192), most))
    house = House(tmp_path_factory.mktemp("house"), [], {
        "GENKAN_LIMITS_BODY_BYTES": str(BODY_LIMIT),
        **{f"GENKAN_DEADLINES_{name.upper()}_SECONDS": str(seconds) for name, seconds in deadlines(long).items()},
    })  # fmt: skip
    house.write_form("text", form("Text").replace("long-text,", "long-text, max_length: 50000,"))
    house.write_form("large", form("Large") + LARGE_FIELD)
    house.write_form("file", form("File").replace("long-text,", "long-text, max_length: 1000,") + FILE_FIELD)
    house.set_up()
    house.start()
    yield house
    if house.process is not None and house.process.poll() is None:
        house.kill()


def deadlines(long: bool) -> dict[str, int]:
    """Long enough for all to be there at once."""
    return dict.fromkeys(["head", "body", "idle", "stalled_write"], 30 if long else 8)


@dataclass
class Uploaded:
    """What came of a case."""

    case: Case
    upload: Upload
    answer: Answer | Exception
    began_at: float
    ended_at: float

    @property
    def told(self) -> str:
        upload, seconds = self.upload, self.ended_at - self.began_at
        status = getattr(self.answer, "status", repr(self.answer))
        later = "" if self.case.reads_late else f", {upload.read_later:,} of them after the answer"
        return f"  {self.case.name}: {status}; {upload.sent:,} bytes sent, {upload.read:,} read{later}; {seconds:.1f} s"


def upload(house, case: Case, source: str) -> Uploaded:
    beginning, headers = case.body
    if case.has_length:
        headers = {**headers, "Content-Length": str(UPLOAD)}
    began_at = time.monotonic()
    one = case.kind(house, f"/f/{case.form}", UPLOAD, beginning, headers, source, case.reads_late)
    try:
        answer = one.run()
    except Exception as error:  # an answer that is cut is told by the test of this case
        answer = error
    return Uploaded(case, one, answer, began_at, time.monotonic())


@pytest.fixture(scope="module")
def uploads(house):
    """What came of each case, all at once and each from an address of its own; and how far the memory rose."""
    watched = Watched(house.process.pid)
    before = watched.resident
    watched.forget_peak()
    with ThreadPoolExecutor(len(CASES)) as pool:
        running = [pool.submit(upload, house, case, f"127.0.4.{1 + number}") for number, case in enumerate(CASES)]
    return {one.result().case.name: one.result() for one in running}, watched.peak - before


@pytest.mark.parametrize("name", [case.name for case in CASES])
def test_a_gigabyte_is_refused_early_and_the_refusal_is_read(uploads, name):
    done = uploads[0][name]
    assert isinstance(done.answer, Answer), done.told
    assert done.answer.status == done.case.status, done.told
    assert len(done.answer.body) == int(done.answer.headers["content-length"]) > 0
    assert 0 < done.upload.read <= done.case.limit + DRAINED + SLACK, done.told
    assert done.upload.read_later <= DRAINED + SLACK, done.told


def test_memory_stays_flat_while_gigabytes_are_refused(uploads, capsys):
    done, growth = uploads
    with capsys.disabled():
        print("", *(one.told for one in done.values()), sep="\n")
        print(f"  {len(done)} at once: {growth / MEBIBYTE:.1f} MiB more memory", end="")
    assert growth <= MOST_GROWTH_BY_UPLOADS + FILE_LIMIT * sum(case.form == "file" for case in CASES)


def test_who_goes_on_after_the_stream_was_reset_is_not_listened_to(house):
    """As little as over HTTP/1.1: such a client is no browser."""
    beginning, headers = TEXT
    rude = Upload2(house, "/f/text", UPLOAD, beginning, headers, "127.0.5.1")
    assert rude.run(closes=False).status == 413
    before = rude.read
    rude.go_on(4 * DRAINED, seconds=10)
    rude.wire.close()
    assert rude.read - before <= DRAINED + SLACK, f"{rude.read - before:,} bytes were read after the reset"


def test_a_thousand_slow_clients_are_closed_in_time_and_nobody_feels_them(house, long, capsys):
    count, pieces = (MANY_SENDERS, MANY_PIECES) if long else (SENDERS, PIECES)
    watched, ledger, waited = Watched(house.process.pid), Ledger(house), Waited()
    for _ in range(WARMING):
        waited.for_one_of_each(house, ledger, MEBIBYTE)
    before, descriptors = watched.resident, watched.descriptors
    watched.forget_peak()
    with SlowSenders(house, count, Paths("/f/text", "/f/file", "/f/large"), pieces) as slow:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while slow.left:
            waited.for_one_of_each(house, ledger)
            assert time.monotonic() < deadline, f"{len(slow.left)} of {count} are still there"
            time.sleep(0.2)
    growth = watched.peak - before
    with capsys.disabled():
        print(f"\n  {slow.most_at_once} slow clients at once, {growth / MEBIBYTE:.1f} MiB more memory; {waited.told}")
    assert slow.most_at_once > count * 3 // 4
    assert max(waited.text + waited.file) <= PROMPT_SECONDS
    assert growth <= count * MOST_GROWTH_BY_ONE
    with capsys.disabled():
        print(" ", ", ".join(check_stays(slow, deadlines(long))), end="")
    assert ledger.check() == len(waited.text + waited.file)
    wait_for(lambda: watched.descriptors <= descriptors)
    house.stop()


@dataclass
class Waited:
    """Proper visitors without and with a file, from the handshake to the receipt: how long each took."""

    text: list[float] = field(default_factory=list)
    file: list[float] = field(default_factory=list)

    def for_one_of_each(self, house, ledger: Ledger, count: int = PLAN) -> None:
        self.text.append(submit(house, ledger, Inquiry("text")))
        plan = SentFile("plan", "plan.pdf", content("pdf", count))
        self.file.append(submit(house, ledger, Inquiry("file", files=[plan])))

    @property
    def told(self) -> str:
        kinds = {"without a file": self.text, "with one": self.file}
        return "; ".join(f"{len(times)} receipts {kind} within {max(times):.2f} s" for kind, times in kinds.items())


def submit(house, ledger: Ledger, inquiry: Inquiry) -> float:
    began = time.monotonic()
    visitor = Visitor(house, source="127.0.0.2")
    assert ledger.send(visitor, inquiry).receipt
    visitor.close()
    return time.monotonic() - began


def check_stays(slow: SlowSenders, seconds: dict[str, int]) -> Iterator[str]:
    """Each kind was ended when its time was over, and a body not before; tells how long they stayed."""
    own = {"head": "head", "body": "body", "file": "body", "answer": "stalled_write"}
    earned = {"file": slow.pieces * PIECE / EARNS_A_SECOND}
    for kind, protocol in itertools.product(KINDS, PROTOCOLS):
        stays, least = slow.stays(kind, protocol), seconds[own[kind]]
        # A late body and an answer that is not read end their stream; an idle connection of HTTP/2 stays as long again.
        most = least + earned.get(kind, 0) + (seconds["idle"] if protocol == "h2" and kind != "head" else 0)
        assert max(stays) <= most + GRACE_SECONDS, f"{kind} over {protocol}: {max(stays):.1f} s"
        least = min(least + earned.get(kind, 0), max(least, STALLED_SECONDS)) - TICK_SECONDS
        assert own[kind] != "body" or min(stays) >= least, f"{kind} over {protocol}: {min(stays):.1f} s"
        yield f"{kind} {protocol} {min(stays):.0f} to {max(stays):.0f} s"


def wait_for(is_so) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)

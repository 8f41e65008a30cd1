"""Impatient visitors and a provider that fails at random: one receipt for each of them, and one submission for each
receipt, with what that visitor wrote and the photograph that some of them had."""

import contextlib
import json
import re
import resource
import sqlite3
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random

import pytest

from captcha_servers import Turnstile
from formats import padme
from house import House
from impatient import Impatient
from ledger import Inquiry, Ledger, form
from mail_servers import Authority
from sent_files import CHUNK, rows
from visitor import Visitor
from workless import Workless

SEED = 20_261_130
AT_ONCE = 8
CROWD_SECONDS = 900  # a bound against hanging
PROVIDER_FAILS = 0.2  # of the questions
REFUSED_WHILE_FULL = 5  # each waits then, so less than at once
HAVE_A_PHOTOGRAPH = 0.2  # of the visitors
PHOTOGRAPH_FIELD = "  - {name: photo, kind: file, label: {ja: 写真, en: Photo}, accept: [jpeg], max_file_bytes: 300000}\n"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
# How it fails, the more often the more often it stands here. Silence takes a visitor five seconds.
MOODS = ["status_500", "status_500", "status_500", "hang_up", "hang_up", "cut_short", "cut_short", "silence"]


class Moody(Turnstile):
    """Fails at random, and keeps what it said: of each token, by the key of each question, the last word."""

    def __init__(self, certificate, chance: Random):
        self.chance = chance
        self.said: dict[str, dict[str, str]] = defaultdict(dict)
        super().__init__(certificate)

    def reply(self, asked):
        _, status, value = super().reply(asked)
        with self._lock:
            mood = self.chance.choice(MOODS) if self.chance.random() < PROVIDER_FAILS else "say"
            fields = asked.fields
            answered = mood if mood != "say" else "yes" if value["success"] else "no"
            self.said[fields["response"]][fields["idempotency_key"]] = answered
        return mood, status, value

    def words(self, visitor: Impatient) -> Counter[str]:
        """What all questions about the tokens of a visitor came to."""
        return Counter(word for token in visitor.tokens for word in self.said[token].values())


@dataclass(frozen=True)
class Photograph:
    """A file that begins as a photograph does, and is made when somebody asks for it: all of them would be much."""

    name: str
    seed: int
    count: int
    field: str = "photo"

    @property
    def content(self) -> bytes:
        return JPEG + Random(self.seed).randbytes(self.count - len(JPEG))


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    authority = Authority(tmp_path_factory.mktemp("issuers") / "issuers.pem")
    provider = Moody(authority.certificate("localhost"), Random(SEED))
    provider.issuers = authority.directory / "issuers.pem"
    yield provider
    provider.stop()


@pytest.fixture(scope="module")
def house(tmp_path_factory, provider):
    directory = tmp_path_factory.mktemp("house")
    secret = directory / "turnstile.secret"
    secret.touch(mode=0o600)
    secret.write_text(provider.secret + "\n")
    house = House(directory, [], {
        "GENKAN_CAPTCHA_CERTIFICATE_AUTHORITY": str(provider.issuers),
        "GENKAN_CAPTCHA_TURNSTILE_SITE_KEY": provider.site_key,
        "GENKAN_CAPTCHA_TURNSTILE_SECRET_FILE": str(secret),
        "GENKAN_CAPTCHA_TURNSTILE_VERIFY_URL": provider.address,
        # Each visitor has an address; one whose provider fails again and again is unproven as often.
        "GENKAN_LIMITS_UNPROVEN_AT_ONCE": "100",
    })  # fmt: skip
    for name in ("altcha", "turnstile"):
        text = form(name.capitalize()).replace("captcha: none", f"captcha: {name}")
        house.write_form(name, text + PHOTOGRAPH_FIELD)
    house.set_up()
    house.start()
    provider.action = json.loads(Visitor(house).get("/f/turnstile/challenge").body)["action"]
    yield house
    if house.process is not None and house.process.poll() is None:
        house.kill()


class Crowd:
    """So many visitors, half of them at each form."""

    def __init__(self, house, provider, count: int):
        self.house, self.provider = house, provider
        self.workless = Workless(house, "altcha")
        self.room = threading.Event()
        self.room.set()
        self.wrong: list[Exception] = []  # what kept somebody from a receipt
        self.lent: Counter[int] = Counter()  # the statuses of whoever used a token again
        self.visitors = [self._visitor(number) for number in range(count)]

    def _visitor(self, number: int) -> Impatient:
        chance = Random(SEED * 100_000 + number)
        name = ("altcha", "turnstile")[number % 2]
        lengths = chance.choice([10, 10, 200, 1_000])
        message = f"ご質問 {number}\n" + "".join(chance.choices("あいうえお abc\"<&%+=", k=lengths)) + f"。{number}"
        inquiry = Inquiry(name, name=f"山田 {number}", message=message)
        if chance.random() < HAVE_A_PHOTOGRAPH:
            inquiry.files.append(Photograph(f"{number}.jpg", chance.getrandbits(64), chance.randint(100_000, 300_000)))
        captcha = ("altcha", self.workless.proof) if name == "altcha" else (self.provider.field, self.provider.mint)
        return Impatient(self.house, inquiry, number, chance, *captcha, self.room)

    def of(self, name: str) -> list[Impatient]:
        return [visitor for visitor in self.visitors if visitor.inquiry.form == name]

    @property
    def photographers(self) -> list[Impatient]:
        return [visitor for visitor in self.visitors if visitor.inquiry.files]

    def go(self) -> None:
        """All of them, some at a time; in the middle the disk is full for a while."""
        began = time.monotonic()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            tries = [pool.submit(self._go, visitor) for visitor in self.visitors]
            self._wait(lambda: tries[len(tries) // 3].done())
            with self._full_disk():
                self._wait(lambda: self.statuses[503] >= REFUSED_WHILE_FULL or all(one.done() for one in tries))
            for one in tries:
                one.result()
        self.seconds = time.monotonic() - began

    def _go(self, visitor: Impatient) -> None:
        try:
            visitor.go()
        except Exception as wrong:
            self.wrong.append(wrong)
            return
        if visitor.inquiry.form == "altcha" and visitor.chance.random() < 0.1:
            self.lent[visitor.lends_its_token().status] += 1

    @contextlib.contextmanager
    def _full_disk(self):
        """No file of the house may grow; whoever is refused comes again when they may."""
        pid = self.house.process.pid
        before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        self.room.clear()
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, before[1]))
        try:
            yield
        finally:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
            self.room.set()

    def _wait(self, is_so) -> None:
        deadline = time.monotonic() + CROWD_SECONDS
        while not is_so():
            assert time.monotonic() < deadline
            time.sleep(0.01)

    @property
    def statuses(self) -> Counter[int]:
        return sum((Counter(visitor.statuses) for visitor in self.visitors), Counter())



def deeds(visitors: list[Impatient]) -> Counter[str]:
    return sum((visitor.deeds for visitor in visitors), Counter())


def held(house) -> list[str | None]:
    """Why each submission that is stored is held."""
    with contextlib.closing(sqlite3.connect(f"file:{house.data}/genkan.sqlite?mode=ro", uri=True)) as shell:
        return [reason for (reason,) in shell.execute("SELECT held FROM submissions")]


def troubles(house) -> Counter[str]:
    """What the log says of why a provider could not say, by the reason."""
    lines = [line for line in house.log.splitlines() if "provider could not say" in line]
    return Counter(re.search(r"\breason=(\S+)", line)[1] for line in lines)


@pytest.fixture(scope="module")
def crowd(house, provider, long):
    """All have been there."""
    print(f"seed {SEED}")
    crowd = Crowd(house, provider, 10_000 if long else 500)
    crowd.go()
    return crowd


def test_every_visitor_has_one_receipt_and_every_receipt_one_submission(house, crowd, capsys):
    count = len(crowd.visitors)
    assert [repr(wrong)[:500] for wrong in crowd.wrong] == []
    assert all(len(visitor.receipts) == 1 for visitor in crowd.visitors)
    assert len({receipt for visitor in crowd.visitors for receipt in visitor.receipts}) == count
    assert len(held(house)) == count
    ledger = Ledger(house)
    for visitor in crowd.visitors:
        (visitor.inquiry.receipt,) = visitor.receipts
        ledger.inquiries.append(visitor.inquiry)
    assert ledger.check() == count
    with capsys.disabled():
        print(f"\n  {count} visitors in {crowd.seconds:.0f} s: {dict(deeds(crowd.visitors))};", end="")
        print(f" answers {dict(crowd.statuses)}; held {dict(Counter(held(house)))};", end="")
        print(f" the provider failed {dict(troubles(house))}")


def test_the_photographs_of_those_who_broke_off_and_came_again_are_stored_once(house, crowd, capsys):
    """Whether they are the right ones, byte for byte, is in the ledger's check above."""
    count, did = len(crowd.photographers), deeds(crowd.photographers)
    assert rows(house)["files"] == count >= len(crowd.visitors) * HAVE_A_PHOTOGRAPH / 2
    # Each chunk is a row, and a file that came twice would have twice as many.
    assert rows(house)["file_chunks"] == sum(
        -(-padme(file.count) // CHUNK) for visitor in crowd.photographers for file in visitor.inquiry.files
    )
    assert min(did[deed] for deed in ("twice", "half", "unread", "left")) > 0
    with capsys.disabled():
        print(f"\n  {count} photographs: {dict(did)}", end="")


def test_a_token_was_good_for_one_submission(crowd):
    assert not any(visitor.statuses[422] for visitor in crowd.of("altcha"))
    assert crowd.lent.keys() == {422}, crowd.lent


def test_nobody_was_kept_waiting_but_while_the_disk_was_full(crowd):
    assert crowd.statuses.keys() <= {201, 303, 422, 503}
    assert crowd.statuses[503] >= REFUSED_WHILE_FULL


def test_the_house_never_answered_500(house, crowd):
    """Nor does it say so of a visitor who is gone: whoever watches the log would look for a fault."""
    lines = [line for line in house.log.splitlines() if "route=/f/" in line]
    assert [line for line in lines if re.search(r"level=(error|critical)|status=500", line)] == []


def test_what_the_provider_could_not_verify_is_held_and_nothing_else(house, provider, crowd):
    """Not held is who had a yes; held is whose provider failed, at whichever of the tries came first."""
    assert set(held(house)) == {None, "unverified"}
    anna = Visitor(house).signed_in("anna")
    waits = {row["Receipt"] for name in ("altcha", "turnstile") for row in anna.export(name) if row["Status"] == "Held"}
    anna.close()
    assert len(waits) == held(house).count("unverified")
    assert not any(visitor.receipts & waits for visitor in crowd.of("altcha"))
    unexplained = 0
    for visitor in crowd.of("turnstile"):
        if not visitor.receipts:
            continue
        words = provider.words(visitor)
        failures = words.total() - words["yes"] - words["no"]
        assert failures or not visitor.statuses[422], f"a good token was refused: {visitor.inquiry}"
        if visitor.receipts & waits:
            unexplained += not failures
        else:
            assert words["yes"], f"not held, and nobody said yes: {visitor.inquiry}"
    # Whoever came while the provider rested was not asked about; and on a slow machine it may have said yes too late.
    told = troubles(house)
    late = told["time"] - sum(list(said.values()).count("silence") for said in provider.said.values())
    excused = told["resting"] + told["crowded"] + max(0, late)
    assert unexplained <= excused, f"{unexplained} held without a reason: {told}"

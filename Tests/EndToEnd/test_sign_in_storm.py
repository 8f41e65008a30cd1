"""Two hundred strangers at the sign-in at once, before the real program: what they are told, what the house pays
for it, and that whoever belongs to it comes in."""

import concurrent.futures
import os
import pathlib
import threading
import time
from collections import Counter
from dataclasses import dataclass

from altcha import solved
from visitor import PATIENCE_SECONDS, Answer, Visitor

STRANGERS, FROM_ONE_ADDRESS = 200, 20
PROVEN = 12  # of those from one address have done the work that is asked for in a crowd: more than it may try
CROWDED_ADDRESS = "127.0.0.77"
TRIES_AT_ONCE, TRIES_PER_MINUTE = 10, 6  # of one address
PLACES = 32 + 1  # those who wait in the strangers' line, and the one whose password is tried
# One password is tried at a time: 128 MiB for scrypt, and 32 MiB for two hundred requests. Two would be 256.
MOST_GROWTH = 160 << 20
# A quiet machine has answered everybody by then. On a busy one, passwords give way to all else; who is still in
# line after that is counted and sent away.
STORM_SECONDS = 15


def test_in_a_storm_strangers_wait_owners_come_in_and_memory_holds_one_password(house):
    house.start()
    with concurrent.futures.ThreadPoolExecutor(1) as aside:
        work = aside.submit(proofs, house)
        house.add_ben()
        owners = {name: Visitor(house).signed_in(name) for name in ("anna", "ben")}
    with Storm(house, work.result()) as storm:
        with Memory(house.process.pid) as memory:
            storm.begin()
            vera = storm.meanwhile(looks_in, house, 20)
            storm.wait_for_an_answer()
            for name, owner in owners.items():
                comes_back(house, name, owner.cookies["__Host-genkan-device"], storm)
            assert vera.result() == [200] * 20
            assert storm.unanswered, "the entrance answered only when it was over"
            storm.wait()
    print(f"{storm.told()}; {memory.told()}")
    for stranger in storm.answered:
        stranger.was_answered_well()
    storm.kept_to_its_places()
    assert memory.growth <= MOST_GROWTH, memory.told()
    if not storm.in_line:
        house.stop()


def proofs(house) -> list[str]:
    stranger = Visitor(house)
    return [solved(stranger.get("/desk/sign-in/challenge").body) for _ in range(PROVEN)]


def looks_in(house, times: int) -> list[int]:
    vera = Visitor(house)
    return [vera.get("/f/contact").status for _ in range(times)]


def comes_back(house, name: str, device: str, storm: "Storm") -> None:
    """From one of the storm's own addresses, by a browser that is known, and before strangers who came earlier."""
    owner = Visitor(house, CROWDED_ADDRESS)
    owner.cookies["__Host-genkan-device"] = device
    first = owner.post("/desk/sign-in", {"name": name, "password": house.passwords[name]})
    assert first.status == 303 and first.headers["location"] == "/desk/sign-in/code", first.text
    assert storm.unanswered, f"{name} waited behind all who came earlier"
    second = owner.post("/desk/sign-in/code", {"code": house.authenticators.code(name)})
    assert second.status == 303 and "__Host-genkan" in owner.cookies, second.text
    owner.close()


@dataclass
class Stranger:
    source: str
    name: str
    password: str
    proof: str = ""
    answer: Answer | None = None
    answered_at: float = 0

    def was_answered_well(self) -> None:
        """Sent on to the second page, whoever it was, or told to wait; a broken connection is neither."""
        status, headers = self.answer.status, self.answer.headers
        assert status in (303, 429), f"{self.name} was answered {status}: {self.answer.text}"
        if status == 303:
            # A wrong password, an unknown name, or the right password of an unknown browser.
            assert headers["location"] == "/desk/sign-in/code"
        else:
            assert 1 <= int(headers["retry-after"]) <= 60
            assert f'value="{self.name}"' in self.answer.text and self.password not in self.answer.text


    @property
    def fields(self) -> dict[str, str]:
        return {"name": self.name, "password": self.password, "altcha": self.proof}


class Storm:
    """A context: connections that are open, on which all send at once when it begins. Nobody waits beyond its end."""

    def __init__(self, house, proofs: list[str]):
        self.house, self.proofs = house, proofs
        self.strangers = [self._stranger(number) for number in range(STRANGERS)]
        self.pool = concurrent.futures.ThreadPoolExecutor(STRANGERS + 1)
        # Passed twice: when all connections are open, and when all may send.
        self.gate = threading.Barrier(STRANGERS + 1, timeout=PATIENCE_SECONDS)

    def _stranger(self, number: int) -> Stranger:
        """Twenty come from one address, the others in threes and fours; each kind of try from everywhere."""
        tries = [
            ("anna", "not the password of anna"), ("anna", self.house.passwords["anna"]),
            ("ben", "not the password of ben"), (f"nobody {number}", "not the password of anybody"),
        ]  # fmt: skip
        if number < len(self.proofs):
            return Stranger(CROWDED_ADDRESS, *tries[-1], self.proofs[number])
        source = CROWDED_ADDRESS if number < FROM_ONE_ADDRESS else f"127.0.1.{1 + number % 59}"
        return Stranger(source, *tries[number % len(tries)])

    def __enter__(self) -> "Storm":
        self.tries = [self.pool.submit(self._try, stranger) for stranger in self.strangers]
        self.gate.wait()
        return self

    def _try(self, stranger: Stranger) -> None:
        visitor = Visitor(self.house, stranger.source)
        try:
            visitor.connect()
            self.gate.wait()
        except Exception:
            self.gate.abort()
            raise
        self.gate.wait()
        stranger.answer = visitor.post("/desk/sign-in", stranger.fields)
        stranger.answered_at = time.monotonic()
        visitor.close()

    def begin(self) -> None:
        self.gate.wait()
        self.began_at = time.monotonic()

    def meanwhile(self, action, *arguments) -> concurrent.futures.Future:
        return self.pool.submit(action, *arguments)

    def wait_for_an_answer(self) -> None:
        concurrent.futures.wait(self.tries, PATIENCE_SECONDS, concurrent.futures.FIRST_COMPLETED)

    def wait(self) -> None:
        """Until all are answered, or the time is over; raises what went wrong with a connection."""
        left = self.began_at + STORM_SECONDS - time.monotonic()
        done, _ = concurrent.futures.wait(self.tries, max(1, left))
        for one in done:
            one.result()
        both = list(zip(self.strangers, self.tries, strict=True))
        self.answered = [stranger for stranger, one in both if one in done]
        self.in_line = [stranger for stranger, one in both if one not in done]
        self.minutes = (time.monotonic() - self.began_at) / 60

    @property
    def unanswered(self) -> int:
        return sum(not one.done() for one in self.tries)

    def __exit__(self, *_) -> None:
        self.gate.abort()
        if self.unanswered:
            self.house.kill()
        self.pool.shutdown()

    def _those(self, status: int) -> list[Stranger]:
        return [stranger for stranger in self.answered if stranger.answer.status == status]

    def kept_to_its_places(self) -> None:
        """By time: whoever is refused finds no place (or a crowd), so while others are still refused, one more can
        be tried for each password that is answered; after that, one for the place that became free just then."""
        passed, refused = self._those(303), max(stranger.answered_at for stranger in self._those(429))
        moved = sum(stranger.answered_at <= refused for stranger in passed)
        assert passed and len(self.in_line) <= PLACES, self.told()
        assert len(passed) + len(self.in_line) <= PLACES + moved + 1, self.told()
        tried = [stranger for stranger in passed + self.in_line if stranger.source == CROWDED_ADDRESS]
        assert len(tried) <= TRIES_AT_ONCE + TRIES_PER_MINUTE * self.minutes, self.told()

    def _last(self, strangers: list[Stranger]) -> float:
        """In how many seconds they were answered."""
        return max(stranger.answered_at for stranger in strangers) - self.began_at

    def told(self) -> str:
        waits = Counter(stranger.answer.headers["retry-after"] for stranger in self._those(429))
        statuses = Counter(stranger.answer.status for stranger in self.answered)
        answers = [
            f"{count} were answered {status} within {self._last(self._those(status)):.1f} s"
            for status, count in statuses.items()
        ]
        return f"{', '.join(answers)}, {len(self.in_line)} are in line; told to wait {dict(waits)}"


class Memory:
    """How far the resident memory of a process rises while the context lasts."""

    def __init__(self, process: int):
        self.statm, self.page = pathlib.Path(f"/proc/{process}/statm"), os.sysconf("SC_PAGESIZE")
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._sample)

    def _now(self) -> int:
        return int(self.statm.read_text().split()[1]) * self.page

    def _sample(self) -> None:
        while not self.ended.wait(0.005):
            self.highest = max(self.highest, self._now())

    def __enter__(self) -> "Memory":
        self.before = self.highest = self._now()
        self.thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.ended.set()
        self.thread.join()

    @property
    def growth(self) -> int:
        return self.highest - self.before

    def told(self) -> str:
        return f"{self.growth / (1 << 20):.1f} MiB above {self.before / (1 << 20):.1f} MiB"

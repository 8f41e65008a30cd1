"""What the entrance notices of a storm at the sign-in: 200 strangers at once, each with a proof of work."""

import asyncio
import concurrent.futures
import statistics
import subprocess
import time

import entrance
import submissions
from clients import BenchError, Clients
from served import Peak

STRANGERS = 200
LEAD_SECONDS = 0.25  # by which the load begins earlier, so that the burst falls into it
LEAST_DERIVED = 4
# One password is tried at a time, which takes 128 MiB; the test of the real program has the same bound.
MOST_GROWTH_MB = 160 * (1 << 20) / 1e6


def measure(served, say):
    entrance.warm_up(served, say)
    turns = [_turn(served, say, number) for number in range(1, entrance.ROUNDS + 1)]
    derived, growth = sum(turn["derived"] for turn in turns), max(turn["growth"] for turn in turns)
    if derived < LEAST_DERIVED or not all(turn["derived"] for turn in turns):
        counts = ", ".join(str(turn["derived"]) for turn in turns)
        raise SystemExit(f"only {counts} passwords were tried: that was no storm; nothing was measured")
    if growth > MOST_GROWTH_MB:
        raise SystemExit(f"memory grew by {growth:.1f} MB in the storm; at most {MOST_GROWTH_MB:.1f} are promised")
    mean = lambda name: statistics.mean(turn[name] for turn in turns)
    return {
        "sign_in_quiet_entrance_p99_ms": mean("quiet"),
        "sign_in_storm_entrance_p99_ms": mean("stormy"),
        "sign_in_storm_rss_growth_mb": growth,
        "sign_in_storm_derived_per_second": derived / sum(turn["seconds"] for turn in turns),
    }


def _turn(served, say, number):
    """One quiet and one stormy measurement. All that is sent is made before: the tries last, because their proofs
    are good for five minutes, of which this takes less than one."""
    quiet, stormy = entrance.bodies(served), entrance.bodies(served)
    tries = _tries(served)
    submissions._settle(served)
    say(f"round {number}: the entrance, quiet …")
    turn = {"quiet": entrance.load(served, quiet)["p99_ms"]}
    submissions._settle(served)
    say(f"round {number}: the entrance while {STRANGERS} try to sign in …")
    with Storm(served, tries) as storm:
        with Peak(served) as peak, concurrent.futures.ThreadPoolExecutor(1) as pool:
            load = pool.submit(entrance.load, served, stormy)
            time.sleep(LEAD_SECONDS)
            begun = time.monotonic()
            storm.begin()
            turn["stormy"] = load.result()["p99_ms"]
            turn |= {"derived": storm.derived, "seconds": time.monotonic() - begun}
        say(f"{turn['derived']} passwords were tried, {storm.refused} times somebody was told to wait")
    return turn | {"growth": peak.growth}


def _tries(served):
    """More than anybody comes to: who is told to wait tries once a second."""
    file, count = f"{served.house}/tries", STRANGERS * 20
    subprocess.run([served.program, "mint-tries", served.house, str(count), file], check=True)
    with open(file, "rb") as made:
        return made.read().splitlines()


class Storm(Clients):
    """A context: connections that are open, on which all send at once when it begins. Who was tried tries again
    at once, who is told to wait after a second. At the end it lasts until nobody is in line any more, so that no
    password is left over for the next round."""

    name, each = "the storm", "strangers"

    def __init__(self, served, tries):
        super().__init__(served)
        self.tries = iter(tries)
        self.derived, self.refused = 0, 0

    def begin(self):
        self.run(self._begin())

    async def open(self):
        self.lines = await asyncio.gather(*(self.connect() for _ in range(STRANGERS)))

    async def close(self):
        for _, writer in self.lines:
            writer.close()

    async def _begin(self):
        self.tasks = [asyncio.create_task(self._stranger(*line)) for line in self.lines]

    async def _stranger(self, reader, writer):
        while not self.ended:
            writer.write(self._request(self._try()))
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            await reader.readexactly(int(head.split(b"content-length: ")[1].split(b"\r")[0]))
            status = head.split(b" ")[1]
            if status == b"303":
                self.derived += 1
            elif status == b"429":
                self.refused += 1
                await asyncio.sleep(1)
            else:
                raise BenchError(f"the answer {status.decode()}")

    def _try(self):
        body = next(self.tries, None)
        if body is None:
            raise BenchError("having no further try")
        return body

    def _request(self, body):
        authority = f"localhost:{self.served.port}"
        return (
            f"POST /desk/sign-in HTTP/1.1\r\nHost: {authority}\r\nOrigin: https://{authority}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode() + body

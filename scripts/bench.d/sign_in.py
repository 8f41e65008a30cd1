"""What the entrance notices of a storm at the sign-in: 200 strangers at once, each with a proof of work."""

import asyncio
import concurrent.futures
import os
import ssl
import statistics
import subprocess
import threading
import time

import submissions
from served import Peak

STRANGERS = 200
CONNECTIONS, SECONDS = 4, 6
ROUNDS = 3  # quiet and storm take turns, so that a slow moment of the machine meets both
LEAD_SECONDS = 0.25  # by which the load begins earlier, so that the burst falls into it
PATIENCE_SECONDS = 120  # a bound against hanging: until all are connected, and until the line is empty
LEAST_DERIVED = 4
# One password is tried at a time, which takes 128 MiB; the test of the real program has the same bound.
MOST_GROWTH_MB = 160 * (1 << 20) / 1e6


def measure(served, say):
    say("warming up …")
    _entrance(served, _bodies(served, 2), 2)
    turns = [_turn(served, say, number) for number in range(1, ROUNDS + 1)]
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
    quiet, stormy = _bodies(served, SECONDS), _bodies(served, SECONDS)
    tries = _tries(served)
    submissions._settle(served)
    say(f"round {number}: the entrance, quiet …")
    turn = {"quiet": _entrance(served, quiet, SECONDS)["p99_ms"]}
    submissions._settle(served)
    say(f"round {number}: the entrance while {STRANGERS} try to sign in …")
    with Storm(served, tries) as storm:
        with Peak(served) as peak, concurrent.futures.ThreadPoolExecutor(1) as pool:
            load = pool.submit(_entrance, served, stormy, SECONDS)
            time.sleep(LEAD_SECONDS)
            begun = time.monotonic()
            storm.begin()
            turn["stormy"] = load.result()["p99_ms"]
            turn |= {"derived": storm.derived, "seconds": time.monotonic() - begun}
        say(f"{turn['derived']} passwords were tried, {storm.refused} times somebody was told to wait")
    return turn | {"growth": peak.growth}


def _bodies(served, seconds):
    return submissions._mint(served, 6_000 * seconds)


def _entrance(served, bodies, seconds):
    told = submissions._load(served, "/f/contact", CONNECTIONS, bodies, seconds)
    os.unlink(bodies)
    return told


def _tries(served):
    """More than anybody comes to: who is told to wait tries once a second."""
    file, count = f"{served.house}/tries", STRANGERS * 20
    subprocess.run([served.program, "mint-tries", served.house, str(count), file], check=True)
    with open(file, "rb") as made:
        return made.read().splitlines()


class Storm:
    """A context: connections that are open, on which all send at once when it begins. Who was tried tries again
    at once, who is told to wait after a second. At the end it lasts until nobody is in line any more, so that no
    password is left over for the next round."""

    def __init__(self, served, tries):
        self.served, self.tries = served, iter(tries)
        self.derived, self.refused, self.ended = 0, 0, False
        self.context = ssl.create_default_context(cafile=f"{served.house}/authority.pem")
        self.strangers = []
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        try:
            self.lines = self._run(self._open())
        except (OSError, TimeoutError) as error:
            raise SystemExit(f"the storm did not begin, the strangers cannot connect: {error!r}; nothing was measured")
        return self

    def begin(self):
        self._run(self._begin())

    def __exit__(self, kind, *_):
        self.ended = True
        try:
            broken = self._run(self._end())
        finally:
            self.loop.call_soon_threadsafe(self.loop.stop)
            self.thread.join()
            self.loop.close()
        if broken and kind is None:
            raise SystemExit(f"{len(broken)} strangers stopped, the first by {broken[0]!r}; nothing was measured")

    def _run(self, work):
        """Waits for what the other thread does."""
        return asyncio.run_coroutine_threadsafe(asyncio.wait_for(work, PATIENCE_SECONDS), self.loop).result()

    async def _open(self):
        lines = [
            asyncio.open_connection("localhost", self.served.port, ssl=self.context)
            for _ in range(STRANGERS)
        ]
        return await asyncio.gather(*lines)

    async def _begin(self):
        self.strangers = [asyncio.create_task(self._stranger(*line)) for line in self.lines]

    async def _end(self):
        """What went wrong, if anything."""
        ends = await asyncio.gather(*self.strangers, return_exceptions=True)
        for _, writer in self.lines:
            writer.close()
        return [end for end in ends if end is not None]

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


class BenchError(Exception):
    """What a stranger cannot go on from."""

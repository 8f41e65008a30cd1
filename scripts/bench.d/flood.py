"""What the entrance notices of uploads that are too large and of senders that are slow: a line that is full of the
ones, and very many of the others."""

import asyncio
import contextlib
import statistics
import time

import entrance
import submissions
from clients import BenchError, Clients
from served import Peak

UPLOADS, UPLOAD_BYTES = 8, 1 << 30  # each begins anew when it was refused
LINE_BYTES_A_SECOND = 125_000_000  # of all uploads together: a gigabit
PIECE = 64 * 1024
SLOW, SLOW_BYTES, FROM_ONE_ADDRESS = 200, 4_000_000, 100
TICK_SECONDS = 1
LEAST_REFUSED = 10
FILE = (
    b'--end\r\nContent-Disposition: form-data; name="name"\r\n\r\nVera\r\n--end\r\n'
    b'Content-Disposition: form-data; name="plan"; filename="plan.pdf"\r\n\r\n%PDF-1.7'
)


def measure(served, say):
    entrance.warm_up(served, say)
    turns = [_turn(served, say, number) for number in range(1, entrance.ROUNDS + 1)]
    refused = [turn["refused"] for turn in turns]
    if min(refused) < LEAST_REFUSED:
        raise SystemExit(f"only {min(refused)} uploads were refused in a round: no flood; nothing was measured")
    mean = lambda name, when: statistics.mean(turn[when][name] for turn in turns)
    figures = {}
    for name in ("p50_ms", "p99_ms"):
        quiet, flooded = mean(name, "quiet"), mean(name, "flooded")
        figures |= {
            f"flood_quiet_entrance_{name}": quiet, f"flood_entrance_{name}": flooded,
            f"flood_entrance_{name.removesuffix('_ms')}_ratio": flooded / quiet,
        }  # fmt: skip
    return figures | {
        "flood_refused_per_second": sum(refused) / sum(turn["seconds"] for turn in turns),
        "flood_rss_growth_mb": max(turn["growth"] for turn in turns),
    }


def _turn(served, say, number):
    """One quiet and one flooded measurement."""
    quiet, flooded = entrance.bodies(served), entrance.bodies(served)
    submissions._settle(served)
    say(f"round {number}: the entrance, quiet …")
    turn = {"quiet": entrance.load(served, quiet)}
    submissions._settle(served)
    say(f"round {number}: the entrance beside {UPLOADS} uploads that are too large and {SLOW} slow senders …")
    with Flood(served) as flood, Peak(served) as peak:
        begun, before = time.monotonic(), flood.refused
        turn["flooded"] = entrance.load(served, flooded)
        turn |= {"refused": flood.refused - before, "seconds": time.monotonic() - begun}
    say(f"{turn['refused']} uploads were refused")
    return turn | {"growth": peak.growth}


class Flood(Clients):
    """A context: it has begun when all slow senders are there and an upload was refused."""

    name, each = "the flood", "senders"

    def __init__(self, served):
        super().__init__(served)
        self.refused = 0

    async def open(self):
        slow = await asyncio.gather(
            *(self.connect(f"127.0.3.{1 + number // FROM_ONE_ADDRESS}") for number in range(SLOW)))
        self.tasks = [asyncio.create_task(self._drip(*line)) for line in slow]
        # An address each, so that none meets what the house bears of one.
        self.tasks += [asyncio.create_task(self._upload(f"127.0.4.{1 + number}")) for number in range(UPLOADS)]
        while not self.refused and not any(task.done() for task in self.tasks):
            await asyncio.sleep(0.01)

    async def _drip(self, reader, writer):
        """A byte a second of a file; the turn is over before the house's patience is."""
        writer.write(self._head(f"Content-Length: {SLOW_BYTES}") + FILE)
        while not self.ended:
            await asyncio.sleep(TICK_SECONDS)
            writer.write(b"x")
            if reader.at_eof():
                raise BenchError("being sent away before the time")
        writer.close()

    async def _upload(self, source):
        while not self.ended:
            reader, writer = await self.connect(source)
            answer = asyncio.create_task(reader.readuntil(b"\r\n\r\n"))
            with contextlib.suppress(ConnectionError):
                await self._pour(writer, answer)
            status = await self._told(answer)
            writer.close()
            if status not in ("413", "unread"):
                raise BenchError(f"the answer {status}")
            self.refused += 1
            self.read += status == "413"

    async def _told(self, answer):
        """The status; asyncio forgets an answer that it has not read when the connection is closed, and only then."""
        try:
            return (await answer).split(b" ")[1].decode()
        except ConnectionError:
            return "unread"

    async def _pour(self, writer, answer):
        """A body without a length, as fast as its share of the line, until it is answered."""
        writer.write(self._head("Transfer-Encoding: chunked") + _chunk(FILE))
        piece, began, sent = _chunk(b"x" * PIECE), time.monotonic(), 0
        while not answer.done() and sent < UPLOAD_BYTES:
            writer.write(piece)
            sent += PIECE
            await writer.drain()
            await asyncio.sleep(max(0, began + sent * UPLOADS / LINE_BYTES_A_SECOND - time.monotonic()))

    def _head(self, length):
        return (
            f"POST /f/upload HTTP/1.1\r\nHost: localhost:{self.served.port}\r\n"
            f"Content-Type: multipart/form-data; boundary=end\r\n{length}\r\n\r\n").encode()


def _chunk(piece):
    return b"%x\r\n%s\r\n" % (len(piece), piece)

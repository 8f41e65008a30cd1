"""What the entrance notices of a storm at the sign-in: 200 strangers at once, each with a proof of work."""

import asyncio
import ssl
import subprocess
import threading

import submissions
from served import Peak

STRANGERS = 200
CONNECTIONS, SECONDS = 4, 6


def measure(served, say):
    say("warming up …")
    _entrance(served, 2)
    say("the entrance, quiet …")
    quiet = _entrance(served, SECONDS)
    say(f"the entrance while {STRANGERS} try to sign in …")
    with Peak(served) as peak, Storm(served) as storm:
        stormy = _entrance(served, SECONDS)
    if storm.derived < 4:
        raise SystemExit(f"only {storm.derived} passwords were tried: that was no storm")
    say(f"{storm.derived} passwords were tried, {storm.refused} were told to wait")
    return {
        "sign_in_quiet_entrance_p99_ms": quiet["p99_ms"],
        "sign_in_storm_entrance_p99_ms": stormy["p99_ms"],
        "sign_in_storm_rss_growth_mb": peak.growth,
    }


def _entrance(served, seconds):
    bodies = submissions._mint(served, 6_000 * seconds)
    return submissions._load(served, "/f/contact", CONNECTIONS, bodies, seconds)


class Storm:
    """Goes on for as long as the context: who is told to wait tries again after a second."""

    def __init__(self, served):
        self.served, self.derived, self.refused = served, 0, 0
        self.file = f"{served.house}/tries"
        self.context = ssl.create_default_context(cafile=f"{served.house}/authority.pem")

    def __enter__(self):
        subprocess.run(
            [self.served.program, "mint-tries", self.served.house, str(STRANGERS * 20), self.file],
            check=True)
        with open(self.file) as file:
            self.bodies = iter(file.read().split("\n")[:-1])
        begun = threading.Event()
        self.ended = False
        self.thread = threading.Thread(target=lambda: asyncio.run(self._all(begun)))
        self.thread.start()
        begun.wait(60)
        return self

    def __exit__(self, *_):
        self.ended = True
        self.thread.join()

    async def _all(self, begun):
        lines = [
            await asyncio.open_connection("localhost", self.served.port, ssl=self.context)
            for _ in range(STRANGERS)
        ]
        begun.set()
        strangers = [asyncio.create_task(self._stranger(*line)) for line in lines]
        while not self.ended:
            await asyncio.sleep(0.05)
        for stranger in strangers:
            stranger.cancel()
        await asyncio.gather(*strangers, return_exceptions=True)

    async def _stranger(self, reader, writer):
        for body in self.bodies:
            writer.write(self._request(body.encode()))
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(head.lower().split(b"content-length: ")[1].split(b"\r")[0]))
            if b" 422 " in head.split(b"\r\n")[0]:
                self.derived += 1
            else:
                self.refused += 1
                await asyncio.sleep(1)

    def _request(self, body):
        authority = f"localhost:{self.served.port}"
        return (
            f"POST /desk/sign-in HTTP/1.1\r\nHost: {authority}\r\nOrigin: https://{authority}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode() + body

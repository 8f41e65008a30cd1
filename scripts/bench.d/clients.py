"""Clients on an event loop in a thread of its own, beside the load that is measured."""

import asyncio
import threading

from served import tls

PATIENCE_SECONDS = 120  # a bound against hanging: until all are connected, and until all have ended


class Clients:
    """A context: all are connected when it begins, and all have ended when it is over."""

    name, each = "the crowd", "clients"

    def __init__(self, served):
        self.served, self.ended = served, False
        self.context = tls(served)
        self.tasks = []
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        try:
            self.run(self.open())
        except (OSError, TimeoutError) as error:
            raise SystemExit(
                f"{self.name} did not begin, the {self.each} cannot connect: {error!r}; nothing was measured")
        return self

    def __exit__(self, kind, *_):
        self.ended = True
        try:
            broken = self.run(self._end())
        finally:
            self.loop.call_soon_threadsafe(self.loop.stop)
            self.thread.join()
            self.loop.close()
        if broken and kind is None:
            raise SystemExit(f"{len(broken)} {self.each} stopped, the first by {broken[0]!r}; nothing was measured")

    def run(self, work):
        """Waits for what the other thread does."""
        return asyncio.run_coroutine_threadsafe(asyncio.wait_for(work, PATIENCE_SECONDS), self.loop).result()

    async def connect(self, source=None):
        """From an address of this machine."""
        return await asyncio.open_connection(
            "127.0.0.1", self.served.port, ssl=self.context, server_hostname="localhost",
            local_addr=(source, 0) if source else None)

    async def _end(self):
        """What went wrong, if anything."""
        ends = await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.close()
        return [end for end in ends if end is not None]

    async def open(self):
        """Until all are connected."""

    async def close(self):
        """What is still open."""


class BenchError(Exception):
    """What a client cannot go on from."""

"""The bench program serving a house, and its resident memory."""

import json
import signal
import ssl
import subprocess
import threading


class Served:
    """A running server; a context that stops it."""

    def __init__(self, program, house, how="serve"):
        self.program, self.house, self.how = program, house, how

    def __enter__(self):
        self.process = subprocess.Popen([self.program, self.how, self.house], stdout=subprocess.PIPE)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("the bench program did not start; what it said stands above")
        told = json.loads(line)
        self.port, self.session, self.form = told["port"], told["session"], told["form"]
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=40)

    def resident_mb(self):
        with open(f"/proc/{self.process.pid}/statm") as file:
            return int(file.read().split()[1]) * 4096 / 1e6


class Peak:
    """The highest resident memory while the context lasts, and its value just before."""

    def __init__(self, served, every=0.005):
        self.served, self.every = served, every
        self.ended = threading.Event()

    def __enter__(self):
        self.before = self.highest = self.served.resident_mb()
        self.thread = threading.Thread(target=self._sample)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()

    def _sample(self):
        while not self.ended.wait(self.every):
            self.highest = max(self.highest, self.served.resident_mb())

    @property
    def growth(self):
        return self.highest - self.before


def tls(served):
    """What trusts the house's certificate and no other."""
    return ssl.create_default_context(cafile=f"{served.house}/authority.pem")

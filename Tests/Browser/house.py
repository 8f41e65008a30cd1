"""A real house for the browser: the binary, its own data, certificate and forms, and people who can sign in."""

import os
import pathlib
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = ROOT / ".build" / "debug" / "genkan"
START_SECONDS = 120  # a bound against hanging, not a speed that is tested


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class House:
    """`genkan serve` in a directory of its own; `anna` is its administrator and `ben` its staff."""

    def __init__(self, directory: pathlib.Path, origins: list[str]):
        self.directory = directory
        self.port = free_port()
        self.health_port = free_port()
        self.passwords = {
            "anna": "a " + secrets.token_hex(12) + " key",
            "ben": "b " + secrets.token_hex(12) + " key",
        }
        self.sessions: dict[str, list] = {}  # the cookies of whoever is signed in
        self._write_configuration(origins)
        self._log = open(directory / "serve.log", "ab")
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    @property
    def log(self) -> str:
        return (self.directory / "serve.log").read_text(errors="replace")

    def _write_configuration(self, origins: list[str]) -> None:
        shutil.copytree(ROOT / "config", self.directory / "config")
        for form in (self.directory / "config" / "forms").glob("*.yaml"):
            text = form.read_text()
            listed = "allowed_origins: [" + ", ".join(origins) + "]"
            replaced = re.sub(
                r"^#? ?allowed_origins:.*(\n(  +|# +)- .*)*", listed, text, flags=re.MULTILINE
            )
            form.write_text(replaced if listed in replaced else text + "\n" + listed + "\n")
        for name, password in self.passwords.items():
            file = self.directory / f"{name}.password"
            file.write_text(password + "\n")
            file.chmod(0o600)

    @property
    def _environment(self) -> dict[str, str]:
        own = {
            "GENKAN_DATA_DIRECTORY": str(self.directory / "data"),
            "GENKAN_FORMS_DIRECTORY": str(self.directory / "config" / "forms"),
            "GENKAN_SERVER_PORT": str(self.port),
            "GENKAN_SERVER_CERTIFICATE": str(self.directory / "certificates" / "localhost.pem"),
            "GENKAN_SERVER_PRIVATE_KEY": str(self.directory / "certificates" / "localhost.key"),
            "GENKAN_SERVER_SAMPLE_WEBSITE": "true",
            "GENKAN_HEALTH_PORT": str(self.health_port),
        }
        return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **own}

    def command(self, *arguments: str) -> str:
        done = subprocess.run(
            [BINARY, *arguments],
            cwd=ROOT, env=self._environment, capture_output=True, text=True, timeout=START_SECONDS,
        )
        assert done.returncode == 0, f"genkan {arguments[0]}: {done.stdout}{done.stderr}"
        return done.stdout

    def set_up(self) -> None:
        self.command("certificate", "--directory", str(self.directory / "certificates"))
        self.command(
            "setup", "--name", "anna",
            "--password-file", str(self.directory / "anna.password"),
            "--recovery-code-file", str(self.directory / "recovery.code"),
        )

    def add_ben(self) -> None:
        """While the house serves, so that it goes through the command socket; it opens the forms."""
        self.command(
            "staff", "add", "ben", "--role", "staff",
            "--password-file", str(self.directory / "ben.password"),
            "--administrator", "anna",
            "--administrator-password-file", str(self.directory / "anna.password"),
        )

    def start(self) -> None:
        self.process = subprocess.Popen(
            [BINARY, "serve"], cwd=ROOT, env=self._environment, stdout=self._log, stderr=self._log
        )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            assert self.process.poll() is None, f"the house ended at its start:\n{self.log}"
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.health_port}/readyz") as ready:
                    if ready.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"the house was never ready:\n{self.log}")

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=60)
        self._log.close()
        assert status == 0, f"the house ended with {status}:\n{self.log}"

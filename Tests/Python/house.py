"""A real house: the binary, its own data, certificate and forms, and people who can sign in."""

import os
import pathlib
import re
import secrets
import shutil
import signal
import socket
import subprocess
import time
import urllib.request

from authenticators import Authenticators

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Another build of the program can be tested by naming it.
BINARY = pathlib.Path(os.environ.get("GENKAN_PROGRAM", ROOT / ".build" / "debug" / "genkan"))
START_SECONDS = 120  # a bound against hanging, not a speed that is tested


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class NotServing(AssertionError):
    """The house ended at its start, or was never ready; the words are its log."""


class House:
    """`genkan serve` in a directory of its own; `anna` is its administrator and `ben` its staff.

    `environment` adds to what the program sees. The data directory may lie elsewhere.
    """

    def __init__(
        self,
        directory: pathlib.Path,
        origins: list[str],
        environment: dict[str, str] | None = None,
        data: pathlib.Path | None = None,
    ):
        self.directory = directory
        self.data = data or directory / "data"
        self.host = "localhost"  # the name by which browsers call it
        self.port = free_port()
        self.health_port = free_port()
        self.passwords = {
            "anna": "a " + secrets.token_hex(12) + " key",
            "ben": "b " + secrets.token_hex(12) + " key",
        }
        self.sessions: dict[str, list] = {}  # the cookies of whoever is signed in
        self.authenticators = Authenticators()
        self.extra = environment or {}
        self._write_configuration(origins)
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"https://{self.host}:{self.port}"

    @property
    def authority(self) -> pathlib.Path:
        """The certificate that signed the house's."""
        return self.directory / "certificates" / "authority.pem"

    @property
    def log(self) -> str:
        return (self.directory / "serve.log").read_text(errors="replace")

    def _write_configuration(self, origins: list[str]) -> None:
        shutil.copytree(ROOT / "config", self.directory / "config")
        (self.directory / "tmp").mkdir()
        for form in (self.directory / "config" / "forms").glob("*.yaml"):
            text = form.read_text()
            listed = "allowed_origins: [" + ", ".join(origins) + "]"
            replaced = re.sub(
                r"^#? ?allowed_origins:.*(\n(  +|# +)- .*)*", listed, text, flags=re.MULTILINE
            )
            form.write_text(replaced if listed in replaced else text + "\n" + listed + "\n")
        for name in self.passwords:
            self._lay_password(name)

    def _lay_password(self, name: str) -> None:
        file = self.directory / f"{name}.password"
        file.write_text(self.passwords[name] + "\n")
        file.chmod(0o600)

    def write_form(self, name: str, text: str) -> None:
        """One more form, or another version of one; it counts from the next start on."""
        (self.directory / "config" / "forms" / f"{name}.yaml").write_text(text)

    @property
    def _environment(self) -> dict[str, str]:
        own = {
            "GENKAN_DATA_DIRECTORY": str(self.data),
            "GENKAN_FORMS_DIRECTORY": str(self.directory / "config" / "forms"),
            "GENKAN_SERVER_PORT": str(self.port),
            # Tests fill in forms faster than people.
            "GENKAN_SPAM_FASTEST_SECONDS": "0",
            "GENKAN_SERVER_CERTIFICATE": str(self.directory / "certificates" / "localhost.pem"),
            "GENKAN_SERVER_PRIVATE_KEY": str(self.directory / "certificates" / "localhost.key"),
            "GENKAN_SERVER_SAMPLE_WEBSITE": "true",
            "GENKAN_HEALTH_PORT": str(self.health_port),
            # Everybody in these tests comes from one address; what a house bears from one is tested by itself.
            "GENKAN_LIMITS_REQUESTS_AT_ONCE": "100000",
            "GENKAN_LIMITS_FORM_SUBMISSIONS_AT_ONCE": "1000000",
            "GENKAN_LIMITS_SUBMISSIONS_AT_ONCE": "1000000",
        }
        general = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "TMPDIR": str(self.directory / "tmp"),
        }
        return {**general, **own, **self.extra}

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        """Runs one command to its end, whatever that is."""
        return subprocess.run(
            [BINARY, *arguments],
            cwd=ROOT, env=self._environment, capture_output=True, text=True, timeout=START_SECONDS,
        )

    def command(self, *arguments: str) -> str:
        done = self.run(*arguments)
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
        self.add("ben", "staff")

    def add(self, name: str, role: str) -> None:
        """Adds somebody, with a password of its own unless one lies ready."""
        if name not in self.passwords:
            self.passwords[name] = f"{name[0]} {secrets.token_hex(12)} key"
            self._lay_password(name)
        self.command(
            "staff", "add", name, "--role", role,
            "--password-file", str(self.directory / f"{name}.password"),
            "--administrator", "anna",
            "--administrator-password-file", str(self.directory / "anna.password"),
        )

    def launch(self, *under: str) -> None:
        """Starts `genkan serve`, under another program if one is given, without waiting for it."""
        with open(self.directory / "serve.log", "ab") as log:
            self.process = subprocess.Popen(
                [*under, str(BINARY), "serve"],
                cwd=ROOT, env=self._environment, stdout=log, stderr=log,
            )

    def start(self, *under: str, until: str = "readyz") -> None:
        """Starts it and waits until it is ready, or at least alive (`healthz`)."""
        self.launch(*under)
        deadline = time.monotonic() + START_SECONDS
        while not self._says(until):
            if self.process.poll() is not None:
                raise NotServing(f"the house ended at its start:\n{self.log}")
            if time.monotonic() > deadline:
                raise NotServing(f"the house was never ready:\n{self.log}")
            time.sleep(0.05)

    def is_ready(self) -> bool:
        """What `/readyz` says."""
        return self._says("readyz")

    def _says(self, what: str) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.health_port}/{what}") as answer:
                return answer.status == 200
        except OSError:
            return False

    def kill(self) -> None:
        """Ends it as a power cut of the process: nothing is finished, nothing is tidied up."""
        self.process.kill()
        assert self.process.wait(timeout=60) == -signal.SIGKILL

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=60)
        assert status == 0, f"the house ended with {status}:\n{self.log}"
        self.process = None

"""Five CAPTCHA providers on loopback: each speaks what it documents, strictly, and misbehaves when it is told to."""

import contextlib
import datetime
import http.server
import json
import re
import secrets
import socket
import threading
import time
import urllib.parse
import weakref
from collections.abc import Callable
from dataclasses import dataclass

from mail_servers import HERE, context
from visitor import PATIENCE_SECONDS

FORM = "application/x-www-form-urlencoded"
UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass
class Token:
    """What a widget gave, and what the provider knows of it."""

    solved_at: float
    life: float
    action: str
    host: str = "localhost"
    score: float | None = None
    code: str | None = None  # said of it instead of a yes
    edit: Callable[[dict], object] | None = None  # changes the yes
    is_spent: bool = False

    def stamp(self, precision: str) -> str:
        solved = datetime.datetime.fromtimestamp(self.solved_at, datetime.UTC)
        return solved.isoformat(timespec=precision).replace("+00:00", "Z")


@dataclass(frozen=True)
class Asked:
    """One request, as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def fields(self) -> dict[str, str]:
        """Of a form or of JSON; a `ValueError` for what is none, or names a field twice."""
        if self.kind == "application/json":
            pairs = json.loads(self.body, object_pairs_hook=list)
        else:
            pairs = urllib.parse.parse_qsl(self.body.decode("ascii"), True, strict_parsing=True, errors="strict")
        if not isinstance(pairs, list) or len(dict(pairs)) != len(pairs):
            raise ValueError("no fields")
        return dict(pairs)


class Provider:
    """One provider at a port of its own, and what it was asked.

    It tells good requests by its keys, which a house takes from here, and tokens by what was minted.
    """

    name = path = field = ""
    life = 120
    kinds = {FORM}
    documented: set[str] = set()
    # What is said of a token that was never minted, was there before, is too old.
    invalid = spent = expired = ""

    def __init__(self, certificate):
        self.site_key = f"{self.name}-{secrets.token_hex(8)}"
        self.secret = f"{secrets.token_hex(12)}+/=&%~"  # with what a form has to encode
        self.action = ""  # of the tokens, unless one is minted for another
        self.asked: list[Asked] = []
        self.tokens: dict[str, Token] = {}
        self.port = 0
        self._moved = None  # what is right where a redirect leads
        self._given: dict[tuple[str, str], tuple[int, dict]] = {}  # by what it was asked
        self._misbehaviour: list[str] = []
        self._lock = threading.Lock()
        self._gate = threading.Event()
        self._gate.set()
        self.start(certificate)

    @property
    def address(self) -> str:
        return f"https://localhost:{self.port}{self.path}"

    def start(self, certificate) -> None:
        """Listens with a certificate: at any port, and at the same again after `stop`."""
        self._server = _Server((HERE, self.port), _Conversation)
        self._server.provider, self._server.context = self, context(certificate)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True).start()

    def stop(self) -> None:
        """Closes the port and every connection."""
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()

    def mint(self, length: int = 0, age: float = 0, **known) -> str:
        """A token as `Token` says, solved `age` seconds ago and padded to a length; good unless told otherwise."""
        text = f"{secrets.token_hex(16)}.+/=&%".ljust(length, "x")
        self.tokens[text] = Token(time.time() - age, **{"life": self.life, "action": self.action, **known})
        return text

    @contextlib.contextmanager
    def misbehaving(self, how: str, times: int = 1000):
        """Answers the next `times` questions in one of the wrong ways below, until the block ends."""
        with self._lock:
            self._misbehaviour = [how] * times
        try:
            yield self
        finally:
            with self._lock:
                self._misbehaviour = []

    @contextlib.contextmanager
    def waiting(self):
        """Answers nothing before the block ends."""
        self._gate.clear()
        try:
            yield self
        finally:
            self._gate.set()

    def wait_for(self, questions: int) -> None:
        """Until it was asked so often in all."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(self.asked) < questions:
            assert time.monotonic() < deadline, f"{self.name} was not asked"
            time.sleep(0.01)

    def reply(self, asked: Asked) -> tuple[str, int, dict | None]:
        """Notes a request; answers how to say what, and what would be right: the status and the value."""
        with self._lock:
            self.asked.append(asked)
            how = self._misbehaviour.pop(0) if self._misbehaviour else "say"
        self._gate.wait(PATIENCE_SECONDS)
        with self._lock:
            if asked.path == f"{self.path}/moved":
                return "say", 200, self._moved
            if asked.path != self.path or asked.method != "POST":
                return "say", 404 if asked.path != self.path else 405, None
            if how == "internal_error":
                return "say", 200, {"success": False, "error-codes": ["internal-error"], "messages": []}
            status, self._moved = self.verify(asked)
            return how, status, self._moved

    def fields(self, asked: Asked) -> dict[str, str] | None:
        """What was sent; nothing in a body of a kind that is not understood, None for a bad one."""
        if asked.kind not in self.kinds:
            return {}
        with contextlib.suppress(ValueError):
            return asked.fields if asked.fields.keys() <= self.documented else None

    def judge(self, text: str) -> tuple[int, dict]:
        """A yes to a token, which is spent by it, or a no."""
        token = self.tokens.get(text)
        code = token.code if token else self.invalid
        if not code and token.is_spent:
            code = self.spent
        if not code and time.time() > token.solved_at + token.life:
            code = self.expired
        if code:
            return self.no(code)
        token.is_spent = True
        value = self.yes(token)
        if token.edit:
            token.edit(value)
        return 200, value


class SiteVerify(Provider):
    """What Google began: a secret and a response, answered by `success` and `error-codes`, always with 200."""

    documented = {"secret", "response", "remoteip"}
    invalid, spent, expired = "invalid-input-response", "timeout-or-duplicate", "timeout-or-duplicate"

    def no(self, *codes: str) -> tuple[int, dict]:
        return 200, {"success": False, "error-codes": list(codes)}

    def verify(self, asked: Asked) -> tuple[int, dict]:
        fields = self.fields(asked)
        if fields is None:
            return self.no("bad-request")
        missing = [f"missing-input-{name}" for name in ("response", "secret") if not fields.get(name)]
        if missing:
            return self.no(*missing)
        if fields["secret"] != self.secret:
            return self.no("invalid-input-secret")
        return self.answer(fields)

    def answer(self, fields: dict[str, str]) -> tuple[int, dict]:
        return self.judge(fields["response"])


class RecaptchaV2(SiteVerify):
    name, path, field = "recaptcha-v2", "/recaptcha/api/siteverify", "g-recaptcha-response"

    def yes(self, token: Token) -> dict:
        return {"success": True, "challenge_ts": token.stamp("seconds"), "hostname": token.host}


class RecaptchaV3(RecaptchaV2):
    name = "recaptcha-v3"

    def yes(self, token: Token) -> dict:
        score = 0.9 if token.score is None else token.score
        return {**super().yes(token), "score": score, "action": token.action}


class HCaptcha(SiteVerify):
    """With the score of its Enterprise plan: a risk."""

    name, path, field = "hcaptcha", "/siteverify", "h-captcha-response"
    documented = SiteVerify.documented | {"sitekey"}
    spent, expired = "already-seen-response", "expired-input-response"

    def answer(self, fields: dict[str, str]) -> tuple[int, dict]:
        if fields.get("sitekey", self.site_key) != self.site_key:
            return self.no("sitekey-secret-mismatch")
        return super().answer(fields)

    def yes(self, token: Token) -> dict:
        return {
            "success": True, "challenge_ts": token.stamp("microseconds"), "hostname": token.host,
            "credit": False, "score": 0.1 if token.score is None else token.score, "score-reason": [],
        }  # fmt: skip


class Turnstile(SiteVerify):
    """Answers a question that is put again under its key as it did before."""

    name, path, field = "turnstile", "/turnstile/v0/siteverify", "cf-turnstile-response"
    life = 300
    kinds = {FORM, "application/json"}
    documented = SiteVerify.documented | {"idempotency_key"}
    expired = "invalid-input-response"

    def no(self, *codes: str) -> tuple[int, dict]:
        return 200, {"success": False, "error-codes": list(codes), "messages": []}

    def answer(self, fields: dict[str, str]) -> tuple[int, dict]:
        key = fields.get("idempotency_key")
        if key is None:
            return super().answer(fields)
        if not UUID.fullmatch(key):
            return self.no("bad-request")
        question = (key, fields["response"])
        if question not in self._given:
            self._given[question] = super().answer(fields)
        return self._given[question]

    def yes(self, token: Token) -> dict:
        return {
            "success": True, "challenge_ts": token.stamp("milliseconds"), "hostname": token.host,
            "error-codes": [], "action": token.action, "cdata": "", "metadata": {"interactive": False},
        }  # fmt: skip


class FriendlyCaptcha(Provider):
    """Version 2: the secret is a header, and what we did wrong has a status of its own."""

    name, path, field = "friendly-captcha", "/api/v2/captcha/siteverify", "frc-captcha-response"
    life = 300
    kinds = {FORM, "application/json"}
    documented = {"response", "sitekey"}
    invalid, spent, expired = "response_invalid", "response_duplicate", "response_timeout"
    statuses = {
        "auth_required": 401, "auth_invalid": 401, "sitekey_invalid": 400, "response_missing": 400, "bad_request": 400,
    }  # fmt: skip

    def no(self, code: str) -> tuple[int, dict]:
        return self.statuses.get(code, 200), {"success": False, "error": {"error_code": code, "detail": "No."}}

    def verify(self, asked: Asked) -> tuple[int, dict]:
        key = asked.headers.get("x-api-key")
        if key != self.secret:
            return self.no("auth_invalid" if key else "auth_required")
        fields = self.fields(asked)
        if fields is None:
            return self.no("bad_request")
        if fields.get("sitekey", self.site_key) != self.site_key:
            return self.no("sitekey_invalid")
        if not fields.get("response"):
            return self.no("response_missing")
        return self.judge(fields["response"])

    def yes(self, token: Token) -> dict:
        challenge = {"timestamp": token.stamp("seconds"), "origin": token.host}
        return {"success": True, "data": {"challenge": challenge}}


ALL = (RecaptchaV2, RecaptchaV3, HCaptcha, Turnstile, FriendlyCaptcha)


def dumped(value) -> bytes:
    return json.dumps(value).encode()


# By status, and the body that is made of what would be right.
ANOTHER_ANSWER = {
    "status_500": (500, lambda value: b""),
    "status_500_with_yes": (500, dumped),
    "html": (200, lambda value: b"<!doctype html><title>Success</title><p>true"),
    "broken_json": (200, lambda value: dumped(value)[:-1]),
    "two_values": (200, lambda value: dumped(value) * 2),
    "other_shape": (200, lambda value: dumped([value])),
    "empty": (200, lambda value: b""),
    "success_as_text": (200, lambda value: dumped({**value, "success": "true"})),
    "success_as_number": (200, lambda value: dumped({**value, "success": 1})),
    "only_success": (200, lambda value: dumped({"success": True})),
    "only_no": (200, lambda value: dumped({"success": False})),
    "megabyte": (200, lambda value: dumped(value) + b" " * (1 << 20)),
    "redirect": (302, lambda value: b""),
    "redirect_of_post": (307, lambda value: b""),
}  # fmt: skip


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, *arguments):
        self._connections = weakref.WeakSet()
        super().__init__(*arguments)

    def finish_request(self, request, client_address):
        with self.context.wrap_socket(request, server_side=True) as secured:
            self._connections.add(secured)
            super().finish_request(secured, client_address)

    def hang_up(self):
        for secured in list(self._connections):
            with contextlib.suppress(OSError):
                socket.socket.shutdown(secured, socket.SHUT_RDWR)

    def handle_error(self, request, client_address):
        """Somebody went away, or did not trust the certificate: no news."""


class _Conversation(http.server.BaseHTTPRequestHandler):
    """One connection; it is told what would be right, and how to misbehave."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        how, status, value = self.server.provider.reply(Asked(self.command, self.path, headers, body))
        if how in ANOTHER_ANSWER:
            status, change = ANOTHER_ANSWER[how]
            self.say(status, change(value))
        else:
            getattr(self, how)(status, b"" if value is None else dumped(value))

    do_GET = do_PUT = do_HEAD = do_POST

    def log_message(self, *_):
        """The test looks at `asked`."""

    def say(self, status: int, body: bytes, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if body.startswith(b"<") else "application/json")
        self.send_header("Content-Length", str(len(body) if length is None else length))
        if 300 <= status < 400:
            self.send_header("Location", f"{self.path}/moved")
        self.end_headers()
        self.wfile.write(body)

    def drip(self, status, body):
        self.say(status, b"", length=len(body))
        for byte in body:
            self.wfile.write(bytes([byte]))
            time.sleep(0.5)

    def silence(self, status, body):
        self.rfile.read(1)
        self.close_connection = True

    def cut_short(self, status, body):
        """All of a yes, but less than was announced."""
        self.say(status, body, length=len(body) + 1)
        self.close_connection = True

    def hang_up(self, status, body):
        self.close_connection = True

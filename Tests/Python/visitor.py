"""People without a browser: they speak to a house over TLS and read what it answers."""

import csv
import http.client
import io
import json
import re
import secrets
import ssl
import urllib.parse
from dataclasses import dataclass

PATIENCE_SECONDS = 120  # a bound against hanging, not a speed that is tested


def trusting(house) -> ssl.SSLContext:
    """Trusts the house's own authority and nothing else."""
    return ssl.create_default_context(cafile=str(house.authority))


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def receipt(self) -> str | None:
        """The receipt code, when the submission was acknowledged; however the client asked."""
        if self.status == 201:
            return json.loads(self.body)["receipt"]
        if self.status == 303:
            query = urllib.parse.urlsplit(self.headers["location"]).query
            return urllib.parse.parse_qs(query)["receipt"][0]
        return None


class Visitor:
    """One HTTP/1.1 connection that is opened again when it was closed, and the cookies it was given."""

    def __init__(self, house, source: str = "127.0.0.1"):
        """From `source`, an address of this machine: each has a limit of its own."""
        self.house = house
        self.cookies: dict[str, str] = {}
        self._connection = http.client.HTTPSConnection(
            "localhost",
            house.port,
            context=trusting(house),
            timeout=PATIENCE_SECONDS,
            source_address=(source, 0),
        )

    def close(self) -> None:
        self._connection.close()

    def connect(self) -> tuple[str, int]:
        """Opens the connection; answers this end's address and port."""
        self._connection.connect()
        return self._connection.sock.getsockname()[:2]

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        sent = {"Host": f"{self.house.host}:{self.house.port}", **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self._connection.request(method, path, body, sent)
            response = self._connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        except Exception:
            self._connection.close()  # the next request begins anew
            raise
        for header in answer.headers.get_all("set-cookie") or []:
            name, _, value = header.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self.request("GET", path, headers=headers)

    def post(self, path: str, fields, headers: dict[str, str] | None = None) -> Answer:
        """Posts pairs as a page of the house itself does."""
        sent = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": self.house.url,
            "Sec-Fetch-Site": "same-origin",
            **(headers or {}),
        }
        return self.request("POST", path, urllib.parse.urlencode(fields).encode(), sent)

    def post_json(self, path: str, value, headers: dict[str, str] | None = None) -> Answer:
        sent = {"Content-Type": "application/json", "Accept": "application/json", **(headers or {})}
        return self.request("POST", path, json.dumps(value, ensure_ascii=False).encode(), sent)

    def submit(self, form: str, answers: dict[str, str], key: str | None = None) -> Answer:
        """As a program does: JSON, under a key by which a retry is recognised."""
        return self.post_json(f"/f/{form}", answers, {"Idempotency-Key": key or secrets.token_hex(16)})

    def sign_in(self, person: str) -> Answer:
        """Both pages; the first time, a second factor is set up."""
        first = self.post(
            "/desk/sign-in", {"name": person, "password": self.house.passwords[person]}
        )
        phones = self.house.authenticators
        if first.status != 303:
            return first
        if first.headers["location"].startswith("/desk/sign-in/second-factor"):
            draft = phones.scan(person, self.get("/desk/sign-in/second-factor").text)
            codes = self.post(
                "/desk/sign-in/second-factor", {"draft": draft, "code": phones.code(person)}
            )
            phones.keep_codes(person, codes.text)
            return codes
        answer = self.post("/desk/sign-in/code", {"code": phones.code(person)})
        if answer.status == 303 and phones.runs_low(person):
            token = re.search(r'name="csrf" value="([^"]+)"', self.get("/desk/sessions").text)
            codes = self.post("/desk/second-factor/codes", {"csrf": token.group(1)})
            phones.keep_codes(person, codes.text)
        return answer

    def signed_in(self, person: str) -> "Visitor":
        answer = self.sign_in(person)
        assert "__Host-genkan" in self.cookies, f"{person} cannot sign in: {answer.status} {answer.text}"
        return self

    def sign_out(self) -> Answer:
        page = self.get("/desk").text
        token = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
        return self.post("/desk/sign-out", {"csrf": token})

    def move(self, form: str, receipt: str, status: str) -> Answer:
        """Presses a button of the card, as it stands on the board."""
        board = self.get(f"/desk/forms/{form}/board").text
        card = next(part for part in board.split('<li class="card')[1:] if f">{receipt}</a>" in part)
        submission = re.search(r'data-card="([^"]+)" data-version="([^"]+)"', card)
        form = board[board.index('<form id="act"') :]
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[: form.index("</form>")])
        return self.post(
            f"/desk/submissions/{submission[1]}/move", [*hidden, ("to", f"{submission[2]}:{status}")])

    def export(self, form: str) -> list[dict[str, str]]:
        """The rows of a form's CSV by the names of its head."""
        answer = self.get(f"/desk/forms/{form}/export.csv", {"Accept-Language": "en"})
        assert answer.status == 200, f"no CSV: {answer.status} {answer.text}"
        return list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))


def fill_house(house, *names: str) -> list[str]:
    """Sends an inquiry of each of these people without a proof, so that it is held; answers the receipt codes."""
    inquiry = {"email": "vera@example.jp", "topic": "product", "message": "Hello", "privacy": "yes"}
    vera = Visitor(house)
    receipts = [vera.submit("contact", {"name": name, **inquiry}).receipt for name in names]
    vera.close()
    return receipts

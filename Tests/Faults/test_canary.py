"""What a person types is readable on the board and in the CSV, and nowhere else: unique texts go in by
every door, by right and by wrong ways, and are looked for in everything the program leaves behind."""

import base64
import html
import re
import secrets
import socket
import ssl
import string

import h2.exceptions
import pytest

from altcha import solved
from guises import files_in, found_in, found_in_values, guises
from house import House
from http2 import HTTP2
from lines import Line1
from sent_files import SentFile, kept, multipart, send
from visitor import Visitor

FORM = """
title: { ja: 山茶花, en: Camellia }
without_token: hold
fields:
  - { name: company, kind: text, label: { ja: 会社名, en: Company }, title: true }
  - { name: name, kind: person-name, label: { ja: 氏名, en: Name }, required: true, title: true }
  - { name: kana, kind: kana, label: { ja: フリガナ, en: Kana } }
  - { name: email, kind: email, label: { ja: メール, en: E-mail }, required: true }
  - { name: phone, kind: phone, label: { ja: 電話, en: Phone } }
  - { name: postal, kind: postal-code, label: { ja: 郵便番号, en: Postal code } }
  - { name: message, kind: long-text, label: { ja: 内容, en: Message }, required: true }
  - { name: campaign, kind: hidden, label: { ja: 企画, en: Campaign } }
  - name: topic
    kind: choice
    label: { ja: 種別, en: Topic }
    options: [{ id: one, label: { ja: 一, en: One } }, { id: two, label: { ja: 二, en: Two } }]
  - { name: agreed, kind: consent, label: { ja: 同意, en: Consent }, required: true }
  - { name: plan, kind: file, label: { ja: 図面, en: Plan }, accept: [txt, pdf, jpeg], max_files: 3, max_file_bytes: 300000 }
"""
# How a photograph begins (JFIF), and a comment in it, as cameras and programs write names and places into.
JPEG, COMMENT = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0", b"\xff\xfe"


class Canaries:
    """Texts that nobody else in the world has, by what they were used for."""

    def __init__(self):
        self.texts: dict[str, str] = {}

    def word(self, what: str) -> str:
        """Letters, as an address or a header can carry them."""
        text = "".join(secrets.choice(string.ascii_letters) for _ in range(18))
        return self.texts.setdefault(what, text)

    def text(self, what: str) -> str:
        """Japanese and Latin with characters that every encoding treats in its own way."""
        body = "".join(chr(secrets.choice(range(0x4E00, 0x9F00))) for _ in range(6))
        return self.texts.setdefault(what, f"{body}&<{secrets.token_hex(4)}>")

    def answers(self, way: str) -> dict[str, str]:
        """A valid answer for every kind of field."""
        digits = "".join(secrets.choice(string.digits) for _ in range(8))
        kana = "".join(chr(secrets.choice(range(0x30AB, 0x30C3))) for _ in range(12))
        postal = "".join(secrets.choice(string.digits) for _ in range(7))
        # Seven digits alone may stand anywhere: the postal code is looked for as it is stored.
        self.texts[f"{way} phone's digits"] = f"080{digits}"
        self.texts[f"{way} phone"] = f"080-{digits[:4]}-{digits[4:]}"
        self.texts[f"{way} postal"] = f"{postal[:3]}-{postal[3:]}"
        self.texts[f"{way} kana"] = kana
        return {
            "company": self.text(f"{way} company"),
            "name": self.text(f"{way} name"),
            "kana": kana,
            "email": self.word(f"{way} e-mail").lower() + "@example.jp",
            "phone": self.texts[f"{way} phone"],
            "postal": self.texts[f"{way} postal"],
            "message": self.text(f"{way} line 1") + "\n" + self.text(f"{way} line 2"),
            "campaign": self.text(f"{way} hidden"),
            "topic": "one",
            "agreed": "yes",
        }

    def file(self, way: str, extension: str = "txt", around: int = 0) -> SentFile:
        """Its name and what is in it; alone, or after and before so many bytes of others."""
        name = self.word(f"{way} file name") + "".join(chr(secrets.choice(range(0x4E00, 0x9F00))) for _ in range(4))
        begins, filling = b"", secrets.token_hex(around).encode()[:around]
        content = self.text(f"{way} file").encode()
        if extension == "jpg":
            begins, filling = JPEG, secrets.token_bytes(around)
            content = COMMENT + (2 + len(content)).to_bytes(2, "big") + content
        self.texts[f"{way} file's Japanese name"] = name
        return SentFile("plan", f"{name}.{extension}", begins + filling + content + filling)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    directory = tmp_path_factory.mktemp("canary")
    house = House(
        directory, [],
        environment={
            "GENKAN_LOG_LEVEL": "trace",
            "GENKAN_DATA_RUNTIME_DIRECTORY": str(directory / "run"),
            "GENKAN_LIMITS_UNPROVEN_AT_ONCE": "1000",
            "GENKAN_LIMITS_SIGN_INS_AT_ONCE": "1000",
        },
    )
    house.write_form("canary", FORM)
    house.set_up()
    house.start()
    yield house
    if house.process is not None:
        house.kill()


def test_what_people_type_stands_on_the_board_and_in_the_csv_and_nowhere_else(house):
    canaries = Canaries()
    stored = send_by_every_way(house, canaries)
    files = send_files(house, canaries, stored)
    send_what_is_refused(house, canaries)
    send_files_that_are_refused(house, canaries)
    knock_at_every_door(house, canaries)
    speak_nonsense(house, canaries)
    read_everything(house, stored)
    read_files(house, files)

    secret = {f"password of {name}": word for name, word in house.passwords.items()}
    secret["recovery code"] = (house.directory / "recovery.code").read_text().strip()
    wanted = canaries.texts | secret
    places = [house.data, house.directory / "run", house.directory / "tmp", house.directory / "serve.log"]
    assert found_in(places, wanted) == [], "while it is served"
    house.stop()
    assert found_in(places, wanted) == [], "after it ended"
    assert found_in_values(house.data, wanted) == []
    assert "level=trace" in house.log or "level=debug" in house.log, "the log was not at its chattiest"


def send_by_every_way(house, canaries: Canaries) -> list[tuple[str, dict[str, str]]]:
    """Held and solved, urlencoded and JSON, HTTP/1.1 and HTTP/2; answers receipt and answers."""
    visitor = Visitor(house)
    stored = []
    answers = canaries.answers("held post")
    stored.append((visitor.post("/f/canary", answers).receipt, answers))
    answers = canaries.answers("held JSON")
    stored.append((visitor.submit("canary", answers).receipt, answers))
    answers = canaries.answers("solved")
    token = solved(visitor.get("/f/canary/challenge").body)
    key = {"_submission": secrets.token_hex(16)}
    stored.append((visitor.post("/f/canary", {**answers, **key, "altcha": token}).receipt, answers))
    assert visitor.post("/f/canary", {**answers, **key, "altcha": token}).status == 303  # a retry
    answers = canaries.answers("honeypot")
    trap = {"_homepage": canaries.text("honeypot's own")}
    stored.append((visitor.post("/f/canary", {**answers, **trap}).receipt, answers))
    answers = canaries.answers("HTTP/2")
    client = HTTP2(house)
    status, _ = client.post("/f/canary?" + canaries.word("HTTP/2 query"), answers, [
        ("user-agent", canaries.word("HTTP/2 user-agent")), (canaries.word("HTTP/2 header").lower(), "x"),
    ])
    assert status == 303
    client.close()
    stored.append(("", answers))
    assert all(receipt is not None for receipt, _ in stored)
    # A captcha that was used: refused with the form kept.
    again = canaries.answers("replayed")
    kept = visitor.post("/f/canary", {**again, "altcha": token})
    assert kept.status == 422 and again["name"] in html.unescape(kept.text)
    visitor.close()
    return stored


def send_files(house, canaries: Canaries, stored: list[tuple[str, dict[str, str]]]) -> list[SentFile]:
    """A short one, one over several chunks and a photograph by HTTP/1.1; one by HTTP/2."""
    visitor, client = Visitor(house), HTTP2(house)
    several = [canaries.file("short"), canaries.file("long", around=100_000)]
    several.append(canaries.file("photograph", "jpg", around=70_000))
    answers = canaries.answers("with files")
    receipt = send(visitor, "canary", answers, several).receipt
    stored.append((receipt, answers | {"plan": ", ".join(file.name for file in several)}))
    single, answers = canaries.file("HTTP/2"), canaries.answers("with a file over HTTP/2")
    headers, body = multipart(answers, [single])
    status, _ = client.request("POST", "/f/canary", [("content-type", headers["Content-Type"])], body)
    assert status == 303
    stored.append(("", answers | {"plan": single.name}))
    visitor.close()
    client.close()
    return [*several, single]


def send_files_that_are_refused(house, canaries: Canaries) -> None:
    visitor = Visitor(house)
    for files in (
        [canaries.file("wrong type", "exe")], [canaries.file("not as named", "pdf")],
        [canaries.file("too large", around=200_000)], [canaries.file("too large photograph", "jpg", around=200_000)],
        [canaries.file(f"many {number}") for number in range(4)],
        [SentFile("company", f"{canaries.word('unasked name')}.txt", canaries.text("unasked").encode())],
    ):  # fmt: skip
        refused = canaries.answers(f"refused with {files[0].name}")
        answer = send(visitor, "canary", refused, files)
        assert answer.status == 422 and not any(name in answer.text for name in canaries.texts.values())
    headers, body = multipart(canaries.answers("cut"), [canaries.file("cut", around=50_000)])
    assert visitor.request("POST", "/f/canary", body[:-30], headers).status == 400
    line = Line1(house, "127.0.0.7")
    headers, body = multipart(canaries.answers("hung up"), [canaries.file("hung up", around=50_000)])
    line.ask("POST", "/f/canary", headers, body, len(body) - 1_000)
    line.cut()
    visitor.close()


def read_files(house, files: list[SentFile]) -> None:
    """The card's page names them, and they come out as they went in; nobody else gets them."""
    anna = Visitor(house).signed_in("anna")
    own = kept(house)
    shown = html.unescape("".join(anna.get(card).text for card in {file.card for file in own}))
    assert [file.name for file in files if file.name not in shown] == []
    assert [anna.get(file.path).body for file in own] == [file.content for file in files]
    assert anna.sign_out().status == 303
    assert anna.get(own[0].path).status == 303


def send_what_is_refused(house, canaries: Canaries) -> None:
    visitor = Visitor(house)
    wrong = canaries.answers("invalid")
    wrong |= {"email": canaries.word("no e-mail"), "topic": canaries.word("no topic"), "kana": canaries.text("no kana")}
    kept = visitor.post("/f/canary", wrong)
    assert kept.status == 422 and wrong["company"] in html.unescape(kept.text)
    assert visitor.post_json("/f/canary", wrong).status == 422
    foreign = canaries.answers("foreign")
    origin = {"Origin": f"https://{canaries.word('origin').lower()}.example", "Sec-Fetch-Site": "cross-site"}
    kept = visitor.post("/f/canary", foreign, origin)
    assert kept.status == 403 and foreign["name"] in html.unescape(kept.text)
    forged = canaries.answers("forged")
    assert visitor.post("/f/canary", {**forged, "altcha": canaries.word("token")}).status == 422
    strange = canaries.answers("strange") | {
        canaries.word("field name"): canaries.text("field value"),
        "_language": canaries.word("language"), "_token": canaries.word("form token"),
    }
    headers = {
        name: canaries.word(name)
        for name in (
            "User-Agent", "X-Forwarded-For", "Forwarded", "Accept-Language", "Cookie", "X-Canary",
            "Authorization", "Via", "Accept",
        )
    }
    headers["Referer"] = "https://www.example.jp/" + canaries.word("referer")
    headers["Cookie"] = f"{canaries.word('cookie name')}={canaries.word('cookie value')}"
    headers["X-" + canaries.word("header name")] = "x"
    headers["Idempotency-Key"] = canaries.word("key too short")
    assert visitor.post("/f/canary", strange, headers).status == 400
    del headers["Idempotency-Key"]
    assert visitor.post("/f/canary", strange, headers).status == 303
    # Bodies that cannot be read.
    body = canaries.text("broken JSON")
    for kind, sent in [
        ("application/json", '{"name": "' + body), ("text/plain", body),
        ("multipart/form-data; boundary=" + canaries.word("boundary"), body),
        (canaries.word("media type"), body),
    ]:
        answer = visitor.request("POST", "/f/canary", sent.encode(), {"Content-Type": kind})
        assert 400 <= answer.status < 500
    visitor.close()


def knock_at_every_door(house, canaries: Canaries) -> None:
    visitor = Visitor(house)
    paths = [
        "/{}", "/f/{}", "/f/canary?{}={}", "/f/{}/challenge", "/f/canary/thanks?receipt={}", "/desk/{}",
        "/desk/forms/{}/board", "/desk/forms/{}/export.csv", "/desk/submissions/{}", "/desk/sign-in?return={}",
        "/sample/{}", "/genkan.css?{}", "//{}", "/%2e%2e/{}",
    ]
    for path in paths:
        answer = visitor.get(path.replace("{}", canaries.word(f"path {path}")))
        assert answer.status < 500, path
        visitor.post(path.replace("{}", canaries.word(f"path {path}")), {"x": "y"})
    answer = visitor.request(canaries.word("method").upper(), "/f/canary")
    assert answer.status in (400, 405, 501)
    visitor.cookies["__Host-genkan"] = canaries.word("session cookie")
    assert visitor.get("/desk").status in (303, 307)
    visitor.cookies.clear()
    for name in (canaries.word("sign-in name"), canaries.text("sign-in name in Japanese"), "anna"):
        typed = {"name": name, "password": canaries.text(f"password for {len(name)}"), "return": "/desk"}
        assert visitor.post("/desk/sign-in", typed).status == 303
        code = {"code": canaries.word(f"code for {len(name)}"), "return": "/desk"}
        assert visitor.post("/desk/sign-in/code", code).status == 422
    for path in ("/desk/sign-in/passkey", "/desk/sign-in/code/passkey", "/desk/again/passkey"):
        fields = ("id", "client", "data", "signature", "user", "ticket", "prf", "return")
        typed = {field: canaries.word(f"{field} for {path}") for field in fields}
        assert visitor.post(path, typed).status in (303, 403, 422), path
    visitor.close()


def speak_nonsense(house, canaries: Canaries) -> None:
    """What no parser takes must not be quoted in the log either."""
    word = canaries.word
    heads = [
        f"GET /{word('bare path')} HTTP/9.9\r\n\r\n",
        f"{word('bare line')}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: localhost\r\n{word('bare header')}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: {word('host')}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: a\r\nHost: {word('second host')}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: localhost\r\n{word('bad name')}\x01: x\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: localhost\r\nX: {word('bad value')}\x00\r\n\r\n",
        f"POST /f/canary HTTP/1.1\r\nHost: localhost\r\nContent-Length: {word('length')}\r\n\r\n",
        f"POST /f/canary HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: {word('coding')}\r\n\r\n",
        f"POST /f/canary HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n{word('chunk')}\r\n",
        f"GET /{word('long path') * 4000} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: localhost\r\nX: {word('long header') * 8000}\r\n\r\n",
        f"GET http://{word('absolute')}/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        f"GET /%{word('escape')}%zz%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ]
    for head in heads:
        say(house, head.encode(), "localhost")
    say(house, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", f"{word('server name').lower()}.example")
    say(house, f"GET /{word('without TLS')} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(), None)
    for path, headers in [
        ("/", [(word("upper case").upper(), "x")]),
        ("/", [(":" + word("pseudo").lower(), "x")]),
        ("/", [("connection", word("connection"))]),
        ("/", [("te", word("te"))]),
        ("/", [("x y" + word("blank").lower(), "x")]),
        ("/", [("x", word("line end") + "\r\nx")]),
        ("/", [("content-length", word("HTTP/2 length"))]),
        (word("no slash"), []),
        ("/" + word("HTTP/2 path"), [(":path", "/" + word("second path"))]),
    ]:
        client = HTTP2(house)
        try:
            client.request("GET", path, headers)
        except (OSError, h2.exceptions.ProtocolError):
            pass
        client.close()


def say(house, data: bytes, name: str | None) -> None:
    """Sends bytes over TLS under a server name, or without TLS, and reads until it is closed or answered."""
    try:
        with socket.create_connection(("127.0.0.1", house.port), timeout=10) as plain:
            if name is None:
                plain.sendall(data)
                plain.recv(4096)
                return
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            with context.wrap_socket(plain, server_hostname=name) as secured:
                secured.sendall(data)
                secured.settimeout(10)
                secured.recv(4096)
    except OSError:
        pass


def read_everything(house, stored: list[tuple[str, dict[str, str]]]) -> None:
    anna = Visitor(house).signed_in("anna")
    board = html.unescape(anna.get("/desk/forms/canary/board").text)
    rows = anna.export("canary")
    for receipt, answers in stored:
        assert receipt in board and answers["name"] in board and answers["company"] in board
        row = next(row for row in rows if row["Name"] == answers["name"])
        assert receipt in ("", row["Receipt"])
        texts = [answers[name] for name in answers if name not in ("topic", "agreed")]
        cells = list(row.values())
        assert [text for text in texts if text not in cells] == []
    cards = sorted(set(re.findall(r"/desk/submissions/[0-9a-f-]{36}", board)))
    assert len(cards) == len(rows) >= len(stored)
    pages = [html.unescape(anna.get(card).text) for card in cards]
    for _, answers in stored:
        assert any(answers["message"].split("\n")[1] in page for page in pages)
    assert anna.sign_out().status == 303
    assert anna.get("/desk/forms/canary/board").status == 303


def test_the_search_finds_what_is_there(tmp_path):
    text = "山茶花&<0123abcd>"
    for number, guise in enumerate(guises(text)):
        file = tmp_path / f"{number}.txt"
        file.write_bytes(b"before" + guise + b"after")
        assert found_in([file], {"planted": text}), guise
    assert len(files_in([tmp_path])) > 100
    for offset in range(3):
        file = tmp_path / "base64.txt"
        file.write_bytes(base64.b64encode(b"x" * offset + text.encode() + b"y" * 5))
        assert found_in([file], {"planted": text}), offset
    assert found_in([tmp_path], {"absent": "another text"}) == []

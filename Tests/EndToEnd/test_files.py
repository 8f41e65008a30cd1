"""Files from a visitor's page to the staff's machine, over real TLS: whole, under a harmless name, and for those alone
who may open the form."""

import html
import json
import re
import secrets
import unicodedata
import urllib.parse
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from http2 import HTTP2
from sent_files import (
    CHUNK, FILLED_UP, MOST_BYTES, TYPED, SentFile, content, form, kept, look, multipart, photo, rows, send,
)  # fmt: skip
from taking_files import taking_files
from visitor import Visitor

ENGLISH = {"Accept-Language": "en"}
ONCE = ("content-type", "content-length", "content-disposition", "content-security-policy", "cache-control")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """anna and ben open `plans` and `photos`, and only anna opens `later`."""
    with taking_files(tmp_path_factory.mktemp("files")) as house:
        house.add_ben()
        house.stop()
        house.write_form("later", form("Later"))
        house.start()
        yield house


@pytest.fixture(scope="module")
def vera(house):
    return Visitor(house)


@pytest.fixture(scope="module")
def anna(house):
    return Visitor(house).signed_in("anna")


@pytest.fixture(scope="module")
def ben(house):
    return Visitor(house).signed_in("ben")


def sent(vera, files, form="photos"):
    """The files as they are kept of a new submission."""
    answer = send(vera, form, TYPED, files)
    assert answer.status == 201, answer.text
    newest = kept(vera.house)[-len(files) :]
    assert len({file.submission for file in newest}) == 1
    return newest


def name_of(answer) -> str:
    """What a browser calls a download (RFC 6266); the name for old ones says nothing else."""
    (header,) = answer.headers.get_all("content-disposition")
    attribute = r"(?:[\w!#$&+.^`|~-]|%[0-9A-F]{2})+"
    found = re.fullmatch(rf"attachment; filename=\"([\w. -]+)\"; filename\*=UTF-8''({attribute})", header, re.ASCII)
    assert found, header
    name = urllib.parse.unquote(found[2], errors="strict")
    assert found[1] == re.sub("[^0-9A-Za-z_. -]", "_", name)
    return name


class Over1:
    """HTTP/1.1: the status, and what came."""

    def __init__(self, house):
        self.visitor = Visitor(house)

    def ask(self, method, path, headers, body=None):
        answer = self.visitor.request(method, path, body, headers)
        return answer.status, answer.body


class Over2:
    def __init__(self, house):
        self.client = HTTP2(house)

    def ask(self, method, path, headers, body=b""):
        return self.client.request(method, path, [(name.lower(), value) for name, value in headers.items()], body)


@pytest.mark.parametrize("over", [Over1, Over2], ids=["HTTP/1.1", "HTTP/2"])
def test_files_come_out_as_they_went_in(house, ben, over):
    """Above and below the windows and chunks in which they travel and are sealed."""
    client = over(house)
    files = [
        SentFile("photos", "縦 1.png", content("png", CHUNK)), SentFile("photos", "横.jpg", content("jpeg", CHUNK + 1)),
        SentFile("plan", "図面 v2.pdf", content("pdf", FILLED_UP)), SentFile("photos", "one.txt", b"1"),
    ]  # fmt: skip
    headers, body = multipart(TYPED, files)
    key = {"Accept": "application/json", "Idempotency-Key": secrets.token_hex(16)}
    before = rows(house)
    answers = [client.ask("POST", "/f/plans", headers | key, body) for _ in range(2)]
    assert [status for status, _ in answers] == [201, 201], answers
    first, again = (json.loads(text)["receipt"] for _, text in answers)
    assert first == again and {table: rows(house)[table] - before[table] for table in ("submissions", "files")} == {
        "submissions": 1, "files": 4,
    }  # fmt: skip
    # By the fields of the form, and then as they came.
    expected = [files[2], files[0], files[1], files[3]]
    own = kept(house)[-4:]
    assert [(file.field, file.scan, file.held) for file in own] == [(file.field, None, None) for file in expected]
    cookie = {"Cookie": "; ".join(f"{name}={value}" for name, value in ben.cookies.items())}
    for file, original in zip(own, expected):
        assert client.ask("GET", file.path, cookie) == (200, original.content)


def test_the_card_the_board_and_the_csv_tell_of_the_files(house, vera, anna, ben):
    plan = SentFile("plan", "見積 <b>.pdf", content("pdf", 48_213))
    files = [plan, photo("=cmd|'x'!A1.png", count=1_500), photo("2.png")]
    own = sent(vera, files, "plans")
    page = ben.get(own[0].card, ENGLISH).text
    links = re.findall(r'<a href="([^"]+)" download><bdi>([^<]*)</bdi></a> <span class="file-size">([^<]*)<', page)
    names = ["見積 _b_.pdf", "=cmd_'x'!A1.png", "2.png"]
    assert [html.unescape(name) for _, name, _ in links] == names
    assert [address for address, _, _ in links] == [file.path for file in own]
    assert [size for _, _, size in links] == ["47 KB", "1.5 KB", "1000 B"]
    assert re.findall(r'<img src="(/desk/[^"]+)"', page) == [file.path for file in own[1:]]
    board = ben.get("/desk/forms/plans/board", ENGLISH).text
    card = next(part for part in board.split('<li class="card')[1:] if own[0].submission in part)
    assert "3 files" in card
    told = next(row for row in anna.export("plans") if row["Plan"] == names[0])
    assert names[2] in told["Photos"] and not told["Photos"].startswith("=")
    assert not re.search("[0-9a-f]{64}", str(told)), "the digest is nobody's business"


NAMES = {
    "Japanese": ("見積書(最終版)①.png", "見積書(最終版)①.png"),
    "as macOS writes it": (unicodedata.normalize("NFD", "ガス設備.png"), "ガス設備.png"),
    "quotation marks": ('"a"; filename="b.png', "_a_; filename=_b.png"),
    "a line end": ("a\r\nX-Evil: 1\r\n\r\n<b>.png", "aX-Evil_ 1_b_.png"),
    "a path of Windows": (r"..\..\evil.png", "evil.png"),
    "a path with a drive": (r"C:\Users\vera\写真.png", "写真.png"),
    "a path of Unix": ("/home/vera/../../etc/passwd.png", "passwd.png"),
    "both": (r"../a\..\/b.png", "b.png"),
    "nothing but an extension": ("../.png", "file.png"),
    "turned writing": ("evil\u202egpj.exe\u2066.png", "evilgpj.exe.png"),
    "what cannot be seen": ("a\u200b\ufeff\u00ad\x00\x1b[31m\x7f.png", "a[31m.png"),
    "300 characters": ("あ" * 296 + ".png", "あ" * 146 + ".png"),
    "escapes": ("%2e%2e%2f%41%5c.png", "%2e%2e%2f%41%5c.png"),
    "what means something in an address": ("a?b#c&d=e;f'g(h)*.png", "a_b#c&d=e;f'g(h)_.png"),
    "dots and blanks": (" ..a.png. . ", "file.a.png"),
    "markup": ("<img src=x onerror=alert(1)>.png", "_img src=x onerror=alert(1)_.png"),
    "emoji": ("\U0001f469\u200d\U0001f467\U0001f3fd.png", "\U0001f469\U0001f467\U0001f3fd.png"),
    "a mark without a letter": ("\u0301a.png", "\u0301a.png"),
    "a mark behind what cannot be seen": ("e\u200d\u0301.png", "\xe9.png"),
    "marks in no order": ("a\u0301\u200b\u0323.png", "\u1ea1\u0301.png"),
    "half a kana": ("\uff9ea.png", "\uff9ea.png"),
    "capitals": ("A.PNG", "A.PNG"),
}


@pytest.mark.parametrize("name, expected", NAMES.values(), ids=NAMES)
def test_a_name_is_harmless_and_its_header_well_formed(vera, ben, name, expected):
    file = photo(name)
    (own,) = sent(vera, [file])
    answer = ben.get(own.path)
    assert (answer.status, answer.body) == (200, file.content)
    assert name_of(answer) == expected
    assert answer.headers["x-evil"] is None
    page = ben.get(own.card)
    assert page.status == 200
    assert expected in [html.unescape(shown) for shown in re.findall("<bdi>([^<]*)</bdi>", page.text)]


SHOWN = {"png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
BYTES = "application/octet-stream"


@pytest.mark.parametrize("kind, extension", [
    ("png", "png"), ("jpeg", "jpeg"), ("jpeg", "jpg"), ("gif", "gif"), ("webp", "webp"), ("heic", "heic"),
    ("heic", "heif"), ("txt", "txt"), ("zip", "zip"), ("xls", "xls"),
])  # fmt: skip
def test_a_download_is_saved_and_never_run(vera, ben, kind, extension):
    file = photo(f"a.{extension}", kind, 70_000)
    (own,) = sent(vera, [file])
    answer = ben.get(own.path)
    headers = answer.headers
    assert (answer.status, answer.body, headers["content-length"]) == (200, file.content, "70000")
    assert headers["content-type"] == SHOWN.get(kind, BYTES)
    assert headers["content-disposition"].startswith("attachment;")
    assert headers["x-content-type-options"] == "nosniff" and headers["cache-control"] == "no-store"
    assert headers["cross-origin-resource-policy"] == "same-origin" and headers["x-frame-options"] == "DENY"
    policy = [rule.split() for rule in headers["content-security-policy"].split(";")]
    assert ["default-src", "'none'"] in policy and ["sandbox"] in policy and "unsafe" not in str(policy)
    assert all(len(headers.get_all(name)) == 1 for name in ONCE)


def test_who_asks_for_the_head_alone_learns_the_true_length_or_none(vera, ben):
    """RFC 9110 § 8.6."""
    (own,) = sent(vera, [photo(count=70_000)])
    whole, head = ben.get(own.path), ben.request("HEAD", own.path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] in (None, "70000")
    assert head.headers["content-disposition"] == whole.headers["content-disposition"]


def test_whoever_opens_a_file_stands_in_the_trail(house, vera, ben):
    def opened() -> int:
        return look(house, "SELECT count(*) FROM audit WHERE kind = 'file-opened'")[0][0]

    (own,) = sent(vera, [photo()])
    before = opened()
    for _ in range(2):
        assert ben.get(own.path).status == 200
    assert opened() == before + 2
    assert ben.get(f"{own.card}/files/{uuid.uuid4()}").status == 404
    assert opened() == before + 2


def test_nobody_else_gets_a_file(house, vera, anna, ben):
    (own,), (other,), (later,) = (sent(vera, [photo()], form) for form in ("photos", "photos", "later"))
    away = Visitor(house).get(own.path)
    assert away.status == 303 and away.headers["location"].startswith("/desk/sign-in") and away.body == b""
    assert [anna.get(file.path).status for file in (own, other, later)] == [200, 200, 200]
    assert ben.get(later.path).status == 404, "ben does not open this form"
    for card, file in [
        (other.card, own.id), (later.card, own.id), (own.card, later.id), (own.card, str(uuid.uuid4())),
        (f"/desk/submissions/{uuid.uuid4()}", own.id), (own.card, own.submission), (own.card, ""), (own.card, "1"),
        (own.card, own.id + "0"), (own.card, "..%2f" + own.id), (own.card, "%00"),
    ]:  # fmt: skip
        refused = ben.get(f"{card}/files/{file}")
        assert refused.status == 404 and b"PNG" not in refused.body, (card, file)
    away = Visitor(house).signed_in("ben")
    assert away.get(own.path).status == 200 and away.sign_out().status == 303
    assert away.get(own.path).status == 303


def test_visitors_at_once_do_not_get_mixed_up(house, ben):
    def one(number: int) -> list[SentFile]:
        visitor = Visitor(house, source=f"127.0.0.{10 + number}")
        files = [photo(f"{number}-{index}.png", count=MOST_BYTES - number) for index in range(3)]
        fields = TYPED | {"message": f"number {number}"}
        assert send(visitor, "photos", fields, files).status == 201
        visitor.close()
        return files

    before = len(kept(house))
    with ThreadPoolExecutor(8) as pool:
        originals = {file.name: file for files in pool.map(one, range(8)) for file in files}
    own = kept(house)[before:]
    assert len(own) == len(originals) == 24
    found: dict[str, set[str]] = {}
    for file in own:
        answer = ben.get(file.path)
        name = name_of(answer)
        assert answer.body == originals[name].content
        found.setdefault(file.submission, set()).add(name.split("-")[0])
    assert sorted(numbers.pop() for numbers in found.values() if len(numbers) == 1) == [str(n) for n in range(8)]

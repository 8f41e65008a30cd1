"""Files that are not taken, and bodies that do not arrive whole: the visitor learns what to do and keeps the text, a
retry is one submission, and nothing is stored of the rest."""

import html
import json
import re
import secrets
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

import pytest

from lines import Line1, Line2
from sent_files import (
    CHUNK, MOST_BYTES, TYPED, SentFile, content, kept, multipart, photo, rows, send, send_by_page,
)  # fmt: skip
from taking_files import taking_files
from visitor import PATIENCE_SECONDS, Visitor
from watched import connections

JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with taking_files(tmp_path_factory.mktemp("refusals")) as house:
        yield house


@pytest.fixture(scope="module")
def vera(house):
    return Visitor(house)


@pytest.fixture
def unchanged(house):
    """Nothing is stored meanwhile."""
    before = rows(house)
    yield
    assert rows(house) == before


def errors(answer) -> dict[str, str]:
    """What is wrong, by field; told in words as well."""
    assert answer.status == 422 and answer.headers["content-type"] == "application/problem+json", answer.text
    problem = json.loads(answer.body)
    assert problem["code"] == "answers-invalid" and all(fault["detail"] for fault in problem["errors"].values())
    return {field: fault["code"] for field, fault in problem["errors"].items()}


def of(name: str, begins: bytes) -> SentFile:
    return SentFile("photos", name, begins)


PLAN = SentFile("plan", "a.pdf", content("pdf"))
WRONG = {
    "an extension that nobody asked for": ([photo("a.exe")], "file-type"),
    "none": ([photo("png")], "file-type"),
    "one that another field takes": ([photo("a.pdf", "pdf")], "file-type"),
    "two": ([photo("a.png.exe")], "file-type"),
    "a turned one": ([photo("evil\u202egnp.exe")], "file-type"),
    "a PDF called PNG": ([photo("a.png", "pdf")], "file-not-as-named"),
    "a program called PNG": ([of("a.png", b"MZ\x90\0" + bytes(2_000))], "file-not-as-named"),
    "a page called JPEG": ([of("a.jpg", b"<!doctype html><script>alert(1)</script>")], "file-not-as-named"),
    "the signature behind a blank": ([of("a.png", b" " + content("png"))], "file-not-as-named"),
    "half a signature": ([of("a.png", b"\x89PN")], "file-not-as-named"),
    "bytes of no text": ([of("a.txt", b"text\0text")], "file-not-as-named"),
    "a PDF called text": ([of("a.txt", b"%PDF-1.7\n")], "file-not-as-named"),
    "a byte too many": ([photo(count=MOST_BYTES + 1)], "file-too-large"),
    "very many": ([photo(count=3 * MOST_BYTES)], "file-too-large"),
    "a file too many": ([photo(f"{number}.png") for number in range(4)], "too-many-files"),
    "no byte": ([of("a.png", b"")], "file-empty"),
    "no byte in the second": ([photo(), of("b.png", b"")], "file-empty"),
    "a good one, then a bad one": ([photo(), photo("a.png", "gif")], "file-not-as-named"),
}


@pytest.mark.parametrize("files, code", WRONG.values(), ids=WRONG)
def test_a_file_that_is_not_taken_is_told_by_its_field(vera, unchanged, files, code):
    assert errors(send(vera, "plans", TYPED, [PLAN, *files])) == {"photos": code}


def test_what_is_wrong_with_two_fields_is_told_at_once(vera, unchanged):
    answer = send(vera, "plans", {"name": "Vera"}, [photo("a.exe"), SentFile("plan", "a.pdf", content("png"))])
    assert errors(answer) == {"message": "required", "plan": "file-not-as-named", "photos": "file-type"}


@pytest.mark.parametrize("files", [[], [SentFile("plan", "", b"")], [photo()]], ids=["none", "not chosen", "another's"])
def test_a_file_that_has_to_come_is_asked_for(vera, unchanged, files):
    assert errors(send(vera, "plans", TYPED, files)) == {"plan": "required"}


def test_a_name_alone_is_no_file(vera, unchanged):
    """What a page sends whose form does not say `multipart/form-data`, and what JSON can carry."""
    typed = TYPED | {"plan": "図面.pdf"}
    kind = {"Content-Type": "application/x-www-form-urlencoded", **JSON}
    body = urllib.parse.urlencode(typed).encode()
    assert errors(vera.request("POST", "/f/plans", body, kind)) == {"plan": "file-not-sent"}
    assert errors(vera.post_json("/f/plans", typed)) == {"plan": "file-not-sent"}
    assert errors(vera.post_json("/f/plans", TYPED)) == {"plan": "required"}
    assert errors(send(vera, "plans", typed, [])) == {"plan": "file-not-sent"}
    page = vera.post("/f/plans", typed)
    assert page.status == 422 and '<form enctype="multipart/form-data"' in html.unescape(page.text)


@pytest.mark.parametrize("field", ["message", "other", "_homepage"])
def test_a_file_that_nobody_asks_for_is_told(vera, unchanged, field):
    answer = send(vera, "photos", TYPED, [SentFile(field, "a.png", content("png"))])
    assert answer.status == 422 and json.loads(answer.body)["code"] == "file-not-asked"


@pytest.mark.parametrize("files", [
    [photo(count=MOST_BYTES) for _ in range(3)], [photo("a.txt", "txt", 1)], [photo("a.PNG")], [photo("a.jpeg.png")],
], ids=["as large and as many as may be", "one byte", "capitals", "two extensions"])  # fmt: skip
def test_what_is_just_right_is_taken(house, vera, files):
    before = len(kept(house))
    assert send(vera, "photos", TYPED, files).receipt
    assert len(kept(house)) == before + len(files)


def hidden(page: str) -> dict[str, str]:
    """What the form on a page sends without asking."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))


def test_the_page_keeps_what_was_typed_and_the_next_try_is_one_submission(house, vera):
    before = rows(house)
    page = vera.get("/f/plans", {"Accept-Language": "ja"})
    assert 'enctype="multipart/form-data"' in page.text
    typed = TYPED | hidden(page.text)
    refused = send_by_page(vera, "plans", typed, [SentFile("plan", "秘密の名前.pdf", content("png")), photo("a.exe")])
    shown = html.unescape(refused.text)
    assert refused.status == 422 and all(text in shown for text in TYPED.values())
    assert "「図面」のファイルは、拡張子と中身の形式が一致しません。" in shown and "「写真」には" in shown
    assert "秘密の名前" not in shown, "a page cannot choose the file again"
    assert hidden(refused.text)["_submission"] == typed["_submission"] and rows(house) == before
    typed |= hidden(refused.text)
    receipts = {send_by_page(vera, "plans", typed, [PLAN]).receipt for _ in range(2)}
    assert len(receipts) == 1 and None not in receipts
    assert rows(house) == {"submissions": before["submissions"] + 1, "files": before["files"] + 1,
                           "file_chunks": before["file_chunks"] + 1}  # fmt: skip


def test_a_retry_is_the_same_submission_and_another_file_is_another(house, vera):
    key, file = secrets.token_hex(16), photo(count=3 * CHUNK // 2)
    receipt = send(vera, "photos", TYPED, [file], key).receipt
    before = rows(house)
    assert receipt and send(vera, "photos", TYPED, [file], key).receipt == receipt
    for other in (
        [photo(count=3 * CHUNK // 2)], [SentFile("photos", "b.png", file.content)], [file, photo()], [],
        [SentFile("photos", file.name, file.content + b"\0")],
    ):  # fmt: skip
        answer = send(vera, "photos", TYPED, other, key)
        assert answer.status == 409 and json.loads(answer.body)["code"] == "sent-before-with-other-answers"
    assert send(vera, "photos", TYPED, [file], key).receipt == receipt and rows(house) == before


def test_a_double_click_is_one_submission(house):
    key, file = secrets.token_hex(16), photo(count=CHUNK)
    before = rows(house)

    def click(number: int) -> str:
        visitor = Visitor(house, source=f"127.0.0.{20 + number}")
        receipt = send(visitor, "photos", TYPED, [file], key).receipt
        visitor.close()
        return receipt

    with ThreadPoolExecutor(6) as pool:
        receipts = set(pool.map(click, range(6)))
    assert len(receipts) == 1 and None not in receipts
    assert rows(house) == {table: count + 1 for table, count in before.items()}


def test_a_website_without_keys_is_told_by_the_files_as_well(house, vera):
    """The same words of the same sender with another file are another submission."""
    first, second = photo(), photo()
    receipts = []
    for file in (first, first, second, SentFile("photos", "b.png", first.content), first):
        headers, body = multipart(TYPED | {"message": "no key"}, [file])
        receipts.append(vera.request("POST", "/f/photos", body, headers | JSON).receipt)
    assert receipts[0] == receipts[1] == receipts[4] and len({*receipts}) == 3 and None not in receipts
    assert len({file.submission for file in kept(house)[-3:]}) == 3


def places(body: bytes, count: int) -> list[int]:
    """Where to cut: at every seam of a body and beside it, at its end, and at many places between."""
    seams = [found.end() for found in re.finditer(rb"\r\n\r\n|\r\n--|--\r\n", body)]
    near = {seam + step for seam in seams for step in (-2, -1, 0, 1, 2)}
    near |= set(range(len(body) - 8, len(body))) | {len(body) * number // count for number in range(count)}
    return sorted(place for place in near if 0 < place < len(body))


def test_a_body_without_its_end_is_no_submission(vera, unchanged):
    """Whole for HTTP, so that it is answered; all but its last line end may not be missing."""
    headers, body = multipart(TYPED, [photo(count=5_000), photo("b.txt", "txt", 3_000)])
    for place in places(body, count=60):
        if place >= len(body) - 2:
            continue  # RFC 2046 § 5.1.1: what follows the last delimiter says nothing
        answer = vera.request("POST", "/f/photos", body[:place], headers | JSON)
        assert answer.status == 400, (place, len(body), answer.text)


@pytest.mark.parametrize("end", ["closed", "closed as TLS does", "reset"])
@pytest.mark.parametrize("line", [Line1, Line2], ids=["HTTP/1.1", "HTTP/2"])
def test_a_connection_that_was_cut_stores_nothing(house, line, end):
    visitor = Visitor(house)
    visitor.get("/f/photos")
    before, there = rows(house), set(connections(house.port))
    headers, body = multipart(TYPED, [photo(count=40_000), photo("b.txt", "txt", 3_000)])
    for number, place in enumerate(places(body, count=20)):
        client = line(house, f"127.0.8.{1 + number % 100}")
        client.ask("POST", "/f/photos", headers, body, place)
        if end == "closed as TLS does":
            client.say_goodbye()
        client.cut(at_once=end == "reset")
    wait_until_gone(house, there)
    assert send(visitor, "photos", TYPED, [photo(count=1_000)]).receipt, "what comes later is written later"
    visitor.close()
    assert rows(house) == {table: count + 1 for table, count in before.items()}


def wait_until_gone(house, there: set) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while set(connections(house.port)) - there:
        assert time.monotonic() < deadline
        time.sleep(0.01)

"""Reads the files that the real program stores, from the format alone; and what is not exactly so does not open there.

Whoever changes rows while the house is closed gets a refusal or a download that breaks off, and never a wrong byte.
"""

import hashlib
import http.client
import shutil
import sqlite3
import uuid

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from formats import padme
from house import House
from http2 import HTTP2
from opened_house import CHUNK, OpenedHouse, nonce
from sent_files import FILLED_UP, TYPED, SentFile, content, form, kept, photo, send
from visitor import Visitor

SIZES = [1, 255, 256, 65_536, 65_537, 200_000, FILLED_UP]
TWICE = "二度.txt"


class Scene:
    """A closed house with files of all sizes, one of them twice, and two others in one submission."""

    def __init__(self, directory):
        self.house = House(directory, [])
        self.house.write_form("photos", form("Photos"))
        self.house.set_up()
        self.house.start()
        vera = Visitor(self.house)
        self.sent = {size: photo(f"山{size}.txt", "txt", size) for size in SIZES[:-1]}
        self.sent[FILLED_UP] = SentFile("plan", "山.pdf", content("pdf", FILLED_UP))
        twice = photo(TWICE, "txt", 300)
        self.pair = [photo("1.png", count=CHUNK * 3), photo("2.png", count=CHUNK * 3)]
        for files in [*([file] for file in self.sent.values()), [twice], [twice], self.pair]:
            assert send(vera, "photos", TYPED, files).receipt
        self.kept = dict(zip(SIZES, kept(self.house)))
        self.twice, self.kept_pair = kept(self.house)[-4:-2], kept(self.house)[-2:]
        self.cookies = Visitor(self.house).signed_in("anna").cookies
        self.house.stop()
        self.opened = OpenedHouse(self.house)
        self.safe = directory / "as-it-was"
        shutil.copytree(self.house.data, self.safe)

    def tamper(self, *statements: str) -> None:
        """Puts everything back as it was, then changes the rows."""
        shutil.rmtree(self.house.data)
        shutil.copytree(self.safe, self.house.data)
        (self.house.directory / "serve.log").write_text("")
        ids = {f"f{size}": file.id for size, file in self.kept.items()}
        ids |= {f"pair{number}": file.id for number, file in enumerate(self.kept_pair)}
        ids |= {"other": self.kept[65_537].submission}
        with sqlite3.connect(self.house.data / "genkan.sqlite") as shell:
            shell.execute("PRAGMA foreign_keys = OFF")
            for statement in statements:
                used = {name: uuid.UUID(text).bytes for name, text in ids.items() if f":{name}" in statement}
                assert shell.execute(statement, used).rowcount > 0, statement
        shell.close()


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    scene = Scene(tmp_path_factory.mktemp("format"))
    yield scene
    if scene.house.process is not None and scene.house.process.poll() is None:
        scene.house.kill()


@pytest.fixture
def serving(scene):
    """Starts the house after it was tampered with; it must still end in order, so nothing has crashed."""

    def start(statements: list[str]) -> Visitor:
        scene.tamper(*statements)
        scene.house.start()
        anna = Visitor(scene.house)
        anna.cookies = dict(scene.cookies)
        return anna

    yield start
    scene.house.stop()


def raw(text: str) -> bytes:
    return uuid.UUID(text).bytes


@pytest.mark.parametrize("size", SIZES)
def test_a_file_opens_from_its_format(scene, size):
    own, file = scene.kept[size], scene.sent[size]
    assert scene.opened.file(raw(own.id)) == file.content
    _, count, digest = scene.opened.file_key(raw(own.id))
    assert (count, digest) == (size, hashlib.sha256(file.content).digest())
    told = f"{file.name[-3:]} {size} {digest.hex()} {file.name}".encode()
    assert told in scene.opened.answers(raw(own.submission))


def test_the_stored_size_is_padded(scene):
    sealed = {size: sum(map(len, scene.opened.chunks(raw(own.id)))) for size, own in scene.kept.items()}
    assert sealed[1] == sealed[255] == sealed[256] == 256 + 16
    assert sealed[65_536] == 65_536 + 16 and sealed[65_537] == padme(65_537) + 2 * 16
    assert sealed[200_000] == padme(200_000) + 4 * 16
    assert sealed[FILLED_UP] == FILLED_UP - 1 + 2 * CHUNK + 66 * 16


def test_the_same_bytes_twice_have_nothing_in_common(scene):
    first, second = (raw(file.id) for file in scene.twice)
    assert scene.opened.file(first) == scene.opened.file(second)
    assert scene.opened.file_key(first)[0] != scene.opened.file_key(second)[0]
    assert not set(scene.opened.chunks(first)) & set(scene.opened.chunks(second))


def test_no_two_files_share_a_key_and_none_is_a_data_key(scene):
    ids = [row["id"] for row in scene.opened.rows["files"]]
    assert len({scene.opened.file_key(file)[0] for file in ids}) == len(ids) == len(SIZES) + 4


@pytest.mark.parametrize("index, is_last", [(0, True), (1, False), (1, True), (255, False)])
def test_a_chunk_opens_in_its_place_alone(scene, index, is_last):
    file = raw(scene.kept[200_000].id)
    key, first = scene.opened.file_key(file)[0], scene.opened.chunks(file)[0]
    assert AESGCM(key).decrypt(nonce(0, False), first, b"GKC\x01" + file) == scene.sent[200_000].content[:CHUNK]
    with pytest.raises(InvalidTag):
        AESGCM(key).decrypt(nonce(index, is_last), first, b"GKC\x01" + file)
    with pytest.raises(InvalidTag):
        AESGCM(key).decrypt(nonce(0, False), first, b"GKC\x01" + raw(scene.kept[1].id))


def chunk(of: str, position: int) -> str:
    return f"(SELECT sealed FROM file_chunks WHERE file = :{of} AND position = {position})"


def put(sealed: str, position: int, file: str = "f200000") -> str:
    return f"UPDATE file_chunks SET sealed = {sealed} WHERE file = :{file} AND position = {position}"


def moved(position: int, to: int) -> str:
    return f"UPDATE file_chunks SET position = {to} WHERE file = :f200000 AND position = {position}"


OF = "WHERE file = :f200000 AND position"
CHUNKS = {
    "the last is gone": [f"DELETE FROM file_chunks {OF} = 3"],
    "the first is gone": [f"DELETE FROM file_chunks {OF} = 0"],
    "all are gone": ["DELETE FROM file_chunks WHERE file = :f200000"],
    "the first is gone and the others moved up": [
        f"DELETE FROM file_chunks {OF} = 0", moved(1, 0), moved(2, 1), moved(3, 2),
    ],
    "one in the middle is gone and the last moved up": [f"DELETE FROM file_chunks {OF} = 2", moved(3, 2)],
    "two have changed places": [moved(0, 9), moved(1, 0), moved(9, 1)],
    "one stands twice": [put(chunk("f200000", 0), 1)],
    "the last is the one before": [put(chunk("f200000", 2), 3)],
    "one is another file's": [put(chunk("pair0", 1), 1)],
    "the first is another file's": [put(chunk("f65537", 0), 0)],
    "one is shorter by a byte": [put("substr(sealed, 1, length(sealed) - 1)", 2)],
    "one is longer by a byte": [put("CAST(sealed || x'00' AS BLOB)", 2)],
    "one has nothing in it": [put("x''", 1)],
    "a bit of it is another": [put("CAST(substr(sealed, 1, 100) || x'00FF' || substr(sealed, 103) AS BLOB)", 1)],
    "the last is zeros": [put("zeroblob(length(sealed))", 3)],
}  # fmt: skip


@pytest.mark.parametrize("statements", CHUNKS.values(), ids=CHUNKS)
def test_a_file_whose_chunks_were_changed_never_has_a_wrong_byte(scene, serving, statements):
    anna, own, whole = serving(statements), scene.kept[200_000], scene.sent[200_000].content
    try:
        answer = anna.get(own.path)
        assert answer.status == 500 and whole[:40] not in answer.body
    except http.client.IncompleteRead as cut:
        assert len(cut.partial) < len(whole) and whole.startswith(cut.partial)
    assert refused_over_http2(scene, own.path)
    assert [line for line in scene.house.log.splitlines() if "level=error" in line]
    others = [scene.kept[65_536], scene.kept_pair[0]]
    assert [anna.get(file.path).body for file in others] == [scene.sent[65_536].content, scene.pair[0].content]
    assert anna.get(own.card).status == 200


def refused_over_http2(scene, path: str) -> bool:
    """Whether its stream is reset, or there is no file at all."""
    cookies = "; ".join(f"{name}={value}" for name, value in scene.cookies.items())
    client = HTTP2(scene.house)
    try:
        return client.request("GET", path, [("cookie", cookies)])[0] == 500
    except ConnectionError:
        return True
    finally:
        client.close()


SET = "UPDATE files SET {} WHERE id = :{}"
ENVELOPE = "(SELECT envelope FROM files WHERE id = :pair1)"
KNOWN = {
    "the key of another file of the submission": [SET.format(f"envelope = {ENVELOPE}", "pair0")],
    "the key of another submission's file": [
        "UPDATE files SET envelope = (SELECT envelope FROM files WHERE id = :f65537) WHERE id = :pair0"
    ],
    "no key": [SET.format("envelope = zeroblob(length(envelope))", "pair0")],
    "the answers' envelope": [
        "UPDATE files SET envelope = (SELECT answers FROM submissions WHERE id = files.submission) WHERE id = :pair0"
    ],
    "two files in each other's place": [SET.format("position = 9", "pair0"), SET.format("position = 0", "pair1"),
                                        SET.format("position = 1", "pair0")],
    "a file of another submission": [SET.format("submission = :other, position = 1", "pair0")],
    "a file of another field": [SET.format("field = 'plan'", "pair0")],
    "a file too few": ["DELETE FROM files WHERE id = :pair1"],
    "a file too many": [
        "INSERT INTO files SELECT randomblob(16), submission, 7, field, scan, finding, envelope FROM files"
        " WHERE id = :pair0"
    ],
}  # fmt: skip


@pytest.mark.parametrize("statements", KNOWN.values(), ids=KNOWN)
def test_a_file_that_is_not_the_one_that_was_sent_is_refused_and_named(scene, serving, statements):
    anna = serving(statements)
    own = next(file for file in kept(scene.house) if file.id == scene.kept_pair[0].id)
    answer = anna.get(own.path)
    assert answer.status == 500 and b"PNG" not in answer.body
    assert own.submission in answer.text
    assert [line for line in scene.house.log.splitlines() if "level=error" in line and own.submission in line]
    assert anna.get(scene.kept[200_000].path).body == scene.sent[200_000].content


@pytest.mark.parametrize("statements", [
    ["DELETE FROM files WHERE id = :pair0", "DELETE FROM files WHERE id = :pair1"],
    ["UPDATE submissions SET files = 0 WHERE id = (SELECT submission FROM files WHERE id = :pair0)"],
    ["DELETE FROM files WHERE id = :pair1"],
], ids=["their rows", "their number", "one of them"])  # fmt: skip
def test_files_that_were_taken_away_are_missed(scene, serving, statements):
    """The answers tell of them."""
    page = serving(statements).get(scene.kept_pair[0].card)
    assert page.status == 500 or "1.png" in page.text and "2.png" in page.text, "nobody would know that they were there"

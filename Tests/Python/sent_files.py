"""Files as browsers send them (RFC 7578), and what a house keeps of them."""

import contextlib
import html
import re
import secrets
import sqlite3
import uuid
from dataclasses import dataclass

from visitor import Answer, Visitor

# What a file of a type begins with; text begins as it likes.
BEGINNINGS = {
    "pdf": b"%PDF-1.7\n",
    "jpeg": b"\xff\xd8\xff\xe0",
    "png": b"\x89PNG\r\n\x1a\n",
    "gif": b"GIF89a",
    "webp": b"RIFF\x24\0\0\0WEBP",
    "heic": b"\0\0\0\x18ftypheic",
    "zip": b"PK\x03\x04",
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "txt": b"",
}
CHUNK = 65_536
MOST_BYTES = 200_000  # of a photograph
# Sealed, it is filled up with more than a chunk: the last has nothing of it.
FILLED_UP = 4_194_305
FORM = """
title: {{ja: 書類, en: {title}}}
captcha: none
fields:
  - {{name: name, kind: person-name, label: {{ja: 氏名, en: Name}}, required: true, title: true}}
  - {{name: message, kind: long-text, label: {{ja: 内容, en: Message}}, required: true}}
  - {{name: plan, kind: file, label: {{ja: 図面, en: Plan}}, accept: [pdf], required: {required}}}
  - name: photos
    kind: file
    label: {{ja: 写真, en: Photos}}
    accept: [png, jpeg, gif, webp, heic, txt, zip, xls]
    max_files: 3
    max_file_bytes: 200000
"""
TYPED = {"name": "山田 花子", "message": "図面を送ります\n<b>&\"よろしく\""}


def form(title: str, required: bool = False) -> str:
    """Two texts, a plan that is asked for or has to come, and up to three photographs or other files."""
    return FORM.format(title=title, required=str(required).lower())


def content(kind: str, count: int = 1_000) -> bytes:
    """So many bytes of a type, which nobody else has."""
    rest = count - len(BEGINNINGS[kind])
    if kind == "txt":
        return secrets.token_hex(rest)[:rest].encode()
    return BEGINNINGS[kind] + secrets.token_bytes(rest)


@dataclass(frozen=True)
class SentFile:
    """A file that somebody chose for a field."""

    field: str
    name: str
    content: bytes


def multipart(fields: dict[str, str], files: list[SentFile]) -> tuple[dict[str, str], bytes]:
    """The header and the body, written as browsers do (HTML § 4.10.21.8)."""
    boundary = "----" + secrets.token_hex(12)

    def quoted(text: str) -> str:
        return '"' + text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A") + '"'

    parts = [(quoted(name), value.encode()) for name, value in fields.items()]
    for file in files:
        head = f"{quoted(file.field)}; filename={quoted(file.name)}\r\nContent-Type: application/octet-stream"
        parts.append((head, file.content))
    body = b"".join(
        f"--{boundary}\r\nContent-Disposition: form-data; name={head}\r\n\r\n".encode() + value + b"\r\n"
        for head, value in parts
    )
    return {"Content-Type": f"multipart/form-data; boundary={boundary}"}, body + f"--{boundary}--\r\n".encode()


def send(
    visitor: Visitor, form: str, fields: dict[str, str], files: list[SentFile], key: str | None = None
) -> Answer:
    """As a program does, under a key by which a retry is recognised."""
    headers, body = multipart(fields, files)
    headers |= {"Accept": "application/json", "Idempotency-Key": key or secrets.token_hex(16)}
    return visitor.request("POST", f"/f/{form}", body, headers)


def send_by_page(visitor: Visitor, form: str, fields: dict[str, str], files: list[SentFile]) -> Answer:
    """As the hosted form does; what it hides stands among the fields."""
    headers, body = multipart(fields, files)
    headers |= {"Origin": visitor.house.url, "Sec-Fetch-Site": "same-origin"}
    return visitor.request("POST", f"/f/{form}", body, headers)


def photo(name: str = "a.png", kind: str = "png", count: int = 1_000) -> SentFile:
    """One that the form above takes."""
    return SentFile("photos", name, content(kind, count))


@dataclass(frozen=True)
class KeptFile:
    """What stands of a file in clear, and why its submission was held."""

    id: str
    submission: str
    field: str
    scan: str | None
    finding: str | None
    held: str | None

    @property
    def card(self) -> str:
        return f"/desk/submissions/{self.submission}"

    @property
    def path(self) -> str:
        return f"{self.card}/files/{self.id}"


def look(house, statement: str) -> list[tuple]:
    """What the database says while somebody else has it open."""
    with contextlib.closing(sqlite3.connect(f"file:{house.data}/genkan.sqlite?mode=ro", uri=True)) as shell:
        return shell.execute(statement).fetchall()


def kept(house) -> list[KeptFile]:
    """Every file, in the order in which they came."""
    rows = look(house, """
        SELECT files.id, submissions.id, field, scan, finding, held
        FROM files JOIN submissions ON submissions.id = files.submission
        ORDER BY submissions.rowid, position
    """)  # fmt: skip
    return [KeptFile(str(uuid.UUID(bytes=own)), str(uuid.UUID(bytes=of)), *rest) for own, of, *rest in rows]


def rows(house) -> dict[str, int]:
    """How many there are."""
    return {
        table: look(house, f"SELECT count(*) FROM {table}")[0][0] for table in ("submissions", "files", "file_chunks")
    }


def half_kept(house) -> list[tuple]:
    """Submissions with more or fewer files than they say, files of none, files without or with a gap in their chunks,
    and chunks of no file."""
    return look(house, """
        SELECT 'submission', hex(id), files FROM submissions
            WHERE files <> (SELECT count(*) FROM files WHERE submission = submissions.id)
        UNION SELECT 'file', hex(id), position FROM files WHERE submission NOT IN (SELECT id FROM submissions)
            OR 0 = (SELECT count(*) FROM file_chunks WHERE file = files.id)
            OR 1 + (SELECT max(position) FROM file_chunks WHERE file = files.id)
                <> (SELECT count(*) FROM file_chunks WHERE file = files.id)
        UNION SELECT 'chunk', hex(file), position FROM file_chunks WHERE file NOT IN (SELECT id FROM files)
    """)  # fmt: skip


def press(person: Visitor, card: str, verb: str, **fields: str) -> Answer:
    """Presses a button of a card's page."""
    page = person.get(card).text
    form = page[page.index('<form id="act"') :]
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[: form.index("</form>")])
    return person.post(f"{card}/{verb}", [(name, html.unescape(value)) for name, value in hidden] + [*fields.items()])

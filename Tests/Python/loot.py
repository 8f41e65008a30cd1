"""What a burglar carries away: the files of a house, and everything in them that could be a key."""

import base64
import functools
import hashlib
import hmac
import pathlib
import re
import shutil
import sqlite3
import tempfile

SOURCES = pathlib.Path(__file__).resolve().parents[2] / "Sources"


def _labels() -> list[str]:
    """What the source says keys are derived by: he has it in hand."""
    found = set()
    for file in SOURCES.rglob("*.swift"):
        text = file.read_text()
        found |= set(re.findall(r"genkan/v1/[a-z0-9-]+", text))
        if file.name == "HouseKey.swift":
            cases = re.search(r"enum Purpose.*?\n    }", text, re.DOTALL).group()
            raw = re.findall(r'case (\w+)(?: = "([a-z-]+)")?', cases)
            found |= {f"genkan/v1/house/{value or name}" for name, value in raw}
            found |= {f"genkan/v1/house/{name}" for name in re.findall(r'derive\("([a-z-]+)"\)', text)}
        found |= {f"genkan/v1/house/{name}" for name in re.findall(r'rawValue\)/([a-z-]+)"', text)}
    assert {f"genkan/v1/house/{name}" for name in ("pepper", "invitation", "passkey-user", "device")} <= found
    return sorted(found)


LABELS = _labels()
# What a tired programmer leaves in the place of a key.
WEAK = [
    *(bytes([byte]) * 32 for byte in (0, 1, 0x20, 0x2A, 0x30, 0x41, 0x55, 0xAA, 0xFF)),
    *(start + bytes(32 - len(start)) for start in (b"\x01", b"\x09", b"password", b"genkan", b"secret", b"key")),
    *(bytes(31) + bytes([last]) for last in (1, 9)),
    bytes(range(32)), bytes(range(1, 33)), bytes(range(31, -1, -1)), b"0123456789abcdef" * 2, b"0123456789ABCDEF" * 2,
]  # fmt: skip
# Of 32 random bytes fewer than 22 are different once in ten million times: text and empty pages are no keys.
LEAST_DIFFERENT = 22


class Loot:
    """Everything under some places: copies of the same house, or of one house at several times."""

    def __init__(self, *places: pathlib.Path):
        self.files = {
            file: file.read_bytes()
            for place in places
            for file in sorted(place.rglob("*"))
            if file.is_file() and not file.is_symlink()
        }
        self.rows: dict[str, list[dict]] = {}
        for file in self.files:
            if file.suffix == ".sqlite":
                self._read(file)
        self._columns = {value for rows in self.rows.values() for row in rows for value in row.values()} - {None}
        self._blobs = [value for value in self._columns if isinstance(value, bytes)]
        self._contents = [*self.files.values(), *self._blobs]
        for content in self.files.values():
            self._contents += _decoded(content)

    def _read(self, file: pathlib.Path) -> None:
        with tempfile.TemporaryDirectory() as directory:
            for part in file.parent.glob(file.name + "*"):
                if not part.name.endswith("-shm"):
                    shutil.copy(part, directory)
            database = sqlite3.connect(pathlib.Path(directory) / file.name)
            database.row_factory = sqlite3.Row
            tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
            for (table,) in tables:
                known = self.rows.setdefault(table, [])
                found = map(dict, database.execute(f'SELECT * FROM "{table}"'))
                known += [row for row in found if row not in known]
            database.close()

    def windows(self, count: int, different: int = 1) -> set[bytes]:
        """Every run of so many bytes in every file, value and decoded text, of so many different ones."""
        return set().union(*(_runs(content, count, different) for content in self._contents))

    def columns(self) -> set[bytes]:
        """What stands in the tables, each value whole."""
        return {value if isinstance(value, bytes) else str(value).encode() for value in self._columns} - {b""}

    def values(self) -> set[bytes]:
        """The same, parts of it, and the words of the configuration and of the program's log."""
        found = self.columns()
        for blob in self._blobs:
            found |= {blob[:count] for count in (12, 16, 20, 32, 64)} | {blob[-count:] for count in (16, 20, 32)}
            found |= {blob[32:64], blob[4:36], blob[36:68], blob[44:76]}
        for file, content in self.files.items():
            if ".sqlite" not in file.name and len(content) < 1_000_000:
                found |= set(re.findall(rb"[\w.@:/-]{3,64}", content))
        return found - {b""}


@functools.cache
def _runs(content: bytes, count: int, different: int) -> frozenset[bytes]:
    windows = {content[start : start + count] for start in range(len(content) - count + 1)}
    return frozenset(window for window in windows if len(set(window)) >= different)


def derived(value: bytes) -> set[bytes]:
    """The 32 bytes that can be made of something that everybody can read."""
    found = {
        hashlib.sha256(value).digest(), hashlib.sha512(value).digest()[:32], hashlib.sha3_256(value).digest(),
        hashlib.blake2b(value, digest_size=32).digest(), hashlib.sha256(value.hex().encode()).digest(),
        value[:32].ljust(32, b"\0"), value[:32].rjust(32, b"\0"), (value * 32)[:32],
    }  # fmt: skip
    if len(value) == 32:
        found |= {value[::-1], bytes(byte ^ 0xFF for byte in value)}
    return found


def derived_by_label(value: bytes) -> set[bytes]:
    """The same by the house's own labels, as HKDF and as HMAC."""
    extracted = hmac.digest(bytes(32), value, "sha256")
    found = set()
    for label in LABELS:
        found.add(hmac.digest(extracted, label.encode() + b"\x01", "sha256"))
        found.add(hmac.digest(value, label.encode(), "sha256"))
    return found


@functools.cache
def _decoded(content: bytes) -> list[bytes]:
    """What runs of hexadecimal, base32 and base64 digits in a file spell, wherever they begin."""
    found = []
    for text in {content, content.replace(b"\0", b""), content.replace(b" ", b"")}:
        for run in set(re.findall(rb"[0-9a-fA-F]{32,}", text)):
            found += [bytes.fromhex(run[start : len(run) - (len(run) - start) % 2].decode()) for start in (0, 1)]
        for run in set(re.findall(rb"[A-Z2-7]{26,}|[a-z2-7]{26,}", text)):
            for start in range(8):
                part = run[start:].upper()
                found.append(base64.b32decode(part[: len(part) // 8 * 8]))
        for run in set(re.findall(rb"[A-Za-z0-9+/_-]{22,}", text)):
            plain = run.replace(b"-", b"+").replace(b"_", b"/")
            for start in range(4):
                part = plain[start:]
                part = part[: len(part) - (len(part) % 4 == 1)]
                found.append(base64.b64decode(part + b"=" * (-len(part) % 4)))
    return found

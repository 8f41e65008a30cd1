"""A house's database opened from anna's password and `house.key` as EnvelopeFormat.md says: no line of Genkan's code
is used."""

import contextlib
import hashlib
import hmac
import sqlite3
import struct

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from formats import expand, hkdf, hpke_open, padme, public, read_house, read_roster, unpadded

CHUNK, TAG = 65_536, 16
ANSWERS, FILE = 2, 4  # purposes
TABLES = ("rosters", "credentials", "form_keys", "grants", "data_keys", "submissions", "files", "file_chunks")


class OpenedHouse:
    """One that has one person with a password, anna."""

    def __init__(self, house):
        with contextlib.closing(sqlite3.connect(house.data / "genkan.sqlite")) as shell:
            shell.row_factory = sqlite3.Row
            self.rows = {name: shell.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall() for name in TABLES}
        _, self._secret = read_house((house.data / "house.key").read_bytes())
        self._person, self._private = self._anna(house.passwords["anna"])
        self._form_keys: dict[tuple[bytes, int], tuple[bytes, bytes]] = {}

    def _one(self, table: str, **where) -> sqlite3.Row:
        (found,) = [row for row in self.rows[table] if all(row[name] == value for name, value in where.items())]
        return found

    def _anna(self, password: str) -> tuple[bytes, bytes]:
        row = self._one("credentials", kind="password")
        newest = max(self.rows["rosters"], key=lambda roster: roster["number"])
        _, _, _, agreement, signing = read_roster(newest["document"])["people"][row["person"]]
        peppered = hmac.digest(hkdf(self._secret, b"genkan/v1/house/pepper"), password.encode(), "sha256")
        salt = b"genkan/v1/credential\0\x01" + row["person"] + row["id"] + row["salt"]
        cost = {"n": 1 << row["log_n"], "r": row["r"], "p": row["p"]}
        key = hashlib.scrypt(peppered, salt=salt, **cost, maxmem=1 << 28, dklen=32)
        aad = row["person"] + row["id"] + row["public_key"] + agreement + signing
        return row["person"], hpke_open(row["agreement"], key, "genkan/v1/person", aad)

    def _form_key(self, form: bytes, generation: int) -> tuple[bytes, bytes]:
        """The private key, and what is bound to it."""
        if (form, generation) not in self._form_keys:
            where = {"form": form, "generation": generation}
            binding = form + struct.pack(">I", generation) + self._one("form_keys", **where)["public_key"]
            grant = self._one("grants", person=self._person, **where)["sealed"]
            aad = binding + self._person + public(self._private)
            self._form_keys[form, generation] = hpke_open(grant, self._private, "genkan/v1/grant", aad), binding
        return self._form_keys[form, generation]

    def envelope(self, submission: sqlite3.Row, purpose: int, envelope: bytes, data: bytes) -> bytes:
        """What an envelope of a submission holds, if its head says that it is this one."""
        record = self._one("data_keys", id=submission["data_key"])
        private, binding = self._form_key(record["form"], record["generation"])
        key = hpke_open(record["sealed"], private, "genkan/v1/data-key", binding + record["id"])
        prefix, commitment, nonce, box = data[:75], data[75:107], data[107:119], data[119:]
        assert prefix == b"".join([
            b"GKE\x01", struct.pack(">HB", 1, purpose), submission["form"], submission["id"], envelope,
            submission["data_key"], struct.pack(">I", submission["form_version"]),
        ])  # fmt: skip
        assert commitment == expand(key, b"genkan/v1/commit\0" + prefix)
        return unpadded(AESGCM(expand(key, b"genkan/v1/record\0" + prefix)).decrypt(nonce, box, data[:107]))

    def answers(self, submission: bytes) -> bytes:
        row = self._one("submissions", id=submission)
        return self.envelope(row, ANSWERS, row["answers_id"], row["answers"])

    def file_key(self, file: bytes) -> tuple[bytes, int, bytes]:
        """Its key, its length and its digest."""
        row = self._one("files", id=file)
        submission = self._one("submissions", id=row["submission"])
        content = self.envelope(submission, FILE, file, row["envelope"])
        assert len(content) == 72
        return content[:32], int.from_bytes(content[32:40], "big"), content[40:]

    def chunks(self, file: bytes) -> list[bytes]:
        """As they are sealed."""
        rows = sorted((row for row in self.rows["file_chunks"] if row["file"] == file), key=lambda row: row["position"])
        assert [row["position"] for row in rows] == list(range(len(rows)))
        return [row["sealed"] for row in rows]

    def file(self, file: bytes) -> bytes:
        """The STREAM construction over AES-256-GCM; its zeros at the end are checked and taken off."""
        key, count, digest = self.file_key(file)
        sealed = self.chunks(file)
        padded = b"".join(
            AESGCM(key).decrypt(nonce(index, index == len(sealed) - 1), chunk, b"GKC\x01" + file)
            for index, chunk in enumerate(sealed)
        )
        assert len(padded) == padme(count) and not any(padded[count:])
        assert all(len(chunk) == CHUNK + TAG for chunk in sealed[:-1]) and len(sealed) == -(-len(padded) // CHUNK)
        assert hashlib.sha256(padded[:count]).digest() == digest
        return padded[:count]


def nonce(index: int, is_last: bool) -> bytes:
    """The chunk's number in 11 bytes, and whether it is the last."""
    return index.to_bytes(11, "big") + bytes([is_last])

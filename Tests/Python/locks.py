"""Every sealed thing in a burglar's loot, with all that its reader must know besides the key."""

import re
import struct
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from formats import read_invitation, read_roster

# Magic and length of what can be recognised in free pages and logs as well.
_CARVED = {b"GKS\x02": ("session", 130), b"GKQ\x01": ("pending sign-in", 90), b"GKF\x01": ("second factor", 216)}


@dataclass(frozen=True)
class Lock:
    """One sealed thing."""

    kind: str
    box: bytes
    aad: bytes
    person: str = ""  # whose it is
    form: str = ""  # which form's
    what: str = ""  # an id in hexadecimal
    info: str = ""  # of an HPKE box: the label
    to: bytes = b""  # of an HPKE box: the recipient's public key
    start: int = 0  # of an AES-GCM box: where the nonce stands
    carved: bool = False  # it stands in no row (any more)

    def __repr__(self) -> str:
        words = [self.kind, self.person, self.form, self.what[:8], "carved" if self.carved else ""]
        return f"<{' '.join(word for word in words if word)}>"

    @property
    def nonce(self) -> bytes:
        return self.box[self.start : self.start + 12]

    @property
    def ciphertext(self) -> bytes:
        return self.box[self.start + 12 :]

    def decrypt(self, key: bytes) -> bytes:
        return AESGCM(key).decrypt(self.nonce, self.ciphertext, self.aad)


class Locks:
    """The locks of some rows and raw files, and whose public keys these know."""

    def __init__(self, loot):
        self.rows = loot.rows
        newest = max(self.rows["rosters"], key=lambda row: row["number"])
        self.people = read_roster(newest["document"])["people"]
        self.forms = {row["id"]: row["name"] for row in self.rows["forms"]}
        self.public = {row["name"]: row["value"] for row in self.rows["house_facts"]}["public-key"]
        self.credentials = [row | {"of": self.people[row["person"]]} for row in self.rows["credentials"]]
        self.invitations = [read_invitation(row["document"]) for row in self.rows["invitations"]]
        self._accepted()
        self.credentials += [
            row | {"of": self.people[row["person"]], "kind": "passkey"}
            for row in self.rows["passkeys"]
            if row["salt"] is not None
        ]
        self.all = {*self._people(), *self._invited(), *self._forms(), *self._answers(), *self._sessions()}
        self.all |= {*self._files(), *self._chunks()}
        self.all |= set(self._carved(loot.files.values()))

    def _name(self, person: bytes) -> str:
        return self.people[person][0]

    def _accepted(self) -> None:
        """Who accepted an invitation has keys and a password, and stands in no roster yet."""
        names = {invitation["id"]: invitation["name"] for invitation in self.invitations}
        for row in self.rows["acceptances"]:
            person, factor, agreement, signing = struct.unpack(">16sB32s32s", row["document"][36:117])
            newcomer = (names[row["invitation"]], 0, factor, agreement, signing)
            self.people.setdefault(person, newcomer)
            common = {"person": person, "id": row["credential"], "kind": "password", "of": newcomer}
            self.credentials.append(row | common)

    def _invited(self):
        for row in self.rows["invitation_keys"]:
            name, _, _, to, _ = self.people[row["person"]]
            aad, what = row["invitation"] + row["person"] + to, row["invitation"].hex()
            label = "genkan/v1/invitation-key"
            yield Lock("key of an invitation", row["sealed"], aad, name, what=what, info=label, to=to)

    def _people(self):
        for row in self.credentials:
            name, _, _, agreement, signing = row["of"]
            aad = row["person"] + row["id"] + row["public_key"] + agreement + signing
            for kind, column, label in (("person key", "agreement", "person"), ("signing key", "signing", "person-signing")):
                yield Lock(kind, row[column], aad, name, info=f"genkan/v1/{label}", to=row["public_key"])
        for row in self.rows["second_factors"]:
            yield self._factor(row["sealed"], row["person"])
        for row in self.credentials:
            if row.get("second_factor") is not None:
                yield self._factor(row["second_factor"], row["person"])
        for row in self.rows["house_facts"]:
            if row["name"] == "sealed-house-key":
                person, (name, _, _, agreement, _) = next(p for p in self.people.items() if p[1][1] == 3)
                aad = person + agreement + self.public
                yield Lock("copy of house.key", row["value"], aad, name, info="genkan/v1/house", to=agreement)

    def _factor(self, box: bytes, person: bytes, carved: bool = False) -> Lock:
        aad = b"GKF\x01" + person + self.people[person][3]
        return Lock("second factor", box, aad, self._name(person), start=4, carved=carved)

    def _forms(self):
        keys = {(row["form"], row["generation"]): row["public_key"] for row in self.rows["form_keys"]}

        def binding(row) -> bytes:
            return row["form"] + struct.pack(">I", row["generation"]) + keys[row["form"], row["generation"]]

        for row in self.rows["grants"]:
            person, form = row["person"], self.forms[row["form"]]
            to = self.people[person][3]
            aad = binding(row) + person + to
            yield Lock("grant", row["sealed"], aad, self._name(person), form, info="genkan/v1/grant", to=to)
        for row in self.rows["data_keys"]:
            aad, form = binding(row) + row["id"], self.forms[row["form"]]
            to = keys[row["form"], row["generation"]]
            common = {"form": form, "what": row["id"].hex(), "to": to}
            yield Lock("data key", row["sealed"], aad, info="genkan/v1/data-key", **common)
            if row["wrapped"] is not None:
                yield Lock("wrapped data key", row["wrapped"], aad + row["sealed"] + row["signature"], **common)

    def _answers(self):
        for row in self.rows["submissions"]:
            for kind in ("title", "answers"):
                box, form = row[kind], self.forms[row["form"]]
                assert box[:4] == b"GKE\x01" and box[55:71] == row["data_key"]
                yield Lock(kind, box, box[:107], form=form, what=row["id"].hex(), start=107)

    def _files(self):
        forms = {row["id"]: self.forms[row["form"]] for row in self.rows["submissions"]}
        for row in self.rows["files"]:
            box = row["envelope"]
            yield Lock("file", box, box[:107], form=forms[row["submission"]], what=row["id"].hex(), start=107)

    def _chunks(self):
        """Their nonce is not beside them: it is the number, and whether it is the last."""
        forms = {lock.what: lock.form for lock in self._files()}
        last: dict[bytes, int] = {}
        for row in self.rows["file_chunks"]:
            last[row["file"]] = max(row["position"], last.get(row["file"], 0))
        for row in self.rows["file_chunks"]:
            nonce = row["position"].to_bytes(11, "big") + bytes([row["position"] == last[row["file"]]])
            common = {"form": forms[row["file"].hex()], "what": row["file"].hex()}
            yield Lock("chunk", nonce + row["sealed"], b"GKC\x01" + row["file"], **common)

    def _sessions(self):
        for row in self.rows["sessions"]:
            what = row["fingerprint"].hex()
            yield Lock("session", row["sealed"], b"GKS\x02", what=what, start=4)
            yield Lock("place", row["place"], row["fingerprint"], what=what)
        for row in self.rows["pending_sign_ins"]:
            yield Lock("pending sign-in", row["sealed"], b"GKQ\x01", what=row["fingerprint"].hex(), start=4)

    def _carved(self, contents):
        """What the files hold besides the rows: rows of before in free pages and in the log."""
        known = {lock.box for lock in self.all}
        for content in contents:
            for magic, (kind, count) in _CARVED.items():
                for found in re.finditer(re.escape(magic), content):
                    box = content[found.start() : found.start() + count]
                    if len(box) < count or box in known:
                        continue
                    if kind == "second factor":
                        yield from (self._factor(box, person, carved=True) for person in self.people)
                    else:
                        yield Lock(kind, box, magic, start=4, carved=True)

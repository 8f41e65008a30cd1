"""A burglar who has the files of a house and its source, and really tries.

Whatever might be a key goes to `give`. What opens is learned from, so that one key leads to all that hangs
on it. Which of many thousands is a key is told by what stands in clear: a private key by its public half, a
data key by an envelope's commitment, a session's token by its fingerprint, the runtime secret by the code of
a person's sessions, a cipher's key by a byte that is known of what it opens.
"""

import hashlib
import hmac
from collections import Counter

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from formats import (
    expand, hkdf, hpke_key_and_nonce, hpke_open, hpke_shared_secret, public, read_house, signing_public, unpadded,
)  # fmt: skip
from locks import Lock, Locks
from loot import LEAST_DIFFERENT, WEAK, Loot, derived, derived_by_label
from overseen import Overseen

PURPOSES = ("pepper", "altcha-signing", "altcha-key", "form-token", "submission-id", "answers-code", "invitation")
_UNDER_TOKEN = {"session": b"genkan/v1/session", "pending sign-in": b"genkan/v1/pending-sign-in"}
_UNDER_PERSON = {"second factor": b"genkan/v1/second-factor", "place": b"genkan/v1/session-place"}


class Burglar:
    """With some loot, and what he saw over people's shoulders."""

    def __init__(self, loot: Loot, overseen: Overseen | None = None):
        self.loot = loot
        self.locks = Locks(loot)
        self.opened: dict[Lock, bytes] = {}
        self.recognised: set[str] = set()  # what is a key, whether it opens something or not
        self.tried: Counter[str] = Counter()
        self.made: set[bytes] = set()  # keys out of what everybody can read
        self._overseen = overseen or Overseen()
        self._given: set[bytes] = set()
        self._tokens: set[bytes] = set()
        self._runtimes: set[bytes] = set()
        self._prepare()

    def _prepare(self) -> None:
        people = self.locks.people
        self._holders = {person[3]: identity for identity, person in people.items()}
        self._signers = {person[4]: f"signing key of {person[0]}" for person in people.values()}
        self._signers[self.locks.public] = "signing key of the house"
        self._boxes = [lock for lock in self.locks.all if lock.info]
        self._ciphers = [lock for lock in self.locks.all if not lock.info]
        self._envelopes = [lock for lock in self._ciphers if lock.kind in ("title", "answers", "file")]
        self._publics = {lock.to for lock in self._boxes} | {lock.box[:32] for lock in self._boxes} | set(self._holders)
        rows = self.locks.rows["sessions"], self.locks.rows["pending_sign_ins"]
        self._rows = {row["fingerprint"] for table in rows for row in table}
        self._tags = {row["person"] for row in rows[0]}
        # A row that is gone has its fingerprint somewhere in the files, if it is there.
        self._fingerprints = self._rows | self.loot.windows(32)
        self._blind = [lock for lock in self._ciphers if lock.kind == "wrapped data key"]
        self._sighted = [lock for lock in self._ciphers if lock.kind != "wrapped data key"]
        known = [(lock, *self._known_byte(lock)) for lock in self._sighted]
        # Of the block in which it stands; 2 is the first (NIST SP 800-38D).
        self._counters = b"".join(lock.nonce + (2 + place // 16).to_bytes(4, "big") for lock, place, _ in known)
        self._stream = [
            (16 * number + place % 16, frozenset(byte ^ lock.ciphertext[place] for byte in may_be), lock)
            for number, (lock, place, may_be) in enumerate(known)
        ]

    def _known_byte(self, lock: Lock) -> tuple[int, set[int]]:
        """Where one byte of what is in a lock stands, and what it may be."""
        match lock.kind:
            case "title" | "answers" | "file":  # the length, at most 1 MiB
                return 0, {0}
            case "chunk":  # the last one is filled up with zeros
                return len(lock.ciphertext) - 17, {0}
            case "session":  # a person's id
                return 0, {person[0] for person in self.locks.people}
            case "pending sign-in":  # whether it is somebody's
                return 0, {0, 1}
            case "second factor":  # its magic
                return 0, {ord("G")}
            case _:  # a place: behind its length, microseconds since 1970
                return 1, {0}

    # What he does.

    def try_files(self, without: "Burglar | None" = None, everything: bool = False) -> None:
        """Every run of bytes of a length that the formats know, in every file, in every part that is
        recognised; `everything` in every part there is. `without` what another one has tried."""
        least = 1 if everything else LEAST_DIFFERENT
        for count, parts in ((32, self._as_any), (20, self._overseen.seed), (16, self._overseen.form_secret)):
            runs = self.loot.windows(count, least if count == 32 else 1)
            if without is not None:
                runs = runs - without.loot.windows(count)
            self.tried[f"runs of {count} bytes"] += len(runs)
            for run in runs:
                parts(run) if count == 32 else self.recognised.update(parts(run))
                if everything and count == 32:
                    self._as_everything(run)

    def try_values(self, without: "Burglar | None" = None, everything: bool = False) -> None:
        """What stands in the tables in every part there is; what can be made of it, and the digests of
        words and parts, in every part that is recognised; `everything` all in all, and each pair as
        token and runtime secret."""
        columns, values = self.loot.columns() | set(WEAK), self.loot.values()
        made = {hashlib.sha256(value).digest() for value in values}
        for value in values if everything else columns:
            made |= derived(value) | derived_by_label(value)
        if without is not None:
            columns, made = columns - without.loot.columns(), made - without.made
        self.made |= made
        self.tried["values of tables"] += len(columns)
        self.tried["words and parts of values"] += len(values)
        self.tried["keys made of values"] += len(made)
        for value in values | made if everything else columns:
            self._as_everything(value)
        for key in made | {value for value in values | columns if len(value) == 32}:
            self._as_any(key)
        if everything:
            self._try_pairs([value for value in values if len(value) == 32])

    def try_tokens(self) -> None:
        """Every run of 32 bytes and every value as a cookie's token, under the runtime secrets that are
        known, at every box of the file of sessions: whether a row of it is left or not."""
        for token in self.loot.windows(32) | {value for value in self.made | self.loot.values() if len(value) == 32}:
            self.tried["as a token under a runtime secret"] += 1
            for runtime in self._runtimes:
                extracted = hmac.digest(runtime, token, "sha256")
                for label in _UNDER_TOKEN.values():
                    self._as_cipher_key(expand(extracted, label))

    def _try_pairs(self, values: list[bytes]) -> None:
        self.tried["pairs of values"] += len(values) ** 2
        for salt in values:
            for token in values:
                extracted = hmac.digest(salt, token, "sha256")
                for label in _UNDER_TOKEN.values():
                    self._as_cipher_key(expand(extracted, label))

    def give(self, secret: bytes) -> None:
        """Something that may well be a key."""
        if secret in self._given:
            return
        self._given.add(secret)
        if len(secret) == 32:
            self._as_any(secret)
        self._as_everything(secret)

    def give_house(self, file: bytes) -> None:
        """The content of `house.key`, and all that derives from it."""
        seed, secret = read_house(file)
        for key in (seed, secret, *(hkdf(secret, f"genkan/v1/house/{purpose}".encode()) for purpose in PURPOSES)):
            self.give(key)

    def guess(self, password: str, pepper: bytes | None) -> None:
        """One password, at scrypt's price, for everybody; `pepper` out of `house.key`, or what may be there
        instead."""
        for row in self.locks.credentials:
            if row["kind"] != "password":
                continue
            typed = password.encode()
            peppered = typed if pepper is None else hmac.digest(pepper, typed, "sha256")
            context = b"genkan/v1/credential\0\x01" + row["person"] + row["id"] + row["salt"]
            cost = {"n": 1 << row["log_n"], "r": row["r"], "p": row["p"]}
            key = hashlib.scrypt(peppered, salt=context, **cost, maxmem=1 << 28, dklen=32)
            self.tried["guesses at a password"] += 1
            self.give(key)

    def type_code(self, code: str) -> None:
        """A recovery code as it is printed."""
        symbols = code.replace("-", "").strip().upper().encode()[:26]
        for row in self.locks.credentials:
            context = b"genkan/v1/credential\0\x02" + row["person"] + row["id"] + row["salt"]
            self.give(hkdf(symbols, context, salt=row["salt"]))

    def use_passkey(self, output: bytes) -> None:
        """What a passkey's pseudo-random function gave."""
        for row in self.locks.credentials:
            context = b"genkan/v1/credential\0\x04" + row["person"] + row["id"] + row["salt"]
            self.give(hkdf(output, context, salt=row["salt"]))

    def type_invitation(self, code: str, pepper: bytes) -> None:
        """The code of an invitation as it was handed over."""
        peppered = hmac.digest(pepper, code.replace("-", "").encode(), "sha256")
        mark = expand(peppered, b"genkan/v1/invitation-mark")
        for invitation in self.locks.invitations:
            if invitation["mark"] == mark:
                self.recognised.add(f"code of {invitation['name']}")
                self.give(expand(peppered, b"genkan/v1/acceptance-key\0" + invitation["id"]))

    # The parts something may play, each told by what stands in clear.

    def _as_any(self, key: bytes) -> None:
        self._as_private_key(key)
        self._as_signing_key(key)
        self._as_data_key(key)
        self._as_token(key)
        self._as_runtime_secret(key)
        self._as_acceptance_key(key)
        self._as_cipher_key(key)

    def _as_private_key(self, key: bytes) -> None:
        self.tried["as a private key"] += 1
        known = public(key)
        if known not in self._publics:
            return
        for lock in self._boxes:
            if lock.to == known:
                self._take(lock, hpke_open(lock.box, key, lock.info, lock.aad))
            elif lock.box[:32] == known:  # the sender's, which nobody keeps
                to = X25519PublicKey.from_public_bytes(lock.to)
                self._open_agreed(lock, X25519PrivateKey.from_private_bytes(key).exchange(to))
        for lock in self._blind:
            if lock.to == known:
                self._open(lock, hkdf(key, b"genkan/v1/data-key-wrap"))
        if known in self._holders:
            self._open_of_person(key, self._holders[known])

    def _open_of_person(self, key: bytes, person: bytes) -> None:
        for lock in self._ciphers:
            if lock.kind in _UNDER_PERSON:
                self._open(lock, hkdf(key, _UNDER_PERSON[lock.kind], salt=person))

    def _as_signing_key(self, key: bytes) -> None:
        self.tried["as a signing key"] += 1
        known = signing_public(key)
        if known in self._signers:
            self.recognised.add(self._signers[known])

    def _as_data_key(self, key: bytes) -> None:
        self.tried["as a data key"] += 1
        for lock in self._envelopes:
            if expand(key, b"genkan/v1/commit\0" + lock.box[:75]) == lock.box[75:107]:
                self._open(lock, expand(key, b"genkan/v1/record\0" + lock.box[:75]))

    def _as_acceptance_key(self, key: bytes) -> None:
        self.tried["as the key of an invitation"] += 1
        for invitation in self.locks.invitations:
            if expand(key, b"genkan/v1/acceptance-commit\0" + invitation["id"]) == invitation["commitment"]:
                self.recognised.add(f"invitation of {invitation['name']}")

    def _as_token(self, key: bytes) -> None:
        self.tried["as a token"] += 1
        if key not in self._tokens and hashlib.sha256(key).digest() in self._fingerprints:
            if hashlib.sha256(key).digest() in self._rows:
                self.recognised.add("token")
            self._tokens.add(key)
            self._open_sessions()

    def _as_runtime_secret(self, key: bytes) -> None:
        self.tried["as the runtime secret"] += 1
        for person, (name, *_) in self.locks.people.items():
            if hkdf(key, b"genkan/v1/session-person", salt=person)[:16] in self._tags:
                self.recognised |= {"runtime secret", f"sessions of {name}"}
                self._runtimes.add(key)
        if key in self._runtimes:
            self._open_sessions()

    def _open_sessions(self) -> None:
        for lock in self._ciphers:
            for token in self._tokens if lock.kind in _UNDER_TOKEN else ():
                for runtime in self._runtimes:
                    self._open(lock, hkdf(token, _UNDER_TOKEN[lock.kind], salt=runtime))

    def _as_cipher_key(self, key: bytes) -> None:
        """One call makes the block of key stream that tells, for every box."""
        self.tried["as a cipher's key"] += 1
        stream = Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(self._counters)
        for place, known, lock in self._stream:
            if stream[place] in known:
                self._open(lock, key)
        for lock in self._blind:
            self._open(lock, key)

    # The parts of which nothing tells: tried at the lock itself.

    def _as_everything(self, key: bytes) -> None:
        self._as_key_material(key)
        self._as_agreed(key)
        self.recognised |= self._overseen.seed(key[:20]) | self._overseen.form_secret(key[:16])

    def _as_key_material(self, key: bytes) -> None:
        """HKDF as the house does it, salted with what may be its salt: nothing, people, weak secrets."""
        self.tried["as key material"] += 1
        for salt in (b"", *self.locks.people, *WEAK[:2], self.locks.public):
            extracted = hmac.digest(salt or bytes(32), key, "sha256")
            for label in (b"data-key-wrap", b"session", b"pending-sign-in", b"session-place", b"second-factor"):
                self._as_cipher_key(expand(extracted, b"genkan/v1/" + label))

    def _as_agreed(self, key: bytes) -> None:
        """As what sender and recipient of a box have agreed on, before and after its derivation."""
        self.tried["as an agreed secret"] += 1
        for lock in self._boxes:
            self._open_agreed(lock, key)
            self._open_shared(lock, key)

    def _open_agreed(self, lock: Lock, agreed: bytes) -> None:
        self._open_shared(lock, hpke_shared_secret(agreed, lock.box[:32], lock.to))

    def _open_shared(self, lock: Lock, shared: bytes) -> None:
        key, nonce = hpke_key_and_nonce(shared, lock.info)
        try:
            self._take(lock, AESGCM(key).decrypt(nonce, lock.box[32:], lock.aad))
        except InvalidTag:
            pass

    # What comes of it.

    def _open(self, lock: Lock, key: bytes) -> None:
        try:
            self._take(lock, lock.decrypt(key))
        except InvalidTag:
            pass

    def _take(self, lock: Lock, content: bytes) -> None:
        if lock in self.opened:
            return
        self.opened[lock] = content
        match lock.kind:
            case "session" | "pending sign-in":
                self.give(content[-32:])
            case "copy of house.key":
                self.give_house(content)
            case "person key" | "signing key" | "grant" | "data key" | "wrapped data key" | "key of an invitation":
                self.give(content)
            case "file":
                self.give(unpadded(content)[:32])
            case "second factor":
                self.recognised |= self._overseen.seed(content[12:32])

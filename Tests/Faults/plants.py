"""What a careless program could leave behind, each in a copy of the backups."""

import base64
import hashlib
import pathlib
import re
import shutil
import sqlite3

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from burglar import Burglar
from formats import expand, hkdf, read_house, unpadded
from loot import Loot
from two_backups import Scene, token


class Plants:
    """Backups in which a careless program has left something behind."""

    def __init__(self, scene: Scene, loot: Loot, place: pathlib.Path):
        rich = Burglar(loot, scene.overseen)
        rich.type_code(scene.code)
        rich.give(scene.runtime)
        rich.give(token(scene.cookie("anna")))
        self.scene, self.rich, self.place = scene, rich, place
        self.backups = [place / backup.name for backup in scene.backups]
        for backup, copy in zip(scene.backups, self.backups):
            shutil.copytree(backup, copy)

    def content(self, kind: str, form: str = "", person: str = "") -> bytes:
        """What is in a lock."""
        return next(
            content
            for lock, content in self.rich.opened.items()
            if lock.kind == kind and form in lock.form and person in lock.person
        )

    def lock(self, kind: str, form: str = "", person: str = ""):
        return next(
            lock for lock in self.rich.opened if lock.kind == kind and form in lock.form and person in lock.person
        )

    def append(self, file: str, data: bytes) -> None:
        with open(self.backups[0] / file, "ab") as opened:
            opened.write(b"\n" + data)

    def change(self, statement: str, *values: bytes) -> None:
        shell = sqlite3.connect(self.backups[1] / "data/genkan.sqlite")
        assert shell.execute(statement, values).rowcount == 1
        shell.commit()
        shell.close()

    # Each answers whether it was found.

    def a_data_key_behind_the_log_of_the_database(self):
        self.append("data/genkan.sqlite-wal", self.content("data key", "gate"))
        return lambda burglar: {"title", "answers", "file", "chunk"} == {lock.kind for lock in burglar.opened}

    def a_forms_private_key_in_the_database(self):
        self.append("data/genkan.sqlite", self.content("grant", "later"))
        return lambda burglar: {lock.form for lock in burglar.opened} == {"later"}

    def a_persons_private_key_in_a_line_of_the_log(self):
        self.append("serve.log", b"key=" + base64.b64encode(self.content("session")[-32:]))
        return lambda burglar: "seed of anna" in burglar.recognised and len(burglar.opened) > 10

    def the_house_keys_seed_in_the_configuration(self):
        self.append("config/genkan.yaml", read_house(self.scene.key_file)[0].hex().encode())
        return lambda burglar: burglar.recognised == {"signing key of the house"}

    def a_cookie_and_the_runtime_secret_in_the_log(self):
        self.append("serve.log", self.scene.cookie("anna").encode() + b" " + self.scene.runtime.hex().encode())
        return lambda burglar: {"session", "answers"} <= {lock.kind for lock in burglar.opened}

    def the_cipher_key_of_a_session(self):
        key = hkdf(token(self.scene.cookie("anna")), b"genkan/v1/session", salt=self.scene.runtime)
        self.append("data/sessions.sqlite", key)
        return lambda burglar: "session" in {lock.kind for lock in burglar.opened}

    def the_cipher_key_of_one_envelope(self):
        lock = self.lock("answers", "contact")
        self.append("data/house.state", expand(self.content("data key", "contact"), b"genkan/v1/record\0" + lock.box[:75]))
        return lambda burglar: set(burglar.opened) == {lock}

    def the_key_of_a_file(self):
        lock = self.lock("chunk", "gate")
        envelope = next(it for other, it in self.rich.opened.items() if (other.kind, other.what) == ("file", lock.what))
        self.append("serve.log", unpadded(envelope)[:32].hex().encode())
        return lambda burglar: set(burglar.opened) == {lock}

    def the_key_of_an_invitation(self):
        self.append("data/genkan.sqlite", self.content("key of an invitation"))
        return lambda burglar: len(burglar.recognised) == 1 and burglar.recognised < {
            "invitation of carol", "invitation of dora",
        }

    def a_seed_in_base32(self):
        self.append("serve.log", self.scene.house.authenticators.seeds["ben"].encode())
        return lambda burglar: burglar.recognised == {"seed of ben"}

    def the_secret_of_a_sessions_forms(self):
        self.append("serve.log", self.content("session")[50:66])
        return lambda burglar: burglar.recognised == {"request tokens of anna"}

    def what_a_box_was_agreed_on(self):
        box = self.lock("grant", "gate", "anna").box
        mine = X25519PrivateKey.from_private_bytes(self.content("session")[-32:])
        agreed = mine.exchange(X25519PublicKey.from_public_bytes(box[:32]))
        self.change("INSERT INTO house_facts VALUES ('planted', ?)", agreed)
        return lambda burglar: {"grant", "data key", "answers"} <= {lock.kind for lock in burglar.opened}

    def keys_made_of_what_everybody_can_read(self):
        wrapped, answers = self.lock("wrapped data key", "gate"), self.lock("answers", "later")
        form = wrapped.aad[:16]
        box = AESGCM(hkdf(form, b"genkan/v1/data-key-wrap")).encrypt(bytes(12), bytes(32), wrapped.aad)
        self.change("UPDATE data_keys SET wrapped = ? WHERE id = ?", bytes(12) + box, bytes.fromhex(wrapped.what))
        key, head = hashlib.sha256(answers.box[7:23]).digest(), answers.box[:75]
        head += expand(key, b"genkan/v1/commit\0" + head)
        subkey = expand(key, b"genkan/v1/record\0" + head[:75])
        box = head + bytes(12) + AESGCM(subkey).encrypt(bytes(12), bytes(256), head)
        self.change("UPDATE submissions SET answers = ? WHERE id = ?", box, bytes.fromhex(answers.what))
        return lambda burglar: sorted(burglar.opened.values(), key=len) == [bytes(32), bytes(256)]


PLANTS = [name for name in vars(Plants) if re.match("(a|an|the|what|keys)_", name)]

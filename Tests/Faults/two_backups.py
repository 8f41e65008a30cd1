"""A house with everything in it that is sealed, and what a burglar carries away of it."""

import base64
import hashlib
import pathlib
import re
import secrets
import shutil
import string

import pyotp

from house import House
from overseen import Overseen
from passkey import added_passkey
from sent_files import SentFile, content, send
from visitor import Visitor

FORM = """
title: { ja: 門, en: Gate }
captcha: none
fields:
  - { name: name, kind: person-name, label: { ja: 氏名, en: Name }, required: true, title: true }
  - { name: email, kind: email, label: { ja: メール, en: E-mail }, required: true }
  - { name: phone, kind: phone, label: { ja: 電話, en: Phone } }
  - { name: message, kind: long-text, label: { ja: 内容, en: Message }, required: true }
  - { name: source, kind: text, label: { ja: 経路, en: Source }, personal: false }
  - { name: plans, kind: file, label: { ja: 図面, en: Plans }, accept: [txt, jpeg], max_files: 2 }
"""


def word() -> str:
    return "".join(secrets.choice(string.ascii_letters) for _ in range(18))


class Scene:
    """A house with everything in it that is sealed, and two backups of it."""

    def __init__(self, directory: pathlib.Path):
        self.run = directory / "run"
        self.house = House(
            directory, [], environment={
                "GENKAN_LOG_LEVEL": "trace",
                "GENKAN_DATA_RUNTIME_DIRECTORY": str(self.run),
                "GENKAN_LIMITS_SIGN_INS_AT_ONCE": "1000",
            },
        )  # fmt: skip
        self.answers: dict[str, str] = {}  # personal ones, by what they are
        self.files: dict[str, str] = {}  # likewise
        self.digests: dict[str, bytes] = {}
        self.clear: list[str] = []
        self.keys: dict[str, str] = {}  # the tokens of submissions
        self.people: dict[str, Visitor] = {}
        self.backups = [directory / "while-serving", directory / "stopped"]
        self.house.write_form("gate", FORM)
        self.house.set_up()
        self.house.start()
        self._begin()
        self.house.stop()
        # A form that came after ben: only anna and the recovery code hold it.
        self.house.write_form("later", FORM)
        self.house.start()
        self._go_on()
        self.house.stop()
        self._back_up(self.backups[1])
        self.key_file = (self.house.data / "house.key").read_bytes()
        self.runtime = (self.run / "session.secret").read_bytes()
        self.code = (directory / "recovery.code").read_text().strip()

    def _begin(self) -> None:
        self.house.add_ben()
        vera = Visitor(self.house)
        for _ in range(3):
            self._submit(vera, "gate")
        held = {
            "name": word(), "email": f"{word()}@example.jp", "topic": "product", "message": word(), "privacy": "yes",
        }
        self.answers |= {f"contact {what}": held[what] for what in ("name", "email", "message")}
        assert vera.submit("contact", held).receipt
        for name in ("anna", "ben"):
            self.people[name] = Visitor(self.house).signed_in(name)
        board = self.people["anna"].get("/desk/forms/gate/board").text
        card = re.search(r"/desk/submissions/[0-9a-f-]{36}", board).group(0)
        assert self.people["anna"].get(card).status == 200
        self.prf = added_passkey(self.people["ben"], self.house.passwords["ben"])
        self.codes = {name: self._invite(name) for name in ("carol", "dora")}
        self._accept("dora")
        for visitor in self.people.values():
            visitor.close()  # the next request begins anew

    def _go_on(self) -> None:
        vera = Visitor(self.house)
        for form in ("later", "gate"):
            self._submit(vera, form)
        ended = Visitor(self.house).signed_in("anna")
        self.ended = ended.cookies["__Host-genkan"]
        assert ended.sign_out().status == 303
        self.pending = self._first_page("ben", self.house.passwords["ben"])
        self.decoy = self._first_page("anna", "not her password at all")
        self._back_up(self.backups[0])
        assert self.people["anna"].get("/desk/forms/later/board").status == 200
        self.overseen = self._oversee()

    def _invite(self, name: str) -> str:
        anna = self.people["anna"]
        csrf = re.search(r'name="csrf" value="([^"]+)"', anna.get("/desk/people/invite").text).group(1)
        fields = {"csrf": csrf, "name": name, "role": "staff", "password": self.house.passwords["anna"]}
        page = anna.post("/desk/people/invite", fields)
        assert page.status == 200, page.text
        return re.search(r'id="invitation-code" translate="no">([^<]+)<', page.text).group(1)

    def _accept(self, name: str) -> None:
        """Sets password and second factor; nobody has confirmed it yet."""
        newcomer, phones = Visitor(self.house), self.house.authenticators
        password = self.house.passwords[name] = f"{name} {secrets.token_hex(12)} key"
        draft = phones.scan(name, newcomer.post("/desk/join", {"code": self.codes[name]}).text)
        fields = {"code": self.codes[name], "draft": draft, "password": password, "again": password}
        page = newcomer.post("/desk/join/accept", {**fields, "first": phones.code(name)})
        phones.keep_codes(name, page.text)

    def _submit(self, vera: Visitor, form: str) -> None:
        number = len(self.keys)
        self.keys[f"token {number}"] = secrets.token_hex(16)
        digits = "".join(secrets.choice(string.digits) for _ in range(8))
        answers = {
            "name": "".join(chr(secrets.choice(range(0x4E00, 0x9F00))) for _ in range(6)),
            "email": f"{word()}@example.jp", "phone": f"080-{digits[:4]}-{digits[4:]}", "message": word(),
        }
        self.answers |= {f"{form} {number} {what}": text for what, text in answers.items()}
        self.clear.append(word())
        typed = {**answers, "source": self.clear[-1]}
        sent = send(vera, form, typed, self._plans(f"{form} {number}"), self.keys[f"token {number}"])
        assert sent.receipt, sent.text

    def _plans(self, what: str) -> list[SentFile]:
        """A text and a photograph; what they are called, what is in them and their digests are secrets as well."""
        files = [
            SentFile("plans", f"{word()}.txt", word().encode()),
            SentFile("plans", f"{word()}.jpg", content("jpeg", 100) + word().encode() + secrets.token_bytes(100)),
        ]
        for number, file in enumerate(files):
            self.files[f"{what} name {number}"] = file.name[:-4]
            self.files[f"{what} file {number}"] = re.search(rb"[A-Za-z]{18}", file.content)[0].decode()
            self.digests[f"{what} digest {number}"] = hashlib.sha256(file.content).digest()
        return files

    def _first_page(self, name: str, password: str) -> str:
        visitor = Visitor(self.house)
        assert visitor.post("/desk/sign-in", {"name": name, "password": password}).status == 303
        return visitor.cookies["__Host-genkan-pending"]

    def _back_up(self, place: pathlib.Path) -> None:
        for name in ("config", "certificates"):
            shutil.copytree(self.house.directory / name, place / name)
        (place / "data").mkdir()
        # The log before its database: what is moved meanwhile from the one to the other is in both.
        for file in sorted(self.house.data.iterdir(), reverse=True):
            if file.is_file() and file.name != "house.key":
                shutil.copy(file, place / "data")
        shutil.copy(self.house.directory / "serve.log", place)

    def _oversee(self) -> Overseen:
        """Three one-time passwords of each, and a page that anna left open."""
        steps = (57_000_000, 60_000_000, 60_000_001)
        shown = {
            name: {step: pyotp.TOTP(seed).at(30 * step) for step in steps}
            for name, seed in self.house.authenticators.seeds.items()
        }
        page = self.people["anna"].get("/desk/sessions").text
        return Overseen(shown, {"anna": re.search(r'name="csrf" value="([^"]+)"', page).group(1)})

    def seed(self, name: str) -> bytes:
        return base64.b32decode(self.house.authenticators.seeds[name])

    def cookie(self, name: str) -> str:
        return self.people[name].cookies["__Host-genkan"]

    def texts(self) -> dict[str, str]:
        """Every secret that is text: what was typed, shown or sent, and is not to stand anywhere."""
        phones = self.house.authenticators
        found = {f"password of {name}": text for name, text in self.house.passwords.items()}
        for name, seed in phones.seeds.items():
            found |= {f"seed of {name}": seed, f"seed of {name} in groups": " ".join(re.findall("....", seed))}
            for number, code in enumerate(phones.paper[name]):
                found |= {f"code {number} of {name}": code, f"letters of code {number} of {name}": code.replace("-", "")}
        cookies = {"anna": self.cookie("anna"), "ben": self.cookie("ben"), "ended": self.ended}
        cookies |= {"pending": self.pending, "decoy": self.decoy}
        found |= {f"cookie {what}": text for what, text in cookies.items()}
        found |= {f"invitation of {name}": code for name, code in self.codes.items()}
        found |= {f"letters of {name}'s invitation": code.replace("-", "") for name, code in self.codes.items()}
        found |= {"recovery code": self.code, "symbols of it": self.code.replace("-", "")}
        return found | self.answers | self.files | self.keys


def token(cookie: str) -> bytes:
    return base64.urlsafe_b64decode(cookie + "=")

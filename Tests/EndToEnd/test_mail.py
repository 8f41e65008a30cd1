"""Notices by mail: whatever a mail server does, each arrives once when it is back, and no submission waits for it."""

import email
import email.policy
import re
import sqlite3
import time

import pytest

from house import House
from mail_servers import Authority, Mailbox, Silent, free_port
from setting_up import set_up
from visitor import PATIENCE_SECONDS, Visitor

HEADERS = [
    "Date", "From", "To", "Message-ID", "Subject", "MIME-Version", "Content-Type",
    "Content-Transfer-Encoding", "Auto-Submitted",
]  # fmt: skip
SEPARATORS = ["\r\n", "\n", "\r", "\0", "\u2028", "\u2029", "\x85"]
INJECTION = "Bcc: victim@example.com"
TITLE = '"A\\r\\nBcc: victim@example.com\\n\\n\\u2028B"'
EVIL = f"title: {{ja: {TITLE}, en: {TITLE}}}\nwithout_token: hold\nfields:\n  - {{name: m, kind: long-text, label: {{ja: 内容, en: Message}}}}\n"


class Office:
    """A house that sends mail to one port, where every test lets another server listen."""

    def __init__(self, directory):
        self.port = free_port()
        self.authority = Authority(directory / "issuers.pem")
        self.good = self.authority.certificate("localhost")
        password = directory / "mail.password"
        password.write_text("pässword\n")
        password.chmod(0o600)
        self.house = House(
            directory, [],
            {
                "GENKAN_MAIL_HOST": "localhost",
                "GENKAN_MAIL_PORT": str(self.port),
                "GENKAN_MAIL_USER": "anna",
                "GENKAN_MAIL_PASSWORD_FILE": str(password),
                "GENKAN_MAIL_FROM": "forms@example.jp",
                "GENKAN_MAIL_FROM_NAME": "玄関",
                "GENKAN_MAIL_CERTIFICATE_AUTHORITY": str(directory / "issuers.pem"),
                "GENKAN_MAIL_FIRST_RETRY_SECONDS": "1",
                "GENKAN_MAIL_GATHER_SECONDS": "0",
                "GENKAN_LIMITS_UNPROVEN_AT_ONCE": "1000",
            },
        )  # fmt: skip
        self.house.command("certificate", "--directory", str(directory / "certificates"))
        assert set_up(self.house).returncode == 0
        self.house.write_form("evil", EVIL)
        self.house.start()
        self.house.add_ben()
        for person in ("anna", "ben"):
            self.ask(person, f"{person}@example.org")

    def profile(self, person: str, fields: list[tuple[str, str]], answer: int = 303):
        """Sends the form about mail with every box ticked that it has."""
        visitor = Visitor(self.house).signed_in(person)
        page = visitor.get("/desk/profile", {"Accept-Language": "en"}).text
        token = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
        boxes = re.findall(r'name="(arrived|late)" value="([^"]+)"', page)
        sent = visitor.post("/desk/profile/mail", [("csrf", token), *boxes, *fields])
        assert sent.status == answer, sent.text

    def ask(self, person: str, address: str) -> None:
        self.profile(person, [("mail", address)])

    def silence(self) -> Silent:
        """A server that says nothing; who waits for a connection to it does not wait for ever."""
        silent = Silent(self.port)
        silent.socket.settimeout(PATIENCE_SECONDS)
        return silent

    def mailbox(self, **how) -> Mailbox:
        return Mailbox(port=self.port, **how)

    def submit(self, count: int = 1, form: str = "contact") -> None:
        """Acknowledged, whatever the mail server does just now."""
        visitor = Visitor(self.house)
        for number in range(count):
            answers = inquiry(f"Vera {time.monotonic_ns()} {number}")
            assert visitor.submit(form, answers if form == "contact" else {"m": answers["name"]}).receipt
        visitor.close()

    def rows(self, condition: str = "1") -> int:
        shell = sqlite3.connect(f"file:{self.house.data}/genkan.sqlite?mode=ro", uri=True)
        try:
            return shell.execute(f"SELECT count(*) FROM outbox WHERE {condition}").fetchone()[0]
        finally:
            shell.close()

    def waits_until(self, is_so) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_so():
            assert time.monotonic() < deadline, f"it never came to be so:\n{self.house.log}"
            time.sleep(0.05)

    def met(self, problem: str) -> None:
        """Waits until a mail that waits has failed in this way."""
        self.waits_until(lambda: self.rows(f"next_at IS NOT NULL AND problem = '{problem}'"))

    def delivered(self, notices: int) -> list[email.message.EmailMessage]:
        """Lets a good server listen until nothing waits; every mail it took, each notice told once."""
        box = self.mailbox(starttls=self.good)
        try:
            self.waits_until(lambda: self.rows("next_at IS NOT NULL") == 0)
        finally:
            box.stop()
        told = {"anna@example.org": 0, "ben@example.org": 0}
        mails = []
        for envelope in box.arrived:
            mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
            assert [mail["To"]] == envelope.rcpt_tos and mail.keys() == HEADERS
            told[mail["To"]] += int(re.search(r"(\d+)", mail["Subject"]).group(1))
            mails.append(mail)
        assert told == dict.fromkeys(told, notices)
        assert len({mail["Message-ID"] for mail in mails}) == len(mails)
        return mails


def inquiry(name: str) -> dict[str, str]:
    return {
        "name": name, "kana": "ヤマダ ハナコ", "email": "vera@example.jp", "phone": "03-1234-5678",
        "topic": "product", "message": "カタログを送ってください", "privacy": "yes",
    }  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("office"))
    yield office
    office.house.stop()


def test_what_arrives_is_told_with_a_link_and_nothing_of_the_visitor(office):
    office.submit(3)
    mails = office.delivered(3)
    for mail in mails:
        text = mail.get_content()
        assert f"{office.house.url}/desk/forms/contact/board" in text.splitlines()
        assert mail["From"] == "玄関 <forms@example.jp>"
        assert not any(word in text + mail["Subject"] for word in ("Vera", "vera@", "03-1234", "カタログ"))


def test_a_dead_server(office):
    office.submit()
    office.met("cannot-connect")
    office.submit(2)
    found = office.house.run("doctor")
    assert found.returncode == 69 and "notices: not delivered since" in found.stdout
    assert f"mail: localhost port {office.port} with STARTTLS, signed in" in found.stdout
    assert f"WARN  mail: its links lead to {office.house.url}" in found.stdout
    page = Visitor(office.house).signed_in("anna").get("/desk/people", {"Accept-Language": "en"})
    assert 'id="mail-trouble"' in page.text
    office.delivered(3)
    page = Visitor(office.house).signed_in("anna").get("/desk/people", {"Accept-Language": "en"})
    assert 'id="mail-trouble"' not in page.text
    assert office.house.log.count("Mail is not delivered") == office.house.log.count("Mail is delivered again")


def test_a_server_that_says_nothing(office):
    silent = office.silence()
    office.submit()
    hanging, _ = silent.socket.accept()
    office.submit(5)  # while it hangs
    assert office.rows("tries = 0 AND sent_at IS NULL") == 12
    hanging.close()
    silent.stop()
    office.delivered(6)


@pytest.mark.parametrize("reply, problem", [
    ("450 4.2.0 later", "refused-for-now-450-rcpt"),
    # As Postfix says everything that it has against a mail.
    ("554 5.7.1 Relay access denied", "refused-554-rcpt"),
])
def test_a_server_that_takes_nothing(office, reply, problem):
    box = office.mailbox(starttls=office.good, to_recipient=reply)
    office.submit()
    office.met(problem)
    office.submit(2)
    box.stop()
    office.delivered(3)


def test_a_server_without_tls(office):
    box = office.mailbox(authenticates=True)
    office.submit()
    office.met("no-tls")
    office.submit(2)
    box.stop()
    assert not box.sign_ins and not box.arrived
    office.delivered(3)


@pytest.mark.parametrize("whose", ["another name", "an unknown issuer"])
def test_a_server_with_a_wrong_certificate(office, whose, tmp_path):
    issuer = office.authority if whose == "another name" else Authority(tmp_path / "theirs.pem")
    names = ["mail.example.org"] if whose == "another name" else ["localhost"]
    box = office.mailbox(starttls=issuer.certificate(*names))
    office.submit()
    office.met("certificate-refused")
    office.submit(2)
    box.stop()
    assert not box.sign_ins and not box.arrived
    office.delivered(3)


@pytest.mark.parametrize("ends", ["stop", "kill"])
def test_a_house_that_ends_while_its_notices_wait_tells_them_afterwards(office, ends):
    silent = office.silence()
    office.submit(2)
    hanging, _ = silent.socket.accept()
    getattr(office.house, ends)()
    hanging.close()
    silent.stop()
    office.house.start()
    office.submit()
    office.delivered(3)


def test_a_refused_address_is_given_up_and_shown_until_it_is_given_again(office):
    box = office.mailbox(starttls=office.good, to_recipient="550 5.1.1 nobody here")
    office.submit()
    office.waits_until(lambda: office.rows("given_up_at IS NOT NULL") == 2)
    box.stop()
    found = office.house.run("doctor").stdout
    assert "notices: addresses that the mail server refuses: anna (no-mailbox-550), ben" in found
    page = Visitor(office.house).signed_in("anna").get("/desk/profile", {"Accept-Language": "en"})
    assert 'id="mail-refused"' in page.text
    for person in ("anna", "ben"):
        office.ask(person, f"{person}@example.org")
    office.submit()
    office.delivered(1)


def test_nothing_that_was_typed_reaches_a_header(office):
    visitor = Visitor(office.house)
    taken = 0
    for separator in SEPARATORS:
        for field in inquiry("Vera"):
            answers = inquiry(f"Vera {time.monotonic_ns()}")
            answers[field] = f"{answers[field]}{separator}{INJECTION}"
            answer = visitor.submit("contact", answers)
            assert answer.status in (201, 422), answer.text
            taken += answer.status == 201
    visitor.close()
    assert taken
    for mail in office.delivered(taken):
        assert "victim" not in mail.as_string() + mail.get_content()
    office.submit(form="evil")
    for mail in office.delivered(1):
        assert mail["Bcc"] is None and mail["Subject"].startswith(("【A Bcc: ", "A Bcc: "))
        assert f"A {INJECTION} B" in mail.get_content()


def test_a_password_that_others_may_read_is_told_before_anything_starts(office):
    password = office.house.directory / "mail.password"
    password.chmod(0o644)
    ended = office.house.run("serve")
    told = office.house.run("doctor").stdout
    password.chmod(0o600)
    assert ended.returncode == 78
    assert "environment: GENKAN_MAIL_PASSWORD_FILE: is not a secret of its owner" in ended.stderr
    assert "ILL   mail: GENKAN_MAIL_PASSWORD_FILE is not a secret of its owner" in told


def test_an_address_of_several_lines_is_none(office):
    for separator in SEPARATORS:
        office.profile("ben", [("mail", f"ben@example.org{separator}{INJECTION}")], answer=422)
    assert office.house.run("staff", "add", f"x\r\n{INJECTION}", "--role", "staff").returncode != 0

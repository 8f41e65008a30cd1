"""An independent mail server (aiosmtpd) takes what Genkan sends, and refuses it in every way.

Needs: pip install pytest aiosmtpd cryptography. Runs the Swift half itself (swift_half.py), with
GENKAN_MAIL_EXCHANGE naming a directory of its own. letters.json there says what is to be sent and
through which server; outcomes.txt has the name of each letter and `sent` or the error's word.
"""

import email
import email.policy
import json

import pytest
from mail_servers import Authority, Mailbox, OldTLS, Silent, free_port
from swift_half import swift

SUBJECT = "新しいお問い合わせが届きました。受付番号は 2031-000123 です。" + "長い件名もそのまま届きます。" * 4
BODY = "受付番号 2031-000123\n\n.\n..\nFrom here: https://forms.example.jp/desk\n髙﨑 👩‍👩‍👧\n"
INJECTION = "x\r\nBcc: x@example.com\r\n\r\nbody"
LETTERS = {}
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH", "ignore:ssl.TLSVersion.TLSv1")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Every server running, every letter sent: the outcomes by name, and the mailboxes."""
    directory = tmp_path_factory.mktemp("mail")
    ours, theirs = Authority(directory / "issuers.pem"), Authority(directory / "theirs.pem")
    good = ours.certificate("localhost", "127.0.0.1")
    boxes = {
        "starttls": Mailbox(starttls=good),
        "tls": Mailbox(tls=good),
        "tls12": Mailbox(tls=good, newest="TLSv1_2"),
        "login": Mailbox(starttls=good, without=["PLAIN"]),
        "clear": Mailbox(),
        "name": Mailbox(tls=ours.certificate("mail.example.org")),
        "name-starttls": Mailbox(starttls=ours.certificate("mail.example.org")),
        "no-address": Mailbox(tls=ours.certificate("localhost")),
        "unknown": Mailbox(tls=theirs.certificate("localhost", "127.0.0.1")),
        "expired": Mailbox(tls=ours.certificate("localhost", days=-1)),
        "not-yet": Mailbox(tls=ours.certificate("localhost", days=2, begins=1)),
        "no-starttls": Mailbox(authenticates=True),
        "550": Mailbox(starttls=good, to_recipient="550 5.1.1 nobody here"),
        "relay": Mailbox(starttls=good, to_recipient="554 5.7.1 Relay access denied"),
        "450": Mailbox(starttls=good, to_recipient="450 4.2.0 greylisted"),
        "451": Mailbox(starttls=good, to_message="451 4.3.0 later"),
        "554": Mailbox(starttls=good, to_message="554 5.6.0 no"),
    }
    others = {"silent": Silent(), "old": OldTLS(good)}
    ports = {name: server.port for name, server in (boxes | others).items()} | {"dead": free_port()}
    letters = [letter(name, ports, directory, **changes) for name, changes in LETTERS.items()]
    (directory / "letters.json").write_text(json.dumps(letters))
    try:
        swift("MailPeerTests", GENKAN_MAIL_EXCHANGE=str(directory))
    finally:
        for server in (boxes | others).values():
            server.stop()
    lines = (directory / "outcomes.txt").read_text().splitlines()
    return dict(line.rsplit(" ", 1) for line in lines), boxes


def letter(name, ports, directory, server, issuers="issuers.pem", **changes):
    return {
        "name": name,
        "host": "localhost",
        "port": ports[server],
        "security": "starttls",
        "issuers": issuers and str(directory / issuers),
        "password": "pässword",
        "recipient": address(name),
        "sender": "玄関",
        "subject": SUBJECT,
        "body": BODY,
        "patience": 30,
    } | changes


def address(name):
    return f"{name.replace(' ', '.')}@example.org"


def sends(outcome, server, **changes):
    """Marks a test: a letter of the test's name is sent through a server, with that outcome."""

    def mark(test):
        name = test.__name__.removeprefix("test_").replace("_", " ")
        LETTERS[name] = {"server": server, **changes}

        def run(house):
            outcomes, boxes = house
            assert outcomes[name] == outcome
            box = boxes.get(server)
            arrived = [mail for mail in box.arrived if mail.rcpt_tos == [address(name)]] if box else []
            assert len(arrived) == (outcome == "sent")
            test(*arrived)

        run.__name__ = test.__name__
        return run

    return mark


def parsed(envelope):
    return email.message_from_bytes(envelope.content, policy=email.policy.default)


def text_of(envelope):
    """The body, which has the line ends of the network."""
    text = parsed(envelope).get_content()
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n", "\n")


@sends("sent", "starttls")
def test_starttls_and_a_password(envelope):
    message = parsed(envelope)
    assert envelope.mail_from == "forms@example.jp"
    assert dict(message.items()) == {
        "Date": "Fri, 13 Feb 2009 23:31:30 +0000",
        "From": "玄関 <forms@example.jp>",
        "To": "starttls.and.a.password@example.org",
        "Message-ID": "<000102030405060708090a0b0c0d0e0f@example.jp>",
        "Subject": SUBJECT,
        "MIME-Version": "1.0",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "base64",
        "Auto-Submitted": "auto-generated",
    }
    assert message["Date"].datetime.timestamp() == 1_234_567_890
    assert not message.defects and not any(value.defects for value in message.values())
    assert text_of(envelope) == BODY
    lines = envelope.content.split(b"\r\n")
    assert all(line.isascii() and len(line) <= 76 and b"\n" not in line for line in lines)


@sends("sent", "tls", security="tls")
def test_implicit_tls_and_a_password(envelope):
    assert text_of(envelope) == BODY


@sends("sent", "tls", security="tls", host="127.0.0.1")
def test_a_certificate_of_an_address(envelope):
    assert parsed(envelope)["Subject"] == SUBJECT


@sends("sent", "tls12", security="tls")
def test_tls_of_the_version_before(envelope):
    assert parsed(envelope)["Subject"] == SUBJECT


@sends("sent", "login")
def test_a_server_that_knows_login_only(envelope):
    assert parsed(envelope)["Subject"] == SUBJECT


@sends("sent", "clear", security="none", host="127.0.0.1", password=None)
def test_clear_on_this_machine(envelope):
    assert parsed(envelope)["Subject"] == SUBJECT


@sends("sent", "starttls", subject=INJECTION, sender=INJECTION)
def test_what_was_typed_stays_in_its_header(envelope):
    message = parsed(envelope)
    assert message["Bcc"] is None and len(message.keys()) == 9
    assert message["Subject"] == "x Bcc: x@example.com body"
    assert [(a.display_name, a.addr_spec) for a in message["From"].addresses] == [
        ("x Bcc: x@example.com body", "forms@example.jp")
    ]
    assert len(message["To"].addresses) == 1
    assert text_of(envelope) == BODY


@sends("sent", "starttls", body=".\r\n" * 3 + "\r\n.\r\nMAIL FROM:<x@example.com>\r\n")
def test_a_text_full_of_ends(envelope):
    assert text_of(envelope) == ".\n" * 3 + "\n.\nMAIL FROM:<x@example.com>\n"


@sends("sign-in-refused", "starttls", password="wrong")
def test_a_wrong_password():
    pass


@sends("refused-530-mail", "starttls", password=None)
def test_no_password_where_one_is_asked_for():
    pass


@sends("certificate-refused", "name", security="tls")
def test_the_certificate_of_another_name():
    pass


@sends("certificate-refused", "name-starttls")
def test_the_certificate_of_another_name_after_starttls():
    pass


@sends("certificate-refused", "no-address", security="tls", host="127.0.0.1")
def test_a_certificate_without_the_address():
    pass


@sends("certificate-refused", "unknown", security="tls")
def test_an_unknown_issuer():
    pass


@sends("certificate-refused", "tls", security="tls", issuers=None)
def test_an_issuer_that_the_system_does_not_trust():
    pass


@sends("certificate-refused", "expired", security="tls")
def test_an_expired_certificate():
    pass


@sends("certificate-refused", "not-yet", security="tls")
def test_a_certificate_that_is_not_valid_yet():
    pass


@sends("no-tls", "no-starttls")
def test_no_starttls_offered():
    pass


@sends("no-tls", "old", security="tls")
def test_a_server_of_old_tls_versions():
    pass


@sends("no-tls", "no-starttls", security="tls")
def test_tls_to_a_server_without_it():
    pass


@sends("no-mailbox-550", "550")
def test_a_mailbox_that_is_not_there():
    pass


@sends("refused-554-rcpt", "relay")
def test_a_server_that_passes_nothing_on():
    pass


@sends("refused-for-now-450-rcpt", "450")
def test_a_recipient_refused_for_now():
    pass


@sends("refused-for-now-451-content", "451")
def test_a_message_refused_for_now():
    pass


@sends("refused-554-content", "554")
def test_a_refused_message():
    pass


@sends("cannot-connect", "dead")
def test_a_dead_port():
    pass


@sends("timed-out-greeting", "silent", patience=1)
def test_a_silent_server():
    pass


@sends("timed-out-tls", "silent", security="tls", patience=1)
def test_a_server_silent_in_the_handshake():
    pass


def test_no_password_ever_went_in_clear(house):
    _, boxes = house
    for server in ("no-starttls", "name", "name-starttls", "no-address", "unknown", "expired"):
        assert not boxes[server].sign_ins
    assert boxes["starttls"].sign_ins.count(("PLAIN", b"anna", "pässword".encode(), True)) == 3
    assert all(secured for box in boxes.values() for *_, secured in box.sign_ins)

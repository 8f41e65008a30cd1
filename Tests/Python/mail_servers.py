"""Mail servers on loopback, and the certificates they show."""

import datetime
import ipaddress
import logging
import socket
import ssl
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HERE = "127.0.0.1"
# A letter that is refused on purpose is no news.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)


def free_port() -> int:
    with socket.create_server((HERE, 0)) as found:
        return found.getsockname()[1]


class Authority:
    """An issuer of certificates, which writes its own to a file."""

    def __init__(self, file):
        self.directory = file.parent
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, file.stem)])
        own = self._builder(self.name, self.key, -10, 10).add_extension(
            x509.BasicConstraints(ca=True, path_length=None), critical=True
        )
        self.own = own.sign(self.key, hashes.SHA256())
        file.write_bytes(self.own.public_bytes(serialization.Encoding.PEM))

    def certificate(self, *names, days=10, begins=-10):
        """A file with a certificate for these names and its key, valid from and until so many days away."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
        places = [
            x509.IPAddress(ipaddress.ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
            for name in names
        ]
        builder = self._builder(subject, key, begins, days).add_extension(
            x509.SubjectAlternativeName(places), critical=False
        )
        certificate = builder.sign(self.key, hashes.SHA256())
        file = self.directory / f"{certificate.serial_number:x}.pem"
        file.write_bytes(
            certificate.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return file

    def _builder(self, subject, key, begins, ends):
        now = datetime.datetime.now(datetime.UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + datetime.timedelta(days=begins))
            .not_valid_after(now + datetime.timedelta(days=ends))
        )


def context(file, newest=None):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(file)
    if newest:
        made.maximum_version = ssl.TLSVersion[newest]
    return made


class Mailbox:
    """aiosmtpd with what arrived, and who signed in with what: mechanism, name, password, over TLS or not.

    With a certificate it wants a sign-in of anna.
    """

    def __init__(
        self, starttls=None, tls=None, newest=None, authenticates=None, without=(),
        to_recipient=None, to_message=None, port=None,
    ):  # fmt: skip
        self.arrived: list[Envelope] = []
        self.sign_ins = []
        self.tls = tls
        self.to_recipient = to_recipient or "250 ok"
        self.to_message = to_message or "250 taken"
        asks = bool(starttls or tls or authenticates)
        self.controller = Controller(
            self,
            hostname=HERE,
            port=port or free_port(),
            ssl_context=context(tls, newest) if tls else None,
            tls_context=context(starttls, newest) if starttls else None,
            require_starttls=bool(starttls),
            authenticator=self.authenticate if asks else None,
            auth_required=asks,
            auth_require_tls=bool(starttls),
            auth_exclude_mechanism=list(without),
        )
        self.controller.start()
        self.port = self.controller.port
        self.stop = self.controller.stop

    def authenticate(self, server: SMTP, session, envelope, mechanism, data):
        secured = bool(self.tls or session.ssl)
        self.sign_ins.append((mechanism, data.login, data.password, secured))
        good = (data.login, data.password) == (b"anna", "pässword".encode())
        return AuthResult(success=good, handled=False)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server, session, envelope):
        if self.to_message.startswith("250"):
            self.arrived.append(envelope)
        return self.to_message


class Silent:
    """A server whose system accepts connections and who never looks at them."""

    def __init__(self, port=0):
        self.socket = socket.create_server((HERE, port))
        self.port = self.socket.getsockname()[1]

    def stop(self):
        self.socket.close()


class OldTLS(Silent):
    """A server that speaks TLS up to version 1.1."""

    def __init__(self, file):
        super().__init__()
        self.context = context(file)
        self.context.minimum_version = ssl.TLSVersion.TLSv1
        self.context.maximum_version = ssl.TLSVersion.TLSv1_1
        self.context.set_ciphers("ALL:@SECLEVEL=0")
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                peer, _ = self.socket.accept()
            except OSError:
                return
            with peer:
                try:
                    self.context.wrap_socket(peer, server_side=True).close()
                except OSError:
                    pass

"""What somebody saw over people's shoulders: it opens nothing, but it tells when a key is found."""

import base64
import hmac
import struct
from dataclasses import dataclass, field

from formats import expand, hkdf


@dataclass
class Overseen:
    """One-time passwords with their steps, and a request token out of a page, each with whose it is."""

    passwords: dict[str, dict[int, str]] = field(default_factory=dict)
    requests: dict[str, str] = field(default_factory=dict)

    def seed(self, key: bytes) -> set[str]:
        """Whose one-time passwords come from this seed (RFC 6238: SHA-1, 30 seconds, six digits)."""
        return {
            f"seed of {name}"
            for name, seen in self.passwords.items()
            if all(one_time_password(key, step) == digits for step, digits in seen.items())
        }

    def form_secret(self, key: bytes) -> set[str]:
        """Whose request tokens hang on this secret of a session's forms."""
        found = set()
        derived = hkdf(key, b"genkan/v1/csrf")
        for name, text in self.requests.items():
            token = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            if hmac.digest(derived, b"genkan/v1/csrf-token\0" + token[:17], "sha256") == token[17:]:
                found.add(f"request tokens of {name}")
        return found


def one_time_password(seed: bytes, step: int) -> str:
    code = hmac.digest(seed, struct.pack(">Q", step), "sha1")
    (number,) = struct.unpack_from(">I", code, code[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"

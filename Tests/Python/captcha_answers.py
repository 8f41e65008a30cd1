"""What each CAPTCHA provider may say of a token, by what has to come of the submission that brings it."""

import time

from captcha_servers import ALL

NAMES = [kind.name for kind in ALL]
NO = "missing-input-response invalid-input-response timeout-or-duplicate a-code-of-tomorrow"
FAULTS = "missing-input-secret invalid-input-secret bad-request"
# What is documented to be said of a token, what of the house's keys or the provider, and what a yes needs.
SAID = {
    "recaptcha-v2": (NO, FAULTS, "hostname challenge_ts"),
    "recaptcha-v3": (NO, FAULTS, "hostname challenge_ts score action"),
    "hcaptcha": (
        f"{NO} invalid-or-already-seen-response expired-input-response already-seen-response not-using-dummy-passcode",
        f"{FAULTS} invalid-sitekey sitekey-secret-mismatch invalid-remoteip missing-remoteip not-using-dummy-secret",
        "hostname challenge_ts score",
    ),
    "turnstile": (NO, f"{FAULTS} internal-error", "hostname challenge_ts action"),
    "friendly-captcha": (
        "response_missing response_invalid response_timeout response_duplicate a_code_of_tomorrow",
        "auth_required auth_invalid sitekey_invalid bad_request", "data",
    ),
}  # fmt: skip


# Those that name the website and tell when the challenge was shown.
OTHERS = [name for name in NAMES if name != "friendly-captcha"]


def tokens(names, what: str, *values):
    return [(name, {what: value}) for name in names for value in values]


def at(when):
    return lambda yes: yes.get("data", {"challenge": yes})["challenge"].update(timestamp=when, challenge_ts=when)


# What is stored, by why it is held.
STORED = {
    None: [
        *tokens(NAMES, "host", "www.example.jp", "WWW.Example.JP"),
        *tokens(["friendly-captcha"], "host", ""),
        *tokens(NAMES, "edit", at(time.strftime("%Y-%m-%dT%H:%M:%S+09:00", time.gmtime(time.time() + 9 * 3600)))),
        *tokens(["friendly-captcha"], "edit", at(int(time.time()))),
        *tokens(["recaptcha-v3"], "score", 0.5, 1, 1.0),
        *tokens(["hcaptcha"], "score", 0.8, 0, 0.0, 1e-05),
        ("friendly-captcha", {"age": 1_700, "life": 2_000}),  # its widget may be done before the form is filled in
        *[(name, {"length": 2_048 if name == "turnstile" else 8_000}) for name in NAMES],
    ],
    "doubtful": tokens(["recaptcha-v3"], "score", 0.499, 0.0, 1e-05) + tokens(["hcaptcha"], "score", 0.81, 0.805, 1.0),
    "unverified": [
        *[(name, {"code": code}) for name in NAMES for code in SAID[name][1].split()],
        *[(name, {"edit": lambda yes, what=what: yes.pop(what)}) for name in NAMES for what in SAID[name][2].split()],
        *tokens(["recaptcha-v3", "hcaptcha"], "score", -0.5, -0.9, 1.5, 50, "0.7", True),
        *tokens(OTHERS, "host", "", "not-provided", None),
        *[(name, {"age": 500, "life": 1_000}) for name in OTHERS],  # solved long ago
        ("friendly-captcha", {"age": 1_900, "life": 2_000}),
    ],
}
REFUSED = [
    *[(name, {"code": code}) for name in NAMES for code in SAID[name][0].split()],
    *tokens(NAMES, "host", "www.example.com", "localhost.example.com", "example.jp", "https://evil.example"),
    *tokens(["recaptcha-v3", "turnstile"], "action", "p" * 32, "submit", ""),
    *tokens(NAMES, "is_spent", True),
    *[(name, {"age": 500, "life": 400}) for name in NAMES],
]

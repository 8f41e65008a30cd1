"""What lies beside people's keyboards: their phones with the seeds they scanned, and their backup codes on paper."""

import html
import re
import time

import pyotp


class Authenticators:
    """One phone a person. A one-time password counts once and so does every earlier one; when the clock allows
    none, a backup code is used, and when these run low, somebody who is signed in makes new ones."""

    JOURNEY = 12  # seconds that a code may be on its way, on a busy machine

    def __init__(self):
        self.seeds: dict[str, str] = {}
        self.steps: dict[str, int] = {}
        self.paper: dict[str, list[str]] = {}

    def scan(self, person: str, page: str) -> str:
        """Takes what the page of a set-up shows into the phone; answers the field that goes back with the code."""
        typed = re.search(r'class="factor-secret g-mono" translate="no">([A-Z2-7 ]+)<', page)
        assert typed, f"no seed on the page: {page}"
        self.seeds[person] = typed.group(1).replace(" ", "")
        self.steps[person] = 0
        return html.unescape(re.search(r'name="draft" value="([^"]+)"', page).group(1))

    def keep_codes(self, person: str, page: str) -> None:
        codes = re.findall(r"<li>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</li>", page)
        assert len(codes) == 10, f"no codes on the page: {page}"
        self.paper[person] = codes

    def code(self, person: str) -> str:
        """One that was not used yet: of the phone, else from the paper, else of the phone when its time has come.
        The house takes the code of the step before too, but not when that is over before the code has arrived."""
        step = max(self.steps[person] + 1, int(time.time() + self.JOURNEY) // 30 - 1)
        if step > int(time.time()) // 30 + 1 and self.paper.get(person):
            return self.paper[person].pop()
        while step > int(time.time()) // 30 + 1:
            time.sleep(0.5)
        self.steps[person] = step
        return pyotp.TOTP(self.seeds[person]).at(step * 30)

    def runs_low(self, person: str) -> bool:
        return len(self.paper.get(person, [])) <= 2

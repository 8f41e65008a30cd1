"""What visitors sent and what they were told: compared with what opens afterwards."""

import dataclasses
import hashlib
import html
import http.client
import re
import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from sent_files import SentFile, half_kept, kept, send, send_by_page
from visitor import Answer, Visitor

FORM = """
title: {{ ja: {title}, en: {title} }}
captcha: none
fields:
  - {{ name: name, kind: person-name, label: {{ ja: 氏名, en: Name }}, required: true, title: true }}
  - {{ name: message, kind: long-text, label: {{ ja: 内容, en: Message }}, required: true }}
"""
RECEIPT = re.compile('id="receipt">([^<]+)</span></h1>')  # of a card's page


def form(title: str) -> str:
    """A form without a CAPTCHA, so that a test can send as much as it likes."""
    return FORM.format(title=title)


@dataclass
class Inquiry:
    """One submission, whose message stands in no other."""

    form: str
    name: str = "山田 花子"
    message: str = field(default_factory=lambda: "ご質問\n" + secrets.token_hex(16))
    key: str = field(default_factory=lambda: secrets.token_hex(16))
    files: list[SentFile] = field(default_factory=list)
    receipt: str | None = None
    acknowledged_at: float | None = None  # seconds since 1970

    @property
    def answers(self) -> dict[str, str]:
        return {"name": self.name, "message": self.message}


class Ledger:
    """Every inquiry that was sent, with the receipt of what was acknowledged."""

    def __init__(self, house):
        self.house = house
        self.inquiries: list[Inquiry] = []
        self.refusals: list[Answer] = []
        self.wrong: list[AssertionError] = []  # what visitors in threads of their own met
        self._lock = threading.Lock()

    @property
    def acknowledged(self) -> list[Inquiry]:
        return [inquiry for inquiry in self.inquiries if inquiry.receipt]

    @property
    def unanswered(self) -> list[Inquiry]:
        return [inquiry for inquiry in self.inquiries if not inquiry.receipt]

    def until(self, moment: float) -> "Ledger":
        """What was known at that moment, in seconds since 1970: the same inquiries, fewer receipts."""
        earlier = Ledger(self.house)
        earlier.inquiries = [
            inquiry if inquiry.receipt and inquiry.acknowledged_at < moment
            else dataclasses.replace(inquiry, receipt=None)
            for inquiry in self.inquiries
        ]
        return earlier

    def send(self, visitor: Visitor, inquiry: Inquiry, as_page: bool = False) -> Answer:
        """Sends it as a program or as the hosted form does; anything but a receipt must be a 503
        that says when to come again and, for people, keeps what was typed."""
        with self._lock:
            if inquiry not in self.inquiries:
                self.inquiries.append(inquiry)
        answer = self._ask(visitor, inquiry, as_page)
        if answer.receipt:
            assert inquiry.receipt in (None, answer.receipt), "two receipts for one submission"
            inquiry.receipt = answer.receipt
            inquiry.acknowledged_at = inquiry.acknowledged_at or time.time()
            return answer
        assert answer.status == 503, f"{answer.status}: {answer.text[:2000]}"
        assert int(answer.headers["retry-after"]) > 0
        if as_page:
            shown = html.unescape(answer.text)
            assert inquiry.name in shown and inquiry.message in shown, "the text is gone"
            assert inquiry.key in shown, "a second try would be stored as another submission"
        with self._lock:
            self.refusals.append(answer)
        return answer

    def _ask(self, visitor: Visitor, inquiry: Inquiry, as_page: bool) -> Answer:
        form, fields = inquiry.form, {**inquiry.answers, "_submission": inquiry.key, "_language": "ja"}
        match bool(inquiry.files), as_page:
            case False, False:
                return visitor.submit(form, inquiry.answers, inquiry.key)
            case False, True:
                return visitor.post(f"/f/{form}", fields)
            case True, False:
                return send(visitor, form, inquiry.answers, inquiry.files, inquiry.key)
            case True, True:
                return send_by_page(visitor, form, fields, inquiry.files)

    def send_many(self, form: str, count: int, at_once: int = 8) -> None:
        """So many new ones, over so many connections."""
        self._in_parallel([Inquiry(form) for _ in range(count)], at_once)

    def send_again(self, at_once: int = 4) -> None:
        """Whatever was not acknowledged, as a visitor would who was told to try again."""
        self._in_parallel(self.unanswered, at_once)

    def _in_parallel(self, inquiries: list[Inquiry], at_once: int) -> None:
        def send_share(share: int) -> None:
            visitor = Visitor(self.house, source=f"127.0.0.{2 + share}")
            for number, inquiry in enumerate(inquiries[share::at_once]):
                self.send(visitor, inquiry, as_page=number % 2 == 1)
            visitor.close()

        with ThreadPoolExecutor(at_once) as pool:
            list(pool.map(send_share, range(at_once)))

    def send_until_gone(self, form: str, at_once: int = 8) -> list[threading.Thread]:
        """Sends until the house is gone; answers the threads that do so."""

        def send(share: int) -> None:
            # An address each, so that none meets the limit that holds for one.
            visitor = Visitor(self.house, source=f"127.0.0.{2 + share}")
            number = 0
            while True:
                number += 1
                try:
                    self.send(visitor, Inquiry(form), as_page=number % 3 == 0)
                except (OSError, http.client.HTTPException):
                    return
                except AssertionError as wrong:
                    self.wrong.append(wrong)
                    return

        threads = [threading.Thread(target=send, args=(share,), daemon=True) for share in range(at_once)]
        for thread in threads:
            thread.start()
        return threads

    def check(self) -> int:
        """Everything acknowledged opens, word for word and file for file, and nothing stands twice; answers how
        many rows the CSV files have. The house is being served."""
        assert self.wrong == [], [str(wrong)[:500] for wrong in self.wrong]
        anna = Visitor(self.house).signed_in("anna")
        stored: dict[str, Inquiry] = {}  # by the receipt, whether the visitor has read it or not
        for form in sorted({inquiry.form for inquiry in self.inquiries}):
            rows = anna.export(form)
            by_message: dict[str, dict[str, str]] = {}
            for row in rows:
                assert row["Message"] not in by_message, f"twice in {form}: {row}"
                by_message[row["Message"]] = row
            sent = {inquiry.message: inquiry for inquiry in self.inquiries if inquiry.form == form}
            assert set(by_message) <= set(sent), f"{form} has what nobody sent"
            stored |= {row["Receipt"]: sent[message] for message, row in by_message.items()}
            for inquiry in sent.values():
                row = by_message.get(inquiry.message)
                if inquiry.receipt is None:
                    continue
                assert row is not None, f"{form}: {inquiry.receipt} was acknowledged and is gone"
                assert row["Receipt"] == inquiry.receipt
                assert row["Name"] == inquiry.name
        self._check_files(anna, stored)
        anna.close()
        trail = self.house.run("audit", "verify")
        assert trail.returncode == 0, trail.stdout + trail.stderr
        return len(stored)

    def _check_files(self, anna: Visitor, stored: dict[str, Inquiry]) -> None:
        """The files of each submission are those of its inquiry, byte for byte, and there are no others; opened at
        the desk."""
        assert half_kept(self.house) == []
        found: dict[str, list[str]] = {}
        for file in kept(self.house):
            (receipt,) = RECEIPT.findall(anna.get(file.card).text)
            found.setdefault(receipt, []).append(digest(anna.get(file.path).body))
        sent = {receipt: [digest(file.content) for file in one.files] for receipt, one in stored.items() if one.files}
        assert found == sent, "files are missing, or are another's"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

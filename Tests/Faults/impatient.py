"""Visitors who do not wait: they click twice, go away in the middle and come back, until they have a receipt."""

import ipaddress
import re
import secrets
import threading
import urllib.parse
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from house import House
from ledger import Inquiry
from lines import Line1, Line2
from sent_files import multipart
from visitor import PATIENCE_SECONDS, Answer

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
MOST_TRIES = 40  # a bound against going on for ever


@dataclass
class Impatient:
    """One visitor, with an address and an inquiry of its own; what it does follows from its chance."""

    house: House
    inquiry: Inquiry
    number: int
    chance: Random
    token_name: str  # of the field that the CAPTCHA fills in
    solve: Callable[[], str]  # does the CAPTCHA
    room: threading.Event  # whether the disk takes something, so that it is worth coming again after a 503
    tokens: list[str] = field(default_factory=list)
    receipts: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)  # of the answers that it read
    deeds: Counter[str] = field(default_factory=Counter)

    def go(self) -> None:
        """From opening the form to the receipt, and sometimes beyond."""
        self._open_form()
        for _ in range(self.chance.choice([0, 1, 1, 2, 3])):
            self._do(self.chance.choice([self._whole, self._twice, self._unread, self._left, self._half]))
        while not self.receipts:
            assert self.deeds.total() < MOST_TRIES, f"no receipt for {self.inquiry.name}: {self.statuses}"
            self._do(self._whole)
        if self.chance.random() < 0.3:
            self._do(self.chance.choice([self._whole, self._twice]))
        self._line.cut()

    def lends_its_token(self) -> Answer:
        """Somebody else sends other answers under another id with the token that was good once."""
        line = self._connect()
        fields = {"_submission": secrets.token_hex(16), "name": "誰か", "message": "other " + secrets.token_hex(16)}
        line.ask("POST", self._path, *self._post({**fields, self.token_name: self.tokens[-1]}.items()))
        answer = line.answer()
        line.cut()
        return answer

    # What it does with one click.

    def _whole(self) -> None:
        """Waits for the answer."""
        self._ask()
        self._hear(self._line.answer())

    def _twice(self) -> None:
        """A double click: both are under way before either is answered."""
        other = self._connect()
        fields = self._fields()
        self._ask(fields)
        other.ask("POST", self._path, *self._post(fields))
        answers = [self._line.answer(), other.answer()]
        other.cut()
        for answer in answers:
            self._hear(answer)

    def _unread(self) -> None:
        """Is gone when the house comes to answer."""
        self._ask()
        self._line.cut(at_once=self.chance.random() < 0.5)

    def _left(self) -> None:
        """Is gone after the first byte of the answer."""
        self._ask()
        self._line.wait()
        self._line.cut(at_once=self.chance.random() < 0.5)

    def _half(self) -> None:
        """Is gone in the middle of the body."""
        self._ask(share=self.chance.random())
        self._line.cut(at_once=self.chance.random() < 0.5)

    def _do(self, deed: Callable[[], None]) -> None:
        self.deeds[deed.__name__.strip("_")] += 1
        deed()

    # How it speaks.

    @property
    def _source(self) -> str:
        return str(ipaddress.IPv4Address("127.8.0.1") + self.number)

    @property
    def _path(self) -> str:
        return f"/f/{self.inquiry.form}"

    def _open_form(self) -> None:
        self._line = self._connect()
        self._line.ask("GET", self._path, {})
        page = self._line.answer()
        assert page.status == 200, f"{page.status}: {page.text[:500]}"
        self._hidden = HIDDEN.findall(page.text)
        self.tokens.append(self.solve())

    def _connect(self) -> Line1 | Line2:
        return self.chance.choice([Line1, Line2])(self.house, self._source)

    def _fields(self) -> list[tuple[str, str]]:
        return [*self._hidden, *self.inquiry.answers.items(), (self.token_name, self.tokens[-1])]

    def _ask(self, fields=None, share: float = 1) -> None:
        if self._line.is_over:
            self._line = self._connect()
        headers, body = self._post(fields or self._fields())
        self._line.ask("POST", self._path, headers, body, len(body) if share == 1 else int(len(body) * share))

    def _post(self, fields) -> tuple[dict[str, str], bytes]:
        """As browsers encode a form, in one way or the other, from the hosted page; answered by a page or by JSON."""
        headers = {"Origin": self.house.url, "Sec-Fetch-Site": "same-origin"}
        if self.chance.random() < 0.5:
            headers["Accept"] = "application/json"
        if self.chance.random() < 0.5 and not self.inquiry.files:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            return headers, urllib.parse.urlencode([*fields]).encode()
        kind, body = multipart(dict(fields), self.inquiry.files)
        return headers | kind, body

    def _hear(self, answer: Answer) -> None:
        self.statuses[answer.status] += 1
        if answer.receipt:
            self.receipts.add(answer.receipt)
        elif answer.status == 503:
            assert int(answer.headers["retry-after"]) > 0
            assert self.room.wait(PATIENCE_SECONDS)
        else:
            assert answer.status == 422, f"{answer.status} to {self.inquiry.name}, who did {dict(self.deeds)}"
            self.tokens.append(self.solve())  # the page is back, and the CAPTCHA with it

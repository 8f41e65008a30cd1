"""The desk over 100,000 submissions: the board, a card, a move and the list; the first three beside the bare time of
the same SQL on a copy of the same file, and the first two beside that of opening the same envelopes."""

import base64
import contextlib
import http.client
import json
import pathlib
import re
import shutil
import sqlite3
import statistics
import subprocess
import time
import urllib.parse
import uuid

from bare import BareDesk
from served import tls

RUNS = 15


class Desk:
    """One browser of the desk: a connection that is kept, and a session."""

    def __init__(self, served):
        self.served = served
        self.client = http.client.HTTPSConnection("localhost", served.port, context=tls(served))

    def request(self, method, path, fields=None):
        headers = {"Cookie": f"__Host-genkan={self.served.session}", "Accept-Language": "en"}
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin",
                "Origin": f"https://localhost:{self.served.port}",
            }  # fmt: skip
        self.client.request(method, path, body, headers)
        answer = self.client.getresponse()
        text = answer.read().decode()
        if answer.status not in (200, 303):
            raise SystemExit(f"{path} was answered with {answer.status}")
        return text

    def get(self, path):
        return self.request("GET", path)


def measure(served, name, say):
    desk, form = Desk(served), f"csv-{name}"
    say(f"the desk over {name} submissions …")
    board = f"/desk/forms/{form}/board"
    spread(served, form, re.findall(r'id="column-([a-z-]+)"', desk.get(board)))
    page = desk.get(board)
    cards = list(dict.fromkeys(re.findall(r'data-card="([0-9a-f-]{36})"', page)))[:RUNS]
    token = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
    copy = copied(served.house)  # before anybody has opened or moved one of them
    figures = {
        f"board_{name}_ms": median(lambda _: desk.get(board)),
        f"list_{name}_ms": median(lambda _: desk.get(f"/desk/forms/{form}/list")),
        f"today_{name}_ms": median(lambda _: desk.get("/desk/today")),
        f"board_filtered_{name}_ms": median(lambda _: desk.get(f"{board}?due=any&unread=yes")),
        f"refresh_{name}_ms": median(
            lambda number: desk.get(f"/desk/live/forms/{form}/cards?card={cards[number]}")),
        f"card_{name}_ms": median(lambda number: desk.get(f"/desk/submissions/{cards[number]}")),
    }
    versions = dict(re.findall(r'name="card" value="([0-9a-f-]{36}):(\d+)"', desk.get(board)))

    def move(number):
        card = cards[number]
        fields = {"csrf": token, "version": versions[card], "status": "done", "form": form}
        desk.request("POST", f"/desk/submissions/{card}/move", fields)

    figures[f"move_{name}_ms"] = median(move)
    figures[f"live_{name}_ms"] = live(served, desk, form, token, cards[-1])
    return figures | bare(served, copy, form, name, cards)


def spread(served, form, columns):
    """What was seeded stands in one status; a house that is used has it in all of them, some of it with a day."""
    columns = [column for column in columns if column != "held"]
    statuses = " ".join(f"WHEN {number} THEN '{column}'" for number, column in enumerate(columns))
    file = sqlite3.connect(f"{served.house}/data/genkan.sqlite", timeout=60)
    with file:
        file.execute(
            f"UPDATE submissions SET status = CASE rowid % {len(columns)} {statuses} END,"
            " due = iif(rowid % 7 = 0, 20000 + rowid % 900, NULL)"
            " WHERE held IS NULL AND form = (SELECT id FROM forms WHERE name = ?)", (form,))  # fmt: skip
    file.close()


def live(served, desk, form, token, card):
    """From the answer to a change until it is told to another open page: what people call at once."""
    times = []
    for number in range(5):
        page = desk.get(f"/desk/forms/{form}/board")
        mark = re.search(r'data-mark="(\d+)"', page).group(1)
        text = desk.get(f"/desk/live/forms/{form}/cards?card={card}")
        version = re.search(rf'name="card" value="{card}:(\d+)"', text).group(1)
        watcher = http.client.HTTPSConnection("localhost", served.port, context=tls(served), timeout=60)
        headers = {"Cookie": f"__Host-genkan={served.session}"}
        watcher.request("GET", f"/desk/live/forms/{form}?mark={mark}", headers=headers)
        stream = watcher.getresponse()
        until(stream, b"event: presence")  # it is there, and has nothing to tell
        fields = {"csrf": token, "version": version, "due": f"{2030 + number}-01-31", "form": form}
        desk.request("POST", f"/desk/submissions/{card}/due", fields)
        start = time.monotonic()
        until(stream, b"event: cards")
        times.append((time.monotonic() - start) * 1e3)
        watcher.close()
    return statistics.median(times)


def until(stream, word):
    for line in iter(stream.readline, b""):
        if line.startswith(word):
            return
    raise SystemExit("the stream of changes ended")


def copied(house):
    """A house of its own with the same database, into which nobody writes but the bench."""
    house = pathlib.Path(house)
    copy = house / "copy"
    (copy / "data").mkdir(parents=True)
    for name in ("house.key", "data/house.state"):
        shutil.copy(house / name, copy / name)
    database = "data/genkan.sqlite"
    with (
        contextlib.closing(sqlite3.connect(f"file:{house / database}?mode=ro", uri=True)) as source,
        contextlib.closing(sqlite3.connect(copy / database)) as target,
    ):
        source.backup(target)
    return copy


def bare(served, copy, form, name, cards):
    """The same cards on the copy: the SQL alone, and opening alone what stands on the board and on one card's page."""
    cards = [uuid.UUID(card).bytes for card in cards]
    with contextlib.closing(BareDesk(copy / "data/genkan.sqlite", form, cards)) as desk:
        figures = {f"{what}_{name}_bare_sql_ms": median(getattr(desk, what)) for what in ("board", "card", "move")}
        pages = [desk.titles(), desk.envelopes(cards[0])]
    envelopes = copy / "envelopes.json"
    envelopes.write_text(json.dumps(pages, default=lambda value: base64.b64encode(value).decode()))
    answer = subprocess.check_output([served.program, "openings", copy, envelopes])
    board, card = json.loads(answer)["openings_ms"]
    shutil.rmtree(copy)
    return figures | {f"board_{name}_bare_openings_ms": board, f"card_{name}_bare_openings_ms": card}


def median(body):
    """Milliseconds, of as many runs as there are."""
    times = []
    for number in range(RUNS):
        start = time.monotonic()
        body(number)
        times.append((time.monotonic() - start) * 1e3)
    return statistics.median(times)

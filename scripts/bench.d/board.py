"""The desk over 100,000 submissions: the board, a card, a move and the list, each beside the bare time of the
same SQL on the same file and of the cipher on as many envelopes."""

import http.client
import json
import re
import sqlite3
import statistics
import subprocess
import time
import urllib.parse

from served import tls

RUNS = 15
PAGE = 20  # cards of a column, as a board begins
CARD = """
    SELECT id, form, form_version, received_at, receipt, source, notes, data_key, title_id, title, status, held,
        assignee, due, version,
        (SELECT group_concat(lower(hex(label)), ',') FROM card_labels WHERE card_labels.submission = submissions.id)
    FROM submissions
"""


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
    page = desk.get(board)
    cards = list(dict.fromkeys(re.findall(r'data-card="([0-9a-f-]{36})"', page)))[:RUNS]
    token = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
    figures = {
        f"board_{name}_ms": median(lambda _: desk.get(board)),
        f"list_{name}_ms": median(lambda _: desk.get(f"/desk/forms/{form}/list")),
        f"card_{name}_ms": median(lambda number: desk.get(f"/desk/submissions/{cards[number]}")),
    }
    versions = dict(re.findall(r'name="card" value="([0-9a-f-]{36}):(\d+)"', desk.get(board)))

    def move(number):
        card = cards[number]
        fields = {"csrf": token, "version": versions[card], "status": "in-progress", "form": form}
        desk.request("POST", f"/desk/submissions/{card}/move", fields)

    figures[f"move_{name}_ms"] = median(move)
    return figures | bare(served, form, name)


def bare(served, form, name):
    """What the board asks of SQLite, asked of it alone; and opening the titles that stand on it."""
    file = sqlite3.connect(f"file:{served.house}/data/genkan.sqlite?mode=ro", uri=True)
    (form_id,) = file.execute("SELECT id FROM forms WHERE name = ?", (form,)).fetchone()
    statuses = [row[0] for row in file.execute("SELECT DISTINCT status FROM submissions WHERE form = ?", (form_id,))]

    def board(_):
        file.execute(
            "SELECT status, count(*) FROM submissions WHERE form = ? AND held IS NULL GROUP BY status", (form_id,)
        ).fetchall()
        file.execute("SELECT count(*) FROM submissions WHERE form = ? AND held IS NOT NULL", (form_id,)).fetchall()
        place = " WHERE form = ? AND held IS NULL AND status = ? ORDER BY received_at DESC, id DESC LIMIT ?"
        return [row for status in statuses for row in file.execute(CARD + place, (form_id, status, PAGE))]

    rows = board(0)
    size = sum(len(row[9]) for row in rows) // len(rows)
    opened = subprocess.check_output([served.program, "openings", str(len(rows)), str(size)])
    return {
        f"board_{name}_bare_sql_ms": median(board),
        f"board_{name}_bare_openings_ms": json.loads(opened)["openings_ms"],
    }


def median(body):
    """Milliseconds, of as many runs as there are."""
    times = []
    for number in range(RUNS):
        start = time.monotonic()
        body(number)
        times.append((time.monotonic() - start) * 1e3)
    return statistics.median(times)

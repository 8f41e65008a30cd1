"""The desk over 100,000 submissions: the board, a card, a move and the list, each beside the bare time of the
same SQL on the same file and of the cipher on as many envelopes."""

import http.client
import json
import pathlib
import re
import sqlite3
import statistics
import subprocess
import time
import urllib.parse

from served import tls

RUNS = 15
PAGE = 10  # cards of a column, as a board begins
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
    spread(served, form, re.findall(r'id="column-([a-z-]+)"', desk.get(board)))
    page = desk.get(board)
    cards = list(dict.fromkeys(re.findall(r'data-card="([0-9a-f-]{36})"', page)))[:RUNS]
    token = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
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
        fields = {"csrf": token, "version": versions[card], "status": "in-progress", "form": form}
        desk.request("POST", f"/desk/submissions/{card}/move", fields)

    figures[f"move_{name}_ms"] = median(move)
    figures[f"live_{name}_ms"] = live(served, desk, form, token, cards[-1])
    return figures | bare(served, form, name)


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

    def card(number):
        (submission,) = rows[number][:1]
        file.execute(CARD + " WHERE id = ?", (submission,)).fetchone()
        for table, order in (("clear_answers", "field, position"), ("changes", "version"), ("notes", "at, id")):
            file.execute(f"SELECT * FROM {table} WHERE submission = ? ORDER BY {order}", (submission,)).fetchall()
        return file.execute("SELECT length(answers), answers FROM submissions WHERE id = ?", (submission,)).fetchone()

    def openings(count, size):
        answer = subprocess.check_output([served.program, "openings", str(count), str(size)])
        return json.loads(answer)["openings_ms"]

    return {
        f"board_{name}_bare_sql_ms": median(board),
        f"board_{name}_bare_openings_ms": openings(len(rows), sum(len(row[9]) for row in rows) // len(rows)),
        f"card_{name}_bare_sql_ms": median(card),
        f"card_{name}_bare_openings_ms": openings(2, card(0)[0]),
        f"move_{name}_bare_sql_ms": bare_move(served, form_id),
    }


def bare_move(served, form_id):
    """What a move writes, with the same tables, indexes and syncs, in a file of its own beside the house's: nothing
    but the house writes into that."""
    path = pathlib.Path(served.house) / "bare.sqlite"
    file = sqlite3.connect(path, isolation_level=None)
    try:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = FULL")
        file.execute("ATTACH ? AS house", (f"{served.house}/data/genkan.sqlite",))
        for (statement,) in file.execute(
            "SELECT sql FROM house.sqlite_master WHERE tbl_name IN ('submissions', 'changes', 'audit', 'card_labels') AND sql IS NOT NULL"
            " ORDER BY type = 'index'").fetchall():  # fmt: skip
            file.execute(statement)
        file.execute("INSERT INTO submissions SELECT * FROM house.submissions WHERE form = ? LIMIT 1000", (form_id,))
        file.execute("INSERT INTO audit SELECT * FROM house.audit ORDER BY sequence DESC LIMIT 1")
        file.execute("DETACH house")
        ids = [row[0] for row in file.execute("SELECT id FROM submissions LIMIT ?", (RUNS,))]
        (last,) = file.execute("SELECT sequence FROM audit").fetchone()

        def move(number):
            file.execute("BEGIN IMMEDIATE")
            file.execute(CARD + " WHERE id = ?", (ids[number],)).fetchone()
            file.execute(
                "UPDATE submissions SET status = 'in-progress', version = version + 1 WHERE id = ?", (ids[number],))
            file.execute(
                "INSERT INTO changes (submission, version, at, person, kind, old_value, new_value)"
                " VALUES (?, 2, 1, zeroblob(16), 'moved', 'unhandled', 'in-progress')", (ids[number],))
            file.execute(
                "INSERT INTO audit (sequence, id, at, kind, actor_kind, actor, form, submission, details, previous, hash)"
                " VALUES (?, randomblob(16), 1, 'submission-moved', 0, zeroblob(16), ?, ?, x'00', zeroblob(32),"
                " randomblob(32))", (last + 1 + number, form_id, ids[number]))  # fmt: skip
            file.execute("COMMIT")

        return median(move)
    finally:
        file.close()
        for end in ("", "-wal", "-shm"):
            pathlib.Path(f"{path}{end}").unlink(missing_ok=True)


def median(body):
    """Milliseconds, of as many runs as there are."""
    times = []
    for number in range(RUNS):
        start = time.monotonic()
        body(number)
        times.append((time.monotonic() - start) * 1e3)
    return statistics.median(times)

"""The desk's SQL without the desk: a board, a card and a move asked of SQLite alone, in the house's order, snapshots
and transactions. What the sessions' own file is asked is left out, and Python's share is in the time."""

import contextlib
import os
import sqlite3
import time

import desk_sql as sql

PAGE = 10  # cards of a column, as a board begins
TITLE = 1  # an envelope's purpose


class BareDesk:
    """A reader and the writer of a copy of the house's database, which nobody else has open.

    Takes the form's name, and the ids of its cards that are opened and moved.
    """

    def __init__(self, path, form, cards):
        self.writer, self.reader = opened(path, "rw", sql.WRITER), opened(path, "ro", sql.READER)
        self.connection, self.cards = self.reader, cards
        (form_id,) = self.reader.execute("SELECT id FROM forms WHERE name = ?", (form,)).fetchone()
        (person,) = self.reader.execute("SELECT person FROM credentials WHERE kind = 'password'").fetchone()
        self.known = {"form": form_id, "person": person, "now": time.time_ns() // 1_000, "limit": PAGE}
        self.lengthen_log()

    def lengthen_log(self):
        """The house's log has its length long since: a sync that lengthens a file costs more."""
        self.writer.execute("CREATE TABLE filler AS SELECT zeroblob(1000) FROM audit LIMIT 8000")
        self.writer.execute("DROP TABLE filler")
        self.writer.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()

    def close(self):
        self.reader.close()
        self.writer.close()

    def ask(self, *statements, **values):
        """The rows of the last statement."""
        rows = [self.connection.execute(statement, self.known | values).fetchall() for statement in statements]
        return rows[-1]

    @contextlib.contextmanager
    def within(self, connection, begin):
        self.connection = connection
        connection.execute(begin)
        yield
        connection.execute("COMMIT")

    def snapshot(self):
        return self.within(self.reader, "BEGIN DEFERRED")

    def transaction(self):
        return self.within(self.writer, "BEGIN IMMEDIATE")

    def board(self, _=0):
        self.come_in(with_tasks=True)
        with self.snapshot():
            self.forms(sql.FORMS)
        with self.snapshot():
            self.form_desk()
            ((since,),) = self.ask(sql.SINCE)
            counts = dict(self.ask(sql.COUNTS))
            self.ask(sql.HELD)
            rows = [row for status in counts for row in self.ask(sql.COLUMN, status=status, since=since)]
            self.ask(sql.MARK)
            for key in {row[7] for row in rows}:
                self.ask(sql.DATA_KEY, key=key)
        with self.snapshot():
            self.ask(sql.VIEWS)
        return rows

    def card(self, number):
        card = self.cards[number]
        self.come_in(with_tasks=True)
        with self.snapshot():
            self.ask(sql.STATE_OF_CARD, card=card)
            self.grant()
            self.ask(sql.NEWEST)
        with self.snapshot():
            (row,) = self.ask(sql.SUBMISSION, card=card)
            self.grant()
            self.ask(sql.VERSION, version=row[2])
            self.form_desk()
            self.ask(sql.CLEAR_ANSWERS, card=card)
            self.ask(sql.DATA_KEY, key=row[7])
            self.ask(sql.HISTORY, sql.FILES, sql.NOTES, sql.MARK, card=card)
        with self.transaction():
            self.record("submission-opened", card, detail_bytes=1)
            self.ask(sql.SEEN, card=card)
        with self.snapshot():
            self.ask(sql.NEWEST)
            self.grant()
            self.ask(sql.SINCE)
            milliseconds = int.from_bytes(card[:6], "big")
            self.ask(*sql.NEIGHBOURS, card=card, status=row[11], at=milliseconds * 1_000)

    def move(self, number):
        card = self.cards[number]
        self.come_in()
        self.know()  # once more when the body is there
        with self.snapshot():
            self.forms(sql.FORMS)
        with self.transaction():
            ((old, held, assignee, due, version, *_),) = self.ask(sql.STATE_OF_CARD, card=card)
            self.grant()
            self.ask(sql.NEWEST)
            state = {"status": "done", "held": held, "assignee": assignee, "due": due, "version": version, "old": old}
            self.ask(sql.MOVE, sql.CHANGE, card=card, **state)
            self.record("submission-moved", card, detail_bytes=34 + len(old))

    def come_in(self, with_tasks=False):
        """What every request asks, and every page asks besides."""
        self.know()
        with self.snapshot():
            self.ask(sql.HABITS)
        if with_tasks:
            with self.snapshot():
                self.ask(*sql.ROSTER, sql.INVITATIONS)
                self.forms(sql.FORMS_WITH_GONE)
                self.ask(sql.INVITATIONS)

    def know(self):
        for statements in (sql.ROSTER, (sql.GRANTED,), (sql.NETWORKS,)):
            with self.snapshot():
                self.ask(*statements)

    def forms(self, statement):
        for form, *_ in self.ask(statement):
            self.grant(form=form)
            self.ask(sql.NEWEST, form=form)

    def grant(self, **form):
        ((generation,),) = self.ask(sql.GENERATION, **form)
        self.ask(sql.GRANT, generation=generation, **form)

    def form_desk(self):
        self.ask(sql.NEWEST)
        self.grant()
        self.ask(*sql.ROSTER, *sql.READERS, sql.LABELS)

    def record(self, kind, card, detail_bytes):
        ((sequence, previous),) = self.ask(sql.HEAD)
        self.ask(
            sql.RECORD, sequence=sequence + 1, id=os.urandom(16), kind=kind, card=card, details=bytes(detail_bytes),
            previous=previous, hash=os.urandom(32))  # fmt: skip

    def titles(self):
        """What a board opens."""
        rows = [row for card in self.board() for row in self.envelopes(card[0])]
        return [row for row in rows if row["purpose"] == TITLE]

    def envelopes(self, card):
        """What a card's page opens."""
        found = self.reader.execute(sql.ENVELOPES, {"card": card})
        names = [column[0] for column in found.description]
        return [dict(zip(names, row)) for row in found]


def opened(path, mode, pragmas):
    connection = sqlite3.connect(f"file:{path}?mode={mode}", uri=True, isolation_level=None)
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
    return connection

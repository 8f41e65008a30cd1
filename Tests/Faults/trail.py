"""What the audit trail says of exports, read beside the program."""

import sqlite3

_OUTCOMES = {"complete": b"outcome\x01\x08complete", "cut": b"outcome\x01\x03cut"}


def exports(house) -> list[str]:
    """How each export ended, in the order of their beginnings: `complete`, `cut`, or `no end`."""
    shell = sqlite3.connect(house.data / "genkan.sqlite", timeout=60)
    try:
        begun = shell.execute("SELECT id FROM audit WHERE kind = 'export-begun' ORDER BY sequence").fetchall()
        ended = shell.execute("SELECT details FROM audit WHERE kind = 'export-ended'").fetchall()
    finally:
        shell.close()
    return [_end_of(beginning, [details for (details,) in ended]) for (beginning,) in begun]


def _end_of(beginning: bytes, ends: list[bytes]) -> str:
    own = [details for details in ends if beginning in details]
    assert len(own) <= 1, "an export ended twice"
    for details in own:
        return next(outcome for outcome, bytes_ in _OUTCOMES.items() if bytes_ in details)
    return "no end"

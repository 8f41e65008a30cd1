"""A database library that sets something else than it was told: the house does not open."""

import pathlib
import shutil
import subprocess

import pytest

from ledger import Ledger, form
from machine import lacks

SOURCE = pathlib.Path(__file__).parent / "obstinate_sqlite.c"

# The pragma, what it is set to behind the program's back, and what it then reads back as.
CASES = [
    ("synchronous", "NORMAL", "1 instead of 2"),
    ("synchronous", "OFF", "0 instead of 2"),
    ("journal_mode", "DELETE", "delete instead of wal"),
    ("wal_autocheckpoint", "1000", "1000 instead of 0"),
    ("foreign_keys", "OFF", "0 instead of 1"),
    ("secure_delete", "OFF", "0 instead of 1"),
    ("temp_store", "FILE", "1 instead of 2"),
    ("trusted_schema", "ON", "1 instead of 0"),
    ("query_only", "OFF", "0 instead of 1"),
]


@pytest.fixture(scope="module")
def obstinate(tmp_path_factory) -> str:
    """The library to load before the real one."""
    compiler = shutil.which("clang") or shutil.which("cc")
    if compiler is None:
        lacks("no C compiler on the path: the library that misbehaves cannot be made")
    library = tmp_path_factory.mktemp("library") / "obstinate.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"], check=True)
    return str(library)


@pytest.mark.parametrize("pragma, value, said", CASES)
def test_the_start_is_refused_when_a_pragma_reads_back_differently(house, obstinate, pragma, value, said):
    house.extra = {"LD_PRELOAD": obstinate, "OBSTINATE_PRAGMA": pragma, "OBSTINATE_VALUE": value}
    house.launch()
    assert house.process.wait(timeout=120) not in (0, -6, -11), house.log[-2000:]
    assert f"{pragma} reads back as {said}" in house.log


def test_the_library_alone_is_no_obstacle(house, obstinate):
    house.write_form("pragmas", form("Pragmas"))
    house.extra = {"LD_PRELOAD": obstinate}
    house.start()
    ledger = Ledger(house)
    ledger.send_many("pragmas", 4)
    assert ledger.check() == 4
    house.stop()

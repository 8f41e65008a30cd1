"""A disk that is really full: a small file system of its own, and a limit on the size of files."""

import http.client
import resource

import pytest

from disk import fill
from house import House
from ledger import Inquiry, Ledger, form
from visitor import Visitor

MEBIBYTE = 1 << 20


@pytest.fixture
def full_house(small_disk, tmp_path):
    """A house whose data lie on the small disk; set up, not served."""
    house = House(tmp_path, [], data=small_disk / "data")
    house.write_form("full", form("Full"))
    house.set_up()
    yield house
    if house.process is not None and house.process.poll() is None:
        house.kill()


def refused(disk, is_refused) -> bool:
    """Whether it is refused once not a byte is left. A log that is emptied just then makes room again,
    so that is tried more than once."""
    for _ in range(5):
        fill(disk, leaving=0)
        if is_refused():
            return True
    return False


def is_cut(person: Visitor) -> bool:
    """Whether the CSV breaks off, or is refused: never a short file that looks whole."""
    try:
        answer = person.get("/desk/forms/full/export.csv")
    except http.client.IncompleteRead:
        return True
    return answer.status == 503


def test_a_full_disk_refuses_and_recovers(small_disk, full_house):
    house = full_house
    house.start()
    ledger = Ledger(house)
    ledger.send_many("full", 16)
    assert ledger.refusals == []
    anna = Visitor(house).signed_in("anna")

    # Nearly full: refused before anything is written, and said to whoever watches.
    fill(small_disk, leaving=8 * MEBIBYTE)
    assert not house.is_ready()
    visitor = Visitor(house)
    for number in range(6):
        assert ledger.send(visitor, Inquiry("full"), as_page=number % 2 == 1).status == 503

    # Not a byte left: nobody gets in who would have to be written down, nobody is thrown out.
    fill(small_disk, leaving=0)
    assert ledger.send(visitor, Inquiry("full")).status == 503
    assert refused(small_disk, lambda: Visitor(house).sign_in("anna").status == 503)
    assert anna.get("/desk/forms/full/board").status == 200
    assert refused(small_disk, lambda: is_cut(anna))
    assert visitor.get("/f/full").status == 200

    (small_disk / "ballast").unlink()
    assert house.is_ready()
    ledger.send_again()
    assert ledger.unanswered == []
    assert ledger.check() == 23

    # Killed, and started while there is no room: it serves what needs none, and says it is not ready.
    house.kill()
    fill(small_disk, leaving=0)
    house.start(until="healthz")
    assert not house.is_ready()
    visitor = Visitor(house)
    assert visitor.get("/f/full").status == 200
    assert ledger.send(visitor, Inquiry("full")).status == 503
    (small_disk / "ballast").unlink()
    ledger.send_again()
    assert ledger.check() == 24
    house.stop()


def test_a_recovery_code_that_does_not_fit_leaves_no_file_and_no_house(small_disk, tmp_path):
    house = House(tmp_path, [])
    setup = [
        "setup", "--name", "anna", "--password-file", str(tmp_path / "anna.password"),
        "--recovery-code-file", str(small_disk / "recovery.code"),
    ]
    fill(small_disk, leaving=0)
    ended = house.run(*setup)
    assert ended.returncode == 71 and "No space left" in ended.stderr
    assert [file.name for file in small_disk.iterdir()] == ["ballast"]
    (small_disk / "ballast").unlink()
    assert house.run(*setup).returncode == 0
    assert (small_disk / "recovery.code").stat().st_mode & 0o777 == 0o600


def test_files_that_may_not_grow_refuse_and_recover(house):
    """RLIMIT_FSIZE, as a service manager sets it: a write beyond it must not end the process."""
    house.write_form("limited", form("Limited"))
    house.start()
    ledger = Ledger(house)
    ledger.send_many("limited", 8)
    pid = house.process.pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, before[1]))
    ledger.send_many("limited", 8)
    assert ledger.refusals, "a limit that nothing met"
    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
    ledger.send_again()
    assert ledger.unanswered == []
    assert ledger.check() == 16
    house.stop()

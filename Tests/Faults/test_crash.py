"""A process that dies by a fault of its own leaves nothing of its memory behind: no core, and no backtrace with what lay behind the registers."""

import signal

import pytest


@pytest.mark.parametrize("fault", [signal.SIGILL, signal.SIGSEGV, signal.SIGABRT], ids=lambda fault: fault.name)
def test_a_crash_writes_no_memory_into_the_log(house, fault):
    house.start()
    house.process.send_signal(fault)
    assert house.process.wait(timeout=60) == -fault
    house.process = None
    assert "Registers:" not in house.log and "Backtrace" not in house.log
    assert not list(house.data.rglob("core*"))

"""A process that has no descriptor left for one more goes on, and so does the house."""

import resource
import socket
import subprocess

import pytest

WAITING_SECONDS = 60  # a bound against hanging
PRESENCE = bytes([1, 0])


def knock(house) -> socket.socket:
    """Asks at the command socket whether anybody is there, and does not wait for the answer."""
    peer = socket.socket(socket.AF_UNIX)
    peer.settimeout(WAITING_SECONDS)
    peer.connect(str(house.data / "run" / "command.socket"))
    peer.sendall(PRESENCE)
    return peer


def test_commands_wait_while_no_descriptor_is_left_and_the_house_goes_on(house):
    house.start()
    with knock(house) as peer:
        assert peer.recv(1) == b"\0"
    number = house.process.pid
    usual = resource.prlimit(number, resource.RLIMIT_NOFILE)
    resource.prlimit(number, resource.RLIMIT_NOFILE, (3, usual[1]))
    try:
        # The kernel has put a number by for the first before it came; there is none for the next.
        peers = [knock(house), knock(house)]
        with pytest.raises(subprocess.TimeoutExpired):
            house.process.wait(timeout=3)
    finally:
        resource.prlimit(number, resource.RLIMIT_NOFILE, usual)
    for peer in peers:
        with peer:
            assert peer.recv(1) == b"\0"
    assert house.is_ready()
    house.stop()

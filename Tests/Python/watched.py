"""What Linux tells of a process and of its connections (proc(5)): memory, descriptors, bytes that nobody has read."""

import os
import pathlib
import re
import socket
import struct

ACKNOWLEDGED = 120  # tcpi_bytes_acked in `struct tcp_info`


class Watched:
    """One process."""

    def __init__(self, pid: int):
        self._directory = pathlib.Path(f"/proc/{pid}")

    @property
    def resident(self) -> int:
        """Its memory, in bytes."""
        return self._status("VmRSS")

    @property
    def peak(self) -> int:
        """The most that it was since `forget_peak`, in bytes."""
        return self._status("VmHWM")

    def forget_peak(self) -> None:
        (self._directory / "clear_refs").write_text("5")

    @property
    def descriptors(self) -> int:
        return len(os.listdir(self._directory / "fd"))

    def _status(self, name: str) -> int:
        status = (self._directory / "status").read_text()
        return int(re.search(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)[1]) * 1024


def connections(port: int) -> dict[tuple[str, int], int]:
    """The connections that a process has at a port of this machine, by the other end's address and port: how many
    bytes of each have arrived that it has not read."""
    found = {}
    for line in pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _, local, remote, _, queues, _, _, _, _, inode, *_ = line.split()
        if int(local.split(":")[1], 16) == port and not remote.endswith(":0000") and inode != "0":
            address, peer = remote.split(":")
            host = socket.inet_ntoa(struct.pack("<I", int(address, 16)))
            found[host, int(peer, 16)] = int(queues.split(":")[1], 16)
    return found


def acknowledged(plain: socket.socket) -> int:
    """How many bytes of a connection have arrived at the other end's system."""
    (count,) = struct.unpack_from("Q", plain.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 192), ACKNOWLEDGED)
    return count

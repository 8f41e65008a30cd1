"""A small disk of its own that can be filled."""

import contextlib
import os
import pathlib
import shutil
import subprocess

from machine import lacks


@contextlib.contextmanager
def mounted(disk: pathlib.Path):
    """A file system of 480 MiB, in memory, until the block ends."""
    disk.mkdir()
    done = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=480m", "genkan-test", str(disk)], capture_output=True
    )
    if not done or done.returncode != 0:
        lacks("this container does not let a test mount a file system: no disk can be full")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: pathlib.Path, leaving: int) -> None:
    """Takes all the room but so many bytes."""
    with open(disk / "ballast", "wb") as ballast:
        room = os.statvfs(disk)
        os.posix_fallocate(ballast.fileno(), 0, room.f_bavail * room.f_frsize - leaving)

"""The world of the fault tests: a house for each module."""

import os

import pytest

import strace
from disk import mounted
from house import House
from machine import lacks

# `scripts/test --long`: the full counts.
LONG = "GENKAN_LONG" in os.environ


@pytest.fixture(scope="session")
def long() -> bool:
    """Whether the full counts are asked for."""
    return LONG


@pytest.fixture(scope="session")
def tracing():
    """For tests that trace a process, where that is permitted."""
    if not strace.is_permitted():
        lacks("strace is missing, or this container forbids ptrace: no call can be refused")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Set up, not served."""
    house = House(tmp_path_factory.mktemp("house"), [])
    house.set_up()
    yield house
    if house.process is not None and house.process.poll() is None:
        house.kill()


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 480 MiB, in memory."""
    with mounted(tmp_path / "disk") as disk:
        yield disk

"""The world of the end-to-end tests: a house for each test, set up from files unless asked otherwise."""

import pytest

from house import House
from setting_up import set_up


@pytest.fixture
def empty_house(tmp_path):
    """A certificate, a configuration and passwords; not set up."""
    house = House(tmp_path, [])
    house.command("certificate", "--directory", str(tmp_path / "certificates"))
    yield house
    if house.process is not None and house.process.poll() is None:
        house.kill()


@pytest.fixture
def house(empty_house):
    """Set up; anna is its administrator."""
    done = set_up(empty_house)
    assert done.returncode == 0, done.stderr
    return empty_house

"""A house that takes files, for the tests of one module."""

import contextlib

from house import House
from sent_files import form, half_kept


@contextlib.contextmanager
def taking_files(directory):
    """Served: `plans` asks for a plan, `photos` takes one. In the end nothing is half there, and the trail is whole."""
    house = House(directory, [])
    house.write_form("plans", form("Plans", required=True))
    house.write_form("photos", form("Photos"))
    house.set_up()
    house.start()
    yield house
    half = half_kept(house)
    house.stop()
    assert half == [] and house.run("audit", "verify").returncode == 0

"""What a fault needs of the machine that it is tried on."""

import os

import pytest

# `scripts/test` sets it unless it was told `--allow-skips`.
NOTHING_LEFT_OUT = "GENKAN_ALL_FAULTS" in os.environ


def lacks(what: str) -> None:
    """Ends the test: left out when it is run by hand, failed when nothing may be left out."""
    if NOTHING_LEFT_OUT:
        pytest.fail(f"{what} (scripts/test --allow-skips goes on without)", pytrace=False)
    pytest.skip(what)

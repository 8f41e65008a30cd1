"""What visitors notice at the entrance while others do something else: the whole way of a submission over few
connections, in a quiet house and in one that is not, in turns."""

import os

import submissions

CONNECTIONS, SECONDS = 4, 6
ROUNDS = 3  # quiet and not take turns, so that a slow moment of the machine meets both


def bodies(served, seconds=SECONDS):
    """More than come to be sent."""
    return submissions._mint(served, 6_000 * seconds)


def load(served, bodies, seconds=SECONDS):
    """The figures of `wrk`; the bodies are gone then."""
    told = submissions._load(served, "/f/contact", CONNECTIONS, bodies, seconds)
    os.unlink(bodies)
    return told


def warm_up(served, say):
    say("warming up …")
    load(served, bodies(served, 2), 2)

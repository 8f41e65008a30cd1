"""What zxcvbn knows to be guessed first, brought to our minimum length in simple ways, is refused.

Needs: pip install pytest zxcvbn. Runs the Swift half itself (swift_half.py), with
GENKAN_PASSWORD_EXCHANGE naming a directory of its own: candidates.txt goes in; accepted.txt has those
that the rule would let through, suggestions.txt what Genkan suggests.

A whole list of passwords is in Genkan as little as in the rule: beyond ten characters a word that
nobody can know apart from such a list looks like any other. The test says how many those are.
"""

import os
import random
import string

import pytest
from swift_half import swift
from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

SHORTEST = 15
# What our estimate can see through, whatever the word is; see PasswordRule.fewestEffective.
LONGEST_SEEN_THROUGH = 10
PASSWORDS = FREQUENCY_LISTS["passwords"]
LEET = str.maketrans("aeiost", "431057")
ALPHABET = string.ascii_letters + string.digits + string.punctuation


def padded(text: str, unit: str) -> str:
    while len(text) < SHORTEST:
        text += unit
    return text


PADDINGS = [
    lambda word: (word + "1234567890" * 2)[: max(SHORTEST, len(word) + 4)],
    lambda word: padded(f"{word}2024{word}", word),
    lambda word: padded(word.capitalize(), "!"),
    lambda word: padded(word.translate(LEET), word),
    lambda word: padded(word + word[::-1], word),
    lambda word: padded(f"{word}-", f"{word}-"),
]


def candidates(words) -> dict[str, str]:
    """The word behind each candidate: doubled, and padded in one way, or in every way at length."""
    found = {}
    for number, word in enumerate(words):
        found[padded(word, word)] = word
        if os.environ.get("GENKAN_LONG"):
            found |= {padding(word): word for padding in PADDINGS}
        else:
            found[PADDINGS[number % len(PADDINGS)](word)] = word
    return found


def drawn(count: int, length: int, alphabet: str) -> list[str]:
    source = random.Random(20261123)
    return ["".join(source.choices(alphabet, k=length)) for _ in range(count)]


@pytest.fixture(scope="module")
def exchange(tmp_path_factory):
    directory = tmp_path_factory.mktemp("passwords")
    weak = candidates(PASSWORDS)
    strong = drawn(3_000, 16, ALPHABET) + drawn(3_000, 20, string.ascii_lowercase + string.digits)
    (directory / "candidates.txt").write_text("\n".join([*weak, *strong]))
    swift("PasswordPeerTests", GENKAN_PASSWORD_EXCHANGE=str(directory))
    accepted = (directory / "accepted.txt").read_text().split("\n")
    suggestions = (directory / "suggestions.txt").read_text().split("\n")
    return weak, strong, set(accepted), suggestions


def test_every_common_password_doubled_or_padded_is_refused(exchange):
    weak, _, accepted, _ = exchange
    slipped = {word for text, word in weak.items() if text in accepted}
    assert not {word for word in slipped if len(word) <= LONGEST_SEEN_THROUGH}
    # "mailcreated5240" and the like: 5 of a thousand at most.
    assert len(slipped) <= len(PASSWORDS) * 5 // 1000, sorted(slipped)


def test_doubling_hides_no_common_password_that_is_too_short_by_itself(exchange):
    weak, _, accepted, _ = exchange
    assert not {
        word for word in PASSWORDS
        if 5 <= len(word) < SHORTEST and padded(word, word) in accepted
    }  # fmt: skip
    assert len(weak) > 50_000


def test_random_characters_are_accepted(exchange):
    _, strong, accepted, _ = exchange
    assert not set(strong) - accepted


def test_suggestions_are_strong_in_the_eyes_of_zxcvbn_too(exchange):
    *_, suggestions = exchange
    assert len(set(suggestions)) == 2_000
    for text in suggestions[:200]:
        # Against somebody who has our list it is 2^60; zxcvbn counts with its own words.
        assert zxcvbn(text)["guesses_log10"] >= 14, text

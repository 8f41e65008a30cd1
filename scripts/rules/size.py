"""The size budget: what the code bases that people love measure at."""

from swift_source import functions
from tree import Finding, median, nine_of_ten

RULE = "size budget"
LONGEST_FILE, MEDIAN, NINE_OF_TEN, LONGEST_FUNCTION = 400, 80, 200, 40


def check(tree):
    code = [p for p in tree.matching(".swift", ".js", ".css", ".mustache", ".py") if p != "Package.swift"]
    for path in code:
        count = len(tree.lines(path))
        if count > LONGEST_FILE:
            yield Finding(RULE, path, 0, f"{count} lines; no file has more than {LONGEST_FILE}")
    for floor in ("Sources/", "Tests/"):
        yield from _check_floor(tree, floor)
    for path in tree.swift():
        for name, line, length in functions(tree.text(path)):
            if length > LONGEST_FUNCTION:
                yield Finding(RULE, path, line, f"{name} has {length} lines; a function has at most {LONGEST_FUNCTION}")


def _check_floor(tree, floor):
    lengths = [len(tree.lines(p)) for p in tree.swift(floor)]
    if median(lengths) > MEDIAN:
        yield Finding(RULE, floor, 0, f"the median file has {median(lengths)} lines; at most {MEDIAN}")
    if nine_of_ten(lengths) > NINE_OF_TEN:
        yield Finding(RULE, floor, 0, f"one file in ten is longer than {NINE_OF_TEN} lines (up to {max(lengths)})")

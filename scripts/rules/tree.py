"""The tree that the rules look at, and what a rule says when it is broken."""

import re
import statistics
import subprocess
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """One broken rule at one place."""

    rule: str
    path: str
    line: int
    text: str

    def __str__(self):
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.rule}: {self.text}"


class Tree:
    """The files under one root that git knows or would add."""

    def __init__(self, root):
        self.root = Path(root)

    @cached_property
    def paths(self):
        listed = subprocess.run(
            ["git", "-C", str(self.root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            check=True, capture_output=True).stdout.decode()
        return sorted({p for p in listed.split("\0") if p and (self.root / p).is_file()})

    def matching(self, *suffixes, under=("",)):
        return [p for p in self.paths if p.endswith(suffixes) and p.startswith(tuple(under))]

    def text(self, path):
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def lines(self, path):
        return self.text(path).splitlines()

    def swift(self, *under):
        return [p for p in self.matching(".swift", under=under or ("Sources/", "Tests/"))]


def grep(tree, rule, paths, patterns, read=None):
    """A finding for each line that a pattern matches; `patterns` is {regular expression: what to say}."""
    compiled = [(re.compile(pattern), text) for pattern, text in patterns.items()]
    for path in paths:
        source = read(path) if read else tree.text(path)
        for number, line in enumerate(source.splitlines(), 1):
            for pattern, text in compiled:
                if pattern.search(line):
                    yield Finding(rule, path, number, text)


def nine_of_ten(values):
    return sorted(values)[max(0, -(-9 * len(values) // 10) - 1)] if values else 0


def median(values):
    return statistics.median(values) if values else 0

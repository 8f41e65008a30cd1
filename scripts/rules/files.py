"""What lies in the tree: what must be executable, and what must never be in git."""

import os
import re
from pathlib import PurePosixPath

from tree import Finding

RULE = "files"
_NEVER = (".key", ".pem", ".p12", ".pfx", ".crt", ".sqlite", ".sqlite-wal", ".sqlite-shm", ".db", ".state")
_SECRET = re.compile(r"-----BEGIN (?:[A-Z0-9]+ )*(?:PRIVATE KEY|CERTIFICATE)-----\s*\n[A-Za-z0-9+/]{16}")
_MACHINE = re.compile(r"(?<![\w/.])/(?:work|home/\w+|Users/\w+|root)/(?=\w)")


def check(tree):
    for path in tree.paths:
        yield from _check_place(path)
        yield from _check_bits(tree, path)
        if os.path.getsize(tree.root / path) < 1 << 20:
            yield from _check_text(tree, path)
    for required in ("README.md", "LICENSE", "SECURITY.md", "CHANGELOG.md"):
        if required not in tree.paths:
            yield Finding(RULE, required, 0, "every clone needs it")


def _check_place(path):
    if path.endswith(_NEVER) or PurePosixPath(path).parts[0] in (".build", "data", "certificates"):
        yield Finding(RULE, path, 0, "keys, certificates and databases never come into git")


def _check_bits(tree, path):
    starts = tree.text(path).startswith("#!")
    runs = os.access(tree.root / path, os.X_OK)
    if starts and not runs:
        yield Finding(RULE, path, 0, "starts with #! but is not executable; chmod +x")
    if path.startswith(("scripts/", ".ci/")) and "/" not in path.split("/", 1)[1] and not (starts and runs):
        yield Finding(RULE, path, 0, "a script starts with #! and is executable")
    if runs and not starts:
        yield Finding(RULE, path, 0, "is executable but has no #!; chmod -x")


def _check_text(tree, path):
    text = tree.text(path)
    if _SECRET.search(text):
        yield Finding(RULE, path, 0, "a private key or certificate stands in it")
    if path.startswith("scripts/rules/"):
        return
    for number, line in enumerate(text.splitlines(), 1):
        if _MACHINE.search(line):
            yield Finding(RULE, path, number, "a path of one machine; say it relative to the repository")

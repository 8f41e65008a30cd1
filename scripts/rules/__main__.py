"""Every rule of the house over this repository: one line for each finding, 1 when there is any."""

import sys
from pathlib import Path

import files
import imports
import size
import templates
import words
from tree import Tree

RULES = (imports, size, templates, words, files)


def main():
    tree = Tree(Path(__file__).resolve().parents[2])
    findings = [finding for rule in RULES for finding in rule.check(tree)]
    for finding in findings:
        print(finding, file=sys.stderr)
    if findings:
        print(f"rules: {len(findings)} broken", file=sys.stderr)
        return 1
    print(f"rules: {len(RULES)} kept by {len(tree.paths)} files")
    return 0


sys.exit(main())

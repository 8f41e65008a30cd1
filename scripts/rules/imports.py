"""The import table: the comment on top of Package.swift, held against every `import` in the tree."""

import re
from dataclasses import dataclass, field

from swift_source import code_only
from tree import Finding

RULE = "import table"
_IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:public|package|internal|fileprivate|private)?\s*import\s+"
    r"(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?([A-Za-z_]\w*)", re.M)


@dataclass
class Row:
    """What one floor may import; `only` narrows a module to a folder or to some of its types."""

    ours: set = field(default_factory=set)
    theirs: set = field(default_factory=set)
    folder: dict = field(default_factory=dict)
    types: dict = field(default_factory=dict)

    def allows(self, module):
        return any(
            module == entry or entry.endswith("…") and module.startswith(entry[:-1])
            for entry in self.ours | self.theirs)


def table(package):
    """The rows of the comment, by target, and what every floor may import."""
    comment = [line[2:] for line in package.splitlines() if line.startswith("//")]
    ruler = next((n for n, line in enumerate(comment) if "──" in line), None)
    if ruler is None:
        return {}, set()
    starts = [m.start() for m in re.finditer("─+", comment[ruler])]
    rows, cells, everyone = {}, None, set()
    for line in comment[ruler + 1:]:
        if not line.strip():
            break
        target = line[starts[0]:starts[1]].strip()
        if target:
            cells = rows.setdefault(target, ["", ""])
        for n, (a, b) in enumerate([(starts[1], starts[2]), (starts[2], None)]):
            cells[n] += " " + line[a:b]
    all_of_ours = set(rows) - {"every floor"}
    everyone = set(_entries(rows.pop("every floor", ["", ""])[1], all_of_ours))
    return {target: _row(cells, all_of_ours) for target, cells in rows.items()}, everyone


def _row(cells, all_of_ours):
    row = Row()
    for n, names in enumerate((row.ours, row.theirs)):
        for entry, condition in _entries(cells[n], all_of_ours).items():
            names.add(entry)
            if found := re.fullmatch(r"in (\S+)/ only", condition):
                row.folder[entry] = found[1]
            elif found := re.fullmatch(r"(.+) only", condition):
                row.types[entry] = {name.strip() for name in found[1].split(",")}
    return row


def _entries(cell, all_of_ours):
    if found := re.search(r"all but ([\w, ]+)", cell):
        return dict.fromkeys(all_of_ours - {n.strip() for n in found[1].split(",")}, "")
    found = re.findall(r"([A-Za-z_]\w*…?)\s*(?:\(([^)]*)\))?\s*(?:,|$)", cell)
    return {name: " ".join(condition.split()) for name, condition in found}


def check(tree):
    rows, everyone = table(tree.text("Package.swift")) if "Package.swift" in tree.paths else ({}, set())
    if not rows:
        yield Finding(RULE, "Package.swift", 0, "the comment on top holds no table")
        return
    for path in tree.swift("Sources/"):
        target = path.split("/")[1]
        if target not in rows:
            yield Finding(RULE, path, 0, f"the table on top of Package.swift has no row for {target}")
            continue
        yield from _check_file(tree, path, target, rows[target], everyone)
    for path in tree.swift("Tests/"):
        for module, line in _imports(code_only(tree.text(path))):
            if module == "COpenSSL":
                yield Finding(RULE, path, line, "only OpenSSL imports COpenSSL, tests included")


def _check_file(tree, path, target, row, everyone):
    code = code_only(tree.text(path))
    imported = _imports(code)
    for module, line in imported:
        if module == target or module in everyone:
            continue
        if not row.allows(module):
            yield Finding(RULE, path, line, f"{target} may not import {module} (table on top of Package.swift)")
        folder = row.folder.get(module)
        if folder and not path.startswith(f"Sources/{target}/{folder}/"):
            yield Finding(RULE, path, line, f"{target} imports {module} in {folder}/ only")
    for module, allowed in row.types.items():
        if any(module == name for name, _ in imported):
            yield from _check_types(tree, path, code, target, module, allowed)


def _imports(code):
    return [(m[1], code.count("\n", 0, m.start(1)) + 1) for m in _IMPORT.finditer(code)]


def _check_types(tree, path, code, target, module, allowed):
    declared = set()
    for source in tree.swift(f"Sources/{module}/"):
        declared |= set(re.findall(
            r"^public (?:final |indirect )*(?:struct|class|enum|actor|protocol|typealias) (\w+)",
            code_only(tree.text(source)), re.M))
    for name in sorted(declared - allowed):
        if found := re.search(rf"(?<![.\w]){name}\b", code):
            line = code.count("\n", 0, found.start()) + 1
            yield Finding(RULE, path, line, f"{target} may name of {module} only {', '.join(sorted(allowed))}, not {name}")

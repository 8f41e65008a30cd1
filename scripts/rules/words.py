"""Words that mean unfinished or unsafe, and names that the entrance must not know."""

from swift_source import code_only
from tree import grep

RULE = "words"
_UNFINISHED = {
    r"\b(?:TODO|FIXME|XXX|HACK)\b": "unfinished work is not committed",
    r"(?i)\bnot implemented\b": "unfinished work is not committed",
}
_UNSAFE = {
    r"\bfatalError\s*\(": "fatalError ends the process; throw",
    r"\btry!": "try! ends the process; throw",
    r"\bas!": "as! ends the process; use as? and throw",
    r"(?<![.\w])(?:debugP|p)rint\s*\(": "the log and the terminal have types of their own; no print",
    # NIO's `eventLoop.assumeIsolated()` checks its event loop; Swift's takes a closure.
    r"\bassumeIsolated\s*(?:\{|\((?!\)))|\bnonisolated\(unsafe\)": "state is kept in a Mutex or an actor",
    r"\bThread\.sleep\b|(?<![.\w])u?sleep\s*\(": "nothing sleeps; await",
}
_UNCHECKED = {r"@unchecked Sendable": "only OpenSSL may vouch for a type by @unchecked Sendable"}
_NAMES = {
    r"\b(?:struct|class|enum|actor|protocol)\s+\w*(?:Manager|Helper|Util|Utils|Impl)\b":
        "a name says what the thing is; no Manager, Helper, Util, Impl",
}
_ENTRANCE = {
    r"(?i)\w*(?:desk)?session\w*": "nothing in Entrance/ can name a session",
    r"(?i)keychain": "nothing in Entrance/ can name a keychain",
    r"(?i)(?:private|secret)key|\bKeyPair\b|\bPersonKey\b|\bFormKey(?!Record)\w*|\bGrant\b|\bDeskContext\b":
        "nothing in Entrance/ can name what opens a form",
}


def check(tree):
    sources = tree.swift("Sources/")
    code = lambda path: code_only(tree.text(path))
    scripts = tree.matching(".js", ".css", ".mustache", under=("public/", "Sources/"))
    yield from grep(tree, RULE, tree.swift() + scripts, _UNFINISHED)
    yield from grep(tree, RULE, sources, _UNSAFE, read=code)
    yield from grep(tree, RULE, sources, _NAMES, read=code)
    yield from grep(tree, RULE, [p for p in sources if not p.startswith("Sources/OpenSSL/")], _UNCHECKED, read=code)
    yield from grep(tree, "entrance", tree.swift("Sources/GenkanWeb/Entrance/"), _ENTRANCE, read=code)

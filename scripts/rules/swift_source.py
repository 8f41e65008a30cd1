"""Just enough of Swift's grammar to leave comments and strings aside and to find where a function ends."""

import re

_FUNCTION = re.compile(r"\b(?:func\s+(?P<name>`[^`]+`|[^\s(<]+)|(?P<init>init)[?]?(?=\s*[(<])|(?P<deinit>deinit)\b)")
_OPENING = re.compile(r'(#*)("""|")')


def code_only(source):
    """The source with every comment and every string's text blanked out; lines stay where they are."""
    out = []
    i = 0
    while i < len(source):
        if source.startswith("//", i):
            end = source.find("\n", i)
            end = len(source) if end < 0 else end
        elif source.startswith("/*", i):
            end = _after_block_comment(source, i)
        elif source[i] in '#"' and (opening := _OPENING.match(source, i)):
            end = _after_string(source, opening)
        else:
            out.append(source[i])
            i += 1
            continue
        out.append(re.sub(r"[^\n]", " ", source[i:end]))
        i = end
    return "".join(out)


def _after_block_comment(source, start):
    depth, i = 1, start + 2
    while i < len(source) and depth:
        if source.startswith("/*", i):
            depth, i = depth + 1, i + 2
        elif source.startswith("*/", i):
            depth, i = depth - 1, i + 2
        else:
            i += 1
    return i


def _after_string(source, opening):
    hashes, quotes = opening.groups()
    escape, closing = "\\" + hashes, quotes + hashes
    i = opening.end()
    while i < len(source):
        if source.startswith(escape + "(", i):
            i = _after_interpolation(source, i + len(escape) + 1)
        elif source.startswith(escape, i):
            i += len(escape) + 1
        elif source.startswith(closing, i):
            return i + len(closing)
        elif quotes == '"' and source[i] == "\n":
            return i
        else:
            i += 1
    return i


def _after_interpolation(source, start):
    depth, i = 1, start
    while i < len(source) and depth:
        if source[i] in '#"' and (opening := _OPENING.match(source, i)):
            i = _after_string(source, opening)
            continue
        depth += {"(": 1, ")": -1}.get(source[i], 0)
        i += 1
    return i


def functions(source):
    """(name, first line, lines of the body) of every function, initialiser and deinitialiser with a body."""
    code = code_only(source)
    for match in _FUNCTION.finditer(code):
        opening = _body(code, match.end())
        if opening is None:
            continue
        closing = _closing(code, opening)
        first = code.count("\n", 0, match.start()) + 1
        length = code.count("\n", opening, closing) - 1
        yield match["name"] or match["init"] or match["deinit"], first, max(1, length)


def _body(code, start):
    """Where the body's brace stands, or nothing for a requirement of a protocol or a mere mention."""
    depth = 0
    for i in range(start, len(code)):
        c = code[i]
        if c in "([":
            depth += 1
        elif c in ")]":
            depth -= 1
            if depth < 0:
                return None
        elif c == "{" and depth == 0:
            return i
        elif c == "}" and depth == 0:
            return None
        elif c == "\n" and depth == 0 and re.match(r"\s*(?:@|///|public |private |internal |static |func |var |let |init\b|case |associatedtype |\n)", code[i:i + 40]):
            return None
    return None


def _closing(code, opening):
    depth = 0
    for i in range(opening, len(code)):
        depth += {"{": 1, "}": -1}.get(code[i], 0)
        if depth == 0:
            return i
    return len(code) - 1

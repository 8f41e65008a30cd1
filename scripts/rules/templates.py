"""What a template and a public script must not do, because escaping and the content security policy rest on it."""

import re

from tree import Finding, grep

RULE = "templates"
_FIRST = "{{% CONTENT_TYPE: HTML}}"
_TEMPLATE = {
    r"\{\{\{": "{{{ writes unescaped; nothing here is trusted enough for that",
    r"\{\{\s*&": "{{& writes unescaped; nothing here is trusted enough for that",
    r"""\sstyle\s*=""": "the content security policy forbids style=; use a class",
    r"""<[^>]*\son[a-z]+\s*=""": "the content security policy forbids on…= handlers; use addEventListener",
    r"<style\b": "the content security policy forbids inline styles; use public/*.css",
    r"<script(?![^>]*\ssrc=)": "the content security policy forbids inline scripts; use public/*.js",
    r"javascript:": "the content security policy forbids javascript: addresses",
    r"""(?:src|href)="/[a-z0-9-]+\.(?:css|js|svg)\"""": "a browser asks for it on each page; name it behind {{assets}}",
}
_SCRIPT = {
    r"\.(?:inner|outer)HTML\b": "an HTML sink; use textContent or build elements",
    r"\binsertAdjacentHTML\b": "an HTML sink; use textContent or build elements",
    r"\bdocument\.write": "an HTML sink; use textContent or build elements",
    r"\bcreateContextualFragment\b": "an HTML sink; use textContent or build elements",
    r"\beval\s*\(": "the content security policy forbids eval",
    r"\bnew Function\b": "the content security policy forbids new Function",
    r"\.style\.(?!setProperty)\w+\s*=": "inline styles are for classes to set; use classList",
    r"\blocalStorage\b|\bindexedDB\b": "nothing is kept in a browser beyond its tab",
}
# The one script by which the desk keeps something in a tab.
_KEPT = "public/kept.js"
_STORAGE = {r"\bsessionStorage\b": f"nothing is kept in the visitor's browser; the desk keeps by {_KEPT}"}


def check(tree):
    templates = tree.matching(".mustache", under=("Sources/",))
    for path in templates:
        if not tree.text(path).startswith(_FIRST):
            yield Finding(RULE, path, 1, f"a template starts with {_FIRST}, or its values go out unescaped")
        if "{{> desk-bar}}" in tree.text(path) and "/session.js" not in tree.text(path):
            yield Finding(RULE, path, 1, "a page with the desk's bar loads /session.js, or its screen never locks")
    yield from grep(tree, RULE, templates, _TEMPLATE)
    scripts = tree.matching(".js", under=("public/",))
    code = lambda path: _code(tree.text(path))
    yield from grep(tree, RULE, scripts, _SCRIPT, read=code)
    yield from grep(tree, RULE, [path for path in scripts if path != _KEPT], _STORAGE, read=code)


def _code(script):
    """The script without its comments; lines stay where they are."""
    blank = lambda m: re.sub(r"[^\n]", " ", m[0])
    return re.sub(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", blank, script, flags=re.S)

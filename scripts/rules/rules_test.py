"""Shows that each rule can fail: a clean little house passes, and each broken one is refused by its own words."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import files
import imports
import size
import templates
import words
from swift_source import code_only, functions
from tree import Tree

PACKAGE = """\
//   target          may import of ours             may import of others
//   ──────────────  ─────────────────────────────  ──────────────────────────
//   every floor     –                              Synchronization
//   COpenSSL        –                              –
//   OpenSSL         COpenSSL                       Glibc
//   Sealing         OpenSSL                        –
//   GenkanStorage   Sealing                        Foundation, GRDB (in Engine/ only)
//   GenkanWeb       GenkanStorage, Sealing         NIO…
//                   (Keychain only)
//   GenkanCommand   all but COpenSSL               Foundation

import PackageDescription
"""
CLEAN = {
    "Package.swift": PACKAGE,
    "README.md": "", "LICENSE": "", "SECURITY.md": "", "CHANGELOG.md": "",
    "Sources/OpenSSL/A.swift": "internal import COpenSSL\nimport Synchronization\nfinal class A: @unchecked Sendable {}\n",
    "Sources/Sealing/Keychain.swift": "import OpenSSL\npublic struct Keychain {}\npublic struct Grant {}\n",
    "Sources/GenkanStorage/Engine/Writer.swift": "public import GRDB\nimport Sealing\n",
    "Sources/GenkanWeb/Board.swift": "import NIOCore\npublic import Sealing\nlet k: Keychain\n// Grant, print(\n",
    "Sources/GenkanWeb/Entrance/Submit.swift": "let text = \"sign in for a session\"\n",
    "Sources/GenkanWeb/Templates/page.mustache": "{{% CONTENT_TYPE: HTML}}\n<p>{{text}}</p><script src=\"{{assets}}/a.js\"></script>\n",
    "public/a.js": "element.textContent = text; // never innerHTML\n",
}


class RuleTest(unittest.TestCase):
    def findings(self, rule, changed=None, executable=()):
        with tempfile.TemporaryDirectory() as root:
            subprocess.run(["git", "init", "--quiet", root], check=True)
            tree = CLEAN | (changed or {})
            for path, text in [(path, text) for path, text in tree.items() if text is not None]:
                file = Path(root, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            for path in executable:
                os.chmod(Path(root, path), 0o755)
            return [str(finding) for finding in rule.check(Tree(root))]

    def refused(self, rule, changed, words, executable=()):
        found = self.findings(rule, changed, executable)
        self.assertEqual(len(found), 1, found)
        self.assertIn(words, found[0])

    def test_a_clean_house_keeps_every_rule(self):
        for rule in (imports, size, templates, words, files):
            self.assertEqual(self.findings(rule), [], rule.__name__)

    def test_the_import_table_is_held(self):
        for path, text, said in [
            ("Sources/Sealing/B.swift", "import Foundation\n", "Sealing may not import Foundation"),
            ("Sources/Sealing/B.swift", "@testable internal import struct GRDB.Row\n", "Sealing may not import GRDB"),
            ("Sources/GenkanStorage/B.swift", "import GRDB\n", "GenkanStorage imports GRDB in Engine/ only"),
            ("Sources/GenkanWeb/B.swift", "import COpenSSL\n", "GenkanWeb may not import COpenSSL"),
            ("Sources/GenkanWeb/B.swift", "import Sealing\nlet g: Grant\n", "only Keychain, not Grant"),
            ("Sources/GenkanCommand/B.swift", "import COpenSSL\n", "GenkanCommand may not import COpenSSL"),
            ("Sources/Attic/B.swift", "\n", "no row for Attic"),
            ("Tests/SealingTests/B.swift", "import COpenSSL\n", "only OpenSSL imports COpenSSL"),
            ("Package.swift", "// nothing\n", "holds no table"),
        ]:
            with self.subTest(said):
                self.refused(imports, {path: text}, said)

    def test_the_size_budget_is_held(self):
        body = lambda count: "".join(f"    let x{n} = {n}\n" for n in range(count))
        self.refused(size, {"public/b.js": "\n" * 401}, "401 lines; no file has more than 400")
        self.refused(size, {f"Tests/T/{n}.swift": "\n" * 81 for n in range(9)}, "the median file has 81 lines")
        self.refused(
            size, {f"Tests/T/{n}.swift": "\n" * (201 if n > 7 else 1) for n in range(10)}, "longer than 200 lines")
        self.refused(size, {"Sources/Sealing/B.swift": "func long() {\n" + body(41) + "}\n"}, "long has 41 lines")
        self.assertEqual(
            self.findings(size, {"Sources/Sealing/B.swift": "func fits() {\n" + body(40) + "}\n"}), [])

    def test_templates_and_scripts_are_held(self):
        first = "{{% CONTENT_TYPE: HTML}}\n"
        for text, said in [
            ("<p></p>\n", "a template starts with"),
            (first + "{{> desk-bar}}\n", "loads /session.js"),
            (first + "<link rel=\"icon\" href=\"/a.svg\">\n", "name it behind {{assets}}"),
            (first + "{{{raw}}}\n", "{{{ writes unescaped"),
            (first + "{{& raw}}\n", "{{& writes unescaped"),
            (first + "<p style=\"\">\n", "forbids style="),
            (first + "<p onclick=\"a()\">\n", "forbids on…= handlers"),
            (first + "<style>\n", "forbids inline styles"),
            (first + "<script>\n", "forbids inline scripts"),
            (first + "<a href=\"javascript:a()\">\n", "forbids javascript:"),
        ]:
            with self.subTest(said):
                self.refused(templates, {"Sources/GenkanWeb/Templates/b.mustache": text}, said)
        for text, said in [
            ("a.innerHTML = b\n", "an HTML sink"), ("a.insertAdjacentHTML(b)\n", "an HTML sink"),
            ("document.write(a)\n", "an HTML sink"), ("eval(a)\n", "forbids eval"),
            ("new Function(a)\n", "forbids new Function"), ("a.style.color = b\n", "use classList"),
            ("localStorage.a = b\n", "nothing is kept in a browser beyond its tab"),
            ("sessionStorage.a = b\n", "nothing is kept in the visitor's browser"),
        ]:
            with self.subTest(text):
                self.refused(templates, {"public/b.js": text}, said)

    def test_words_are_held(self):
        for text, said in [
            ("// TODO later\n", "unfinished work"), ("throw Error(\"not implemented\")\n", "unfinished work"),
            ("fatalError(\"\")\n", "fatalError ends the process"), ("let a = try! b()\n", "try! ends the process"),
            ("let a = b as! C\n", "as! ends the process"), ("print(a)\n", "no print"),
            ("nonisolated(unsafe) var a = 0\n", "Mutex or an actor"), ("usleep(1)\n", "nothing sleeps"),
            ("struct A: @unchecked Sendable {}\n", "only OpenSSL may vouch"),
            ("struct KeyManager {}\n", "no Manager"),
        ]:
            with self.subTest(said):
                self.refused(words, {"Sources/GenkanWeb/B.swift": text}, said)

    def test_the_entrance_names_nothing_that_opens_a_form(self):
        for text, said in [
            ("let a: LiveSession\n", "can name a session"), ("let a: Keychain\n", "can name a keychain"),
            ("let a: X25519.PrivateKey\n", "can name what opens a form"),
            ("let a: FormKey\n", "can name what opens a form"),
            ("let a = \"\\(session)\"\n", None),
        ]:
            with self.subTest(text):
                changed = {"Sources/GenkanWeb/Entrance/B.swift": text}
                if said:
                    self.refused(words, changed, said)
                else:
                    self.assertEqual(self.findings(words, changed), [])

    def test_what_lies_in_the_tree_is_held(self):
        for path, text, runs, said in [
            ("house.key", "", False, "never come into git"),
            ("a.txt", "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIE\n", False, "a private key or certificate"),
            ("a.md", "see /" + "work/main/README.md\n", False, "a path of one machine"),
            ("tool.sh", "#!/bin/sh\n", False, "is not executable"),
            ("scripts/tool", "echo\n", False, "a script starts with #!"),
            ("a.txt", "a\n", True, "has no #!"),
        ]:
            with self.subTest(said):
                self.refused(files, {path: text}, said, executable=[path] if runs else [])
        self.refused(files, {"LICENSE": None}, "LICENSE: files: every clone needs it")


class SwiftSourceTest(unittest.TestCase):
    def test_comments_and_strings_are_blanked(self):
        source = 'a // b\n/* c /* d */ e */ f("g \\(h("i")) j", #"k \\#(l) " m"#)\n"""\nn "o" p\n"""\nq'
        code = code_only(source)
        self.assertEqual(code.count("\n"), source.count("\n"))
        self.assertEqual([c for c in code if c.isalpha()], ["a", "f", "q"])

    def test_functions_are_measured(self):
        source = (
            "protocol P {\n    func bare()\n    func other() -> Int\n}\n"
            "func one(_ a: () -> Void = {}) throws {\n    a\n}\n"
            "init?(\n    a: Int\n) where A == B {\n    b {\n        c\n    }\n}\n"
            "func `a sentence, with words`() { d }\n")
        self.assertEqual(
            [(name, length) for name, _, length in functions(source)],
            [("one", 1), ("init", 3), ("`a sentence, with words`", 1)])


if __name__ == "__main__":
    unittest.main()

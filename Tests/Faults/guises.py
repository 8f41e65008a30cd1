"""One text in every guise in which programs write text down, and the search for it in files."""

import base64
import hashlib
import pathlib
import shutil
import sqlite3
import unicodedata
import urllib.parse

_START = 6
_HASHES = [
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha512_256",
    "sha3_256", "sha3_512", "blake2b", "blake2s",
]


def guises(text: str) -> dict[bytes, str]:
    """What to look for, and what it would be."""
    found: dict[bytes, str] = {}
    for spelling in {text, text.lower(), text.upper(), unicodedata.normalize("NFKC", text)}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "shift_jis", "euc_jp"):
            try:
                _add_bytes(found, spelling.encode(encoding), encoding)
            except UnicodeEncodeError:
                continue
        _add_escapes(found, spelling)
        for name in _HASHES:
            _add_hashes(found, spelling.encode(), name)
    return found


def _add_bytes(found: dict[bytes, str], data: bytes, name: str) -> None:
    found[data] = name
    found[data.hex().encode()] = f"hex of {name}"
    found[data.hex().upper().encode()] = f"HEX of {name}"
    for offset in range(3):
        # What stands before and after decides about the first and the last letters: these go.
        padded = base64.b64encode(bytes(offset) + data)
        first = -(-offset * 8 // 6)
        last = (offset + len(data)) * 8 // 6
        sure = padded[first:last]
        if len(sure) < 8:
            continue
        found[sure] = f"base64 of {name}"
        found[sure.replace(b"+", b"-").replace(b"/", b"_")] = f"base64url of {name}"


def _add_escapes(found: dict[bytes, str], text: str) -> None:
    data = text.encode()
    escapes = [
        urllib.parse.quote(text, safe=""),
        urllib.parse.quote_plus(text),
        "".join(f"%{byte:02X}" for byte in data),
        text.encode("unicode_escape").decode(),
        "".join(f"\\u{{{ord(character):x}}}" for character in text),
        "".join(f"&#{ord(character)};" for character in text),
        "".join(f"&#x{ord(character):x};" for character in text),
        "".join(f"\\x{byte:02x}" for byte in data),
    ]
    for escaped in escapes:
        found.setdefault(escaped.encode(), "escaped")
        found.setdefault(escaped.lower().encode(), "escaped")


def _add_hashes(found: dict[bytes, str], data: bytes, name: str) -> None:
    for suffix in (b"", b"\n"):
        digests = [hashlib.new(name, data + suffix).digest()]
        if name == "blake2b":
            digests += [hashlib.blake2b(data + suffix, digest_size=size).digest() for size in (16, 20, 32)]
        for digest in digests:
            found[digest] = name
            found[digest.hex().encode()] = f"hex of {name}"
            found[digest.hex().upper().encode()] = f"HEX of {name}"
            found[base64.b64encode(digest).rstrip(b"=")] = f"base64 of {name}"
            found[base64.urlsafe_b64encode(digest).rstrip(b"=")] = f"base64url of {name}"


def found_in(places: list[pathlib.Path], texts: dict[str, str]) -> list[str]:
    """`file: what: guise` for each text that stands in a file or in a file's name under the places."""
    return _found(places, {what: guises(text) for what, text in texts.items()})


def bytes_found_in(places: list[pathlib.Path], secrets: dict[str, bytes]) -> list[str]:
    """The same for bytes that are no text."""
    wanted: dict[str, dict[bytes, str]] = {what: {} for what in secrets}
    for what, secret in secrets.items():
        _add_bytes(wanted[what], secret, "raw")
    return _found(places, wanted)


def found_in_values(data: pathlib.Path, texts: dict[str, str]) -> list[str]:
    """The same search in every value of every table: a value may lie in a file in several pieces."""
    finds = []
    wanted = {what: guises(text) for what, text in texts.items()}
    copy = data.parent / "copy"
    shutil.copytree(data, copy, ignore=shutil.ignore_patterns("*.sock"))
    for file in sorted(copy.glob("*.sqlite")):
        database = sqlite3.connect(file)
        database.text_factory = bytes
        for (table,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            name = table.decode()
            values = {value for row in database.execute(f'SELECT * FROM "{name}"') for value in row}
            contents = [value if isinstance(value, bytes) else str(value).encode() for value in values]
            finds += [f"{file.name} {name}: {what}" for what in _guises_in(b"\n\n".join(contents), wanted)]
        database.close()
    shutil.rmtree(copy)
    return finds


def _found(places: list[pathlib.Path], wanted: dict[str, dict[bytes, str]]) -> list[str]:
    return [
        f"{file}: {what}"
        for file in files_in(places)
        for what in _guises_in(bytes(str(file), "utf-8") + b"\n" + file.read_bytes(), wanted)
    ]


def _guises_in(content: bytes, wanted: dict[str, dict[bytes, str]]) -> list[str]:
    # Most forms are ruled out by their first bytes.
    starts = {content[start : start + _START] for start in range(len(content))}
    return [
        f"{what}: {guise}"
        for what, forms in wanted.items()
        for form, guise in forms.items()
        if (form[:_START] in starts or len(form) < _START) and form in content
    ]


def files_in(places: list[pathlib.Path]) -> list[pathlib.Path]:
    """Every regular file; a socket has no content."""
    return [
        file
        for place in places
        for file in ([place] if place.is_file() else sorted(place.rglob("*")))
        if file.is_file() and not file.is_symlink()
    ]

"""The multipart bodies of the Swift tests, read by a parser that others wrote (`multipart`, from PyPI)."""

import json
import pathlib

import pytest
from multipart import MultipartError, MultipartSegment, PushMultipartParser

CASES = json.loads(
    (pathlib.Path(__file__).parents[1] / "GenkanTests/Submissions/Multipart/cases.json").read_text()
)
# Where the two differ, and why ours does as it does.
DIFFERENT = {
    "a line that begins like the delimiter and goes on": "RFC 2046: no delimiter, so it is data",
    "a line that ends the parts and goes on": "the same",
    "the delimiter and CR without LF": "the same",
    "the delimiter and one hyphen": "the same",
    "blanks behind a delimiter": "RFC 2046 § 5.1.1: transport padding",
    "an empty part without a CRLF of its own": "RFC 2046's grammar allows it",
    "an empty part without a CRLF of its own, then another": "the same",
    "a path of Windows": "it makes a file name out of the path, which is for whoever stores it",
    "a head that is not UTF-8": "a name in another encoding is none of a form's, and stands in nobody's way",
    "more blanks than a delimiter may have": "it takes any blank behind a delimiter for the end of it",
    "a file that has the other name alone": "it reads the other name, which is for whoever stores the file",
    "many blanks behind a delimiter": "RFC 2046 § 5.1.1: transport padding",
    "a blank before a colon": "RFC 9110 § 5.1: no token, so no name of a header; another reader may take it for one",
    "a second disposition behind a blank": "the same",
    "base64 with a parameter": "RFC 7578 § 4.7",
    "no name": "RFC 7578 § 4.2 asks for one",
    "two dispositions": "which of them counts is anybody's guess",
    "two names": "the same",
    "two file names": "the same",
    "a quotation that does not end": "the same",
    "base64": "RFC 7578 § 4.7: done away with; taken as it is, it would be stored in base64",
    "quoted-printable": "the same",
}


def of(items: list[str]) -> bytes:
    return b"".join(bytes.fromhex(one[4:]) if one.startswith("hex:") else one.encode() for one in items)


def read(body: bytes, boundary: str) -> list | None:
    """Name, bytes and file name of each part; nothing for what is no such body."""
    parts = []
    try:
        with PushMultipartParser(boundary) as parser:
            for event in parser.parse(body):
                if isinstance(event, MultipartSegment):
                    parts.append([event.name, b"", event.filename])
                elif event:
                    parts[-1][1] += event
    except MultipartError:
        return None
    return parts


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_both_read_the_same(case):
    parts = case.get("parts")
    expected = parts and [
        [
            part["name"],
            bytes.fromhex(part["hex"]) if "hex" in part else part.get("value", "").encode(),
            part.get("filename"),
        ]
        for part in parts
    ]
    if "parts" in case and not parts:
        expected = []
    agrees = read(of(case["body"]), case["boundary"]) == expected
    assert agrees != (case["case"] in DIFFERENT)

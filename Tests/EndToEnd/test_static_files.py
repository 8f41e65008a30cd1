"""Styles and scripts as browsers get them."""

import gzip
import urllib.request

from house import ROOT
from visitor import trusting


def test_static_files_are_packed_for_who_takes_that(house):
    """What is sent packed is the file, and a third of it as it lies there; nothing else is packed."""
    house.start()
    context = trusting(house)
    for file in sorted((ROOT / "public").glob("*.*")):
        plain = file.read_bytes()
        if file.suffix == ".js":  # lines of comment are sent empty
            plain = b"\n".join(b"" if line.lstrip(b" ").startswith(b"//") else line for line in plain.split(b"\n"))
        for taken, is_packed in [("gzip, deflate, br", True), ("br", False), ("gzip;q=0", False), (None, False)]:
            headers = {"Accept-Encoding": taken} if taken else {}
            request = urllib.request.Request(f"{house.url}/{file.name}", headers=headers)
            with urllib.request.urlopen(request, context=context) as answer:
                body = answer.read()
                assert (answer.headers["content-encoding"] == "gzip") == is_packed, file.name
                assert answer.headers["vary"] == "accept-encoding"
            assert (gzip.decompress(body) if is_packed else body) == plain, file.name
            if is_packed and file.stat().st_size > 4_000:
                assert len(body) < file.stat().st_size / 2, file.name
    request = urllib.request.Request(f"{house.url}/f/contact", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, context=context) as answer:
        assert answer.headers["content-encoding"] is None

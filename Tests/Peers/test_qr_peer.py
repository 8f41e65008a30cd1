"""An independent reader (zxing-cpp) reads the QR codes that Genkan draws.

Needs: pip install pytest zxing-cpp. Runs the Swift half itself (swift_half.py), with
GENKAN_QR_EXCHANGE naming a directory of its own. Each line of a file there is one code: its bytes
in hexadecimal, its side, and in ours.txt the SVG path (commas for blanks), in masks.txt the modules.
"""

import re

import pytest
import zxingcpp
from swift_half import swift

QUIET, SCALE = 4, 4
RUN = re.compile(r"M(\d+),(\d+)h(\d+)v1h-(\d+)z")
PATH = re.compile(rf"(?:{RUN.pattern})+")


@pytest.fixture(scope="module")
def exchange(tmp_path_factory):
    directory = tmp_path_factory.mktemp("qr")
    swift("QRPeerTests", GENKAN_QR_EXCHANGE=str(directory))
    return directory


def codes(file):
    for line in file.read_text().splitlines():
        data, side, drawing = line.split(" ")
        yield bytes.fromhex(data), int(side), drawing


def drawn(path: str, side: int) -> list[list[bool]]:
    """The modules that an SVG path of horizontal runs fills."""
    assert PATH.fullmatch(path)
    dark = [[False] * side for _ in range(side)]
    for x, y, length, back in (map(int, run) for run in RUN.findall(path)):
        assert length == back and x + length <= side
        dark[y][x : x + length] = [True] * length
    return dark


def read(dark: list[list[bool]]):
    """What the reader finds in a picture of these modules and their quiet zone."""
    width = (len(dark) + 2 * QUIET) * SCALE
    light = b"\xff" * SCALE
    blank = b"\xff" * width * QUIET * SCALE
    rows = b"".join(
        (light * QUIET + b"".join(bytes(SCALE) if m else light for m in row) + light * QUIET)
        * SCALE
        for row in dark
    )
    picture = memoryview(blank + rows + blank).cast("B", shape=[width, width])
    (found,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return found


def test_every_version_is_read(exchange):
    sides = set()
    for data, side, path in codes(exchange / "ours.txt"):
        found = read(drawn(path, side))
        assert (found.bytes, found.ec_level) == (data, "M")
        sides.add(side)
    assert sides == {17 + 4 * version for version in range(1, 21)}


def test_every_mask_is_read(exchange):
    lines = list(codes(exchange / "masks.txt"))
    assert len(lines) == 8
    for data, side, modules in lines:
        dark = [[m == "1" for m in modules[y * side : (y + 1) * side]] for y in range(side)]
        assert read(dark).bytes == data


def test_a_code_is_read_when_a_tenth_of_it_is_covered(exchange):
    for data, side, path in codes(exchange / "ours.txt"):
        if side < 45:
            continue
        dark, half = drawn(path, side), side // 2
        # A light square on the middle: at level M about 15 % may be lost.
        reach = int(side * 0.1**0.5 / 2)
        for row in dark[half - reach : half + reach]:
            row[half - reach : half + reach] = [False] * (2 * reach)
        assert read(dark).bytes == data

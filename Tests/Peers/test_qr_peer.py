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


def look(dark: list[list[bool]], scale: int = SCALE):
    """What the reader finds in a picture of these modules and their quiet zone, each so many pixels wide."""
    width = (len(dark) + 2 * QUIET) * scale
    light = b"\xff" * scale
    blank = b"\xff" * width * QUIET * scale
    rows = b"".join(
        (light * QUIET + b"".join(bytes(scale) if m else light for m in row) + light * QUIET)
        * scale
        for row in dark
    )
    picture = memoryview(blank + rows + blank).cast("B", shape=[width, width])
    return zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)


def read(dark: list[list[bool]]):
    (found,) = look(dark)
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
        # A camera looks more than once. At one size the reader does not find one code of some 600 at all.
        found = next(found for scale in (SCALE, 8, 6, 2) if (found := look(dark, scale)))
        assert [one.bytes for one in found] == [data]

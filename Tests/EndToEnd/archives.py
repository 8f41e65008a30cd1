"""ZIP archives as people send them and as nobody should: with a password, one within the other, very many or very large
files in one."""

import io
import secrets
import struct
import zipfile
import zlib

ENCRYPTED = 1  # of the general purpose bits (APPNOTE 4.4.4)
LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


def packed(files: dict[str, bytes]) -> bytes:
    """An archive of these."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writing:
        for name, content in files.items():
            writing.writestr(name, content)
    return archive.getvalue()


def nested(content: bytes, depth: int) -> bytes:
    """So many archives, one within the other, and this in the innermost."""
    for number in range(depth):
        content = packed({f"{number}.zip" if number else "a.txt": content})
    return content


def locked(name: str, content: bytes, password: bytes) -> bytes:
    """An archive of one file with a password, as `zip -e` makes it (APPNOTE 6.1)."""
    check = zlib.crc32(content)
    # The last of the twelve bytes in front tells a wrong password.
    sealed = _encrypted(secrets.token_bytes(11) + bytes([check >> 24]) + content, password)
    sizes = struct.pack("<HHHHHIIIHH", 20, ENCRYPTED, 0, 0, 0x21, check, len(sealed), len(content), len(name), 0)
    file = LOCAL + sizes + name.encode() + sealed
    entry = CENTRAL + struct.pack("<H", 20) + sizes + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode()
    return file + entry + END + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(file), 0)


def _encrypted(content: bytes, password: bytes) -> bytes:
    """By three keys that each byte of the plaintext changes (APPNOTE 6.1.5 to 6.1.7)."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def learn(byte: int) -> None:
        keys[0] = _step(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134_775_813 + 1) & 0xFFFFFFFF
        keys[2] = _step(keys[2], keys[1] >> 24)

    for byte in password:
        learn(byte)
    sealed = bytearray()
    for byte in content:
        mask = (keys[2] | 2) & 0xFFFF
        sealed.append(byte ^ (mask * (mask ^ 1) >> 8) & 255)
        learn(byte)
    return bytes(sealed)


def _step(key: int, byte: int) -> int:
    """CRC-32 without its two complements."""
    return zlib.crc32(bytes([byte]), key ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

"""What a power cut would leave on the disk: files rebuilt from a record of what was written and synced."""

import random
import re

from strace import Call

SECTOR = 512
_TARGET = re.compile(r"^\d+<([^>]*)>")
_WRITE = re.compile(r'^\d+<[^>]*>, "((?:\\x[0-9a-f]{2})*)", (\d+), (\d+)\)')
_CUT = re.compile(r"^\d+<[^>]*>, (\d+)\)")


def path_of(call: Call) -> str:
    """The file that a call is about; with -xx the tracer writes its name in hexadecimal too."""
    target = _TARGET.match(call.arguments)
    name = target.group(1) if target else ""
    return bytes.fromhex(name.replace("\\x", "")).decode() if name.startswith("\\x") else name


class Operation:
    """One change of a file, or a sync of it, with its place in the record."""

    def __init__(self, call: Call):
        self.file = path_of(call)
        self.begun, self.ended, self.time = call.begun, call.ended, call.time
        self.is_sync = call.name in ("fdatasync", "fsync")
        self.data, self.offset, self.length = b"", 0, None
        if call.name == "pwrite64":
            data, count, offset = _WRITE.match(call.arguments).groups()
            self.data, self.offset = bytes.fromhex(data.replace("\\x", "")), int(offset)
            assert len(self.data) == int(count), "the record holds only a part of what was written"
        elif call.name == "ftruncate":
            self.length = int(_CUT.match(call.arguments).group(1))

    def apply(self, content: bytearray, part: slice = slice(None)) -> None:
        """Does it to a file's content, or only a part of it."""
        if self.length is not None:
            del content[self.length :]
            content.extend(bytes(self.length - len(content)))
            return
        data = self.data[part]
        start = self.offset + (part.start or 0)
        content.extend(bytes(max(0, start + len(data) - len(content))))
        content[start : start + len(data)] = data


def operations(trace: list[Call], names: set[str]) -> list[Operation]:
    """What was done to files of these names, in order."""
    found = []
    for call in trace:
        if path_of(call).rsplit("/", 1)[-1] not in names or not call.succeeded:
            continue
        if call.name in ("pwrite64", "ftruncate", "fdatasync", "fsync"):
            found.append(Operation(call))
    return found


def after_cut(
    before: dict[str, bytes], record: list[Operation], cut: int, chance: random.Random | None
) -> dict[str, bytes]:
    """The files' content when the power fails before the operation number `cut`.

    Without `chance` nothing that was not synced has reached the disk. With it, any of the writes
    since the last sync may have, in any order and torn between sectors.
    """
    files = {name: bytearray(content) for name, content in before.items()}
    waiting: dict[str, list[Operation]] = {name: [] for name in before}
    end = record[cut].begun if cut < len(record) else float("inf")
    for operation in record[:cut]:
        if not operation.is_sync:
            waiting[operation.file].append(operation)
        elif operation.ended < end:
            done = [one for one in waiting[operation.file] if one.ended < operation.begun]
            for one in done:
                one.apply(files[operation.file])
            waiting[operation.file] = [one for one in waiting[operation.file] if one not in done]
    if chance is not None:
        for name, rest in waiting.items():
            for operation in rest:
                _perhaps(operation, files[name], chance)
    return {name: bytes(content) for name, content in files.items()}


def _perhaps(operation: Operation, content: bytearray, chance: random.Random) -> None:
    """All of it, nothing of it, or the sectors that made it."""
    fate = chance.choice(("lost", "whole", "torn"))
    if fate == "whole" or (fate == "torn" and operation.length is not None):
        operation.apply(content)
    elif fate == "torn":
        for start in range(0, len(operation.data), SECTOR):
            if chance.random() < 0.5:
                operation.apply(content, slice(start, start + SECTOR))

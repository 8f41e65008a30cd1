"""The system call tracer: what a process asked the kernel, and how to make the kernel refuse."""

import pathlib
import re
import shutil
import signal
import subprocess

PATIENCE_SECONDS = 60


def is_permitted() -> bool:
    """Whether a running process may be traced here."""
    if shutil.which("strace") is None:
        return False
    sleeper = subprocess.Popen(["sleep", "60"])
    try:
        with Strace(sleeper.pid, pathlib.Path("/dev/null"), ["-e", "trace=none"]):
            return True
    except Refused:
        return False
    finally:
        sleeper.kill()
        sleeper.wait()


class Refused(Exception):
    """The tracer did not get hold of the process."""


class Strace:
    """Traces a process with all its threads from the entry of the block to its end."""

    def __init__(self, pid: int, output: pathlib.Path, options: list[str]):
        self.command = ["strace", "-f", "-y", *options, "-o", str(output), "-p", str(pid)]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stderr=subprocess.PIPE, text=True)
        # "Process 7 attached with 12 threads"; a process with one thread is "attached".
        line = self.process.stderr.readline()
        if "attached" not in line:
            self.process.kill()
            self.process.wait()
            raise Refused(line)
        return self

    def __exit__(self, *exception):
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=PATIENCE_SECONDS)


def injected(trace: pathlib.Path) -> int:
    """How many calls were refused by the tracer instead of the kernel."""
    return trace.read_text(errors="replace").count("(INJECTED)")


class Call:
    """One system call: its name, its arguments as text, when it began and ended, its result.

    `begun` and `ended` are positions in the trace: the tracer writes an end before the thread runs
    on, so that of two positions the smaller one happened first.
    """

    def __init__(self, thread: str, name: str, arguments: str, begun: int, time: float):
        self.thread, self.name, self.arguments, self.begun = thread, name, arguments, begun
        self.time = time  # when it began, in seconds since 1970; 0 without -ttt
        self.ended: int | None = None
        self.result = ""

    @property
    def succeeded(self) -> bool:
        return self.ended is not None and not self.result.startswith("-")


_LINE = re.compile(r"^(\d+) +(?:(\d+\.\d+) +)?(?:<\.\.\. (\w+) resumed>|(\w+)\()(.*)$")
_UNFINISHED = "<unfinished ...>"
_RESULT = re.compile(r"\) += (-?\w+.*)$")


def calls(lines) -> list[Call]:
    """Reads `strace -f -o`, joining the calls that another thread's line interrupted."""
    open_calls: dict[str, Call] = {}
    found: list[Call] = []
    for position, line in enumerate(lines):
        match = _LINE.match(line)
        if match is None:
            continue
        thread, time, resumed, name, rest = match.groups()
        if name is not None:
            call = Call(thread, name, rest, position, float(time or 0))
            found.append(call)
            if rest.rstrip().endswith(_UNFINISHED):
                call.arguments = rest.rstrip().removesuffix(_UNFINISHED).rstrip()
                open_calls[thread] = call
                continue
        else:
            call = open_calls.pop(thread, None)
            if call is None or call.name != resumed:
                continue
            call.arguments += rest
        result = _RESULT.search(rest)
        if result is not None:
            call.ended, call.result = position, result.group(1)
    return found

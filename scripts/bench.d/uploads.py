"""One megabyte sent to a form, sealed and stored, beside the bare route that reads the same body, and beside writing the
same bytes plainly to the same disk."""

import http.client
import os
import statistics
import time

from served import tls

FILE_BYTES = 1_000_000
ROUNDS = 40  # the three take turns, so that a slow moment of the machine meets all of them


def measure(served, say):
    say("uploads of one megabyte …")
    times = {"whole": [], "bare": [], "plain": []}
    for _ in range(ROUNDS):
        # What came before is stored once, and not again.
        content = b"%PDF-" + os.urandom(FILE_BYTES - 5)
        times["whole"].append(_post(served, "/f/upload", content))
        times["bare"].append(_post(served, "/bare", content))
        times["plain"].append(_write(f"{served.house}/plain", content))
    milliseconds = {name: 1_000 * statistics.median(some) for name, some in times.items()}
    return {
        "upload_1mb_ms": milliseconds["whole"],
        "upload_1mb_bare_ms": milliseconds["bare"],
        "upload_1mb_plain_ms": milliseconds["plain"],
        "upload_1mb_ratio": milliseconds["whole"] / (milliseconds["bare"] + milliseconds["plain"]),
    }


def _post(served, path, content):
    head = (
        b'--end\r\nContent-Disposition: form-data; name="name"\r\n\r\nVera\r\n--end\r\n'
        b'Content-Disposition: form-data; name="plan"; filename="plan.pdf"\r\n\r\n'
    )
    body = head + content + b"\r\n--end--\r\n"
    connection = http.client.HTTPSConnection("localhost", served.port, context=tls(served), timeout=60)
    connection.connect()
    began = time.perf_counter()
    connection.request("POST", path, body, {"Content-Type": "multipart/form-data; boundary=end"})
    answer = connection.getresponse()
    answer.read()
    took = time.perf_counter() - began
    connection.close()
    if answer.status != 303:
        raise SystemExit(f"{path}: {answer.status}; nothing was measured")
    return took


def _write(path, content):
    began = time.perf_counter()
    with open(path, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    took = time.perf_counter() - began
    os.unlink(path)
    return took

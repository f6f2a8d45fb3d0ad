"""A coverage-guided fuzzer (atheris) of the wire and its decoder; options are libFuzzer's.

    python -m tests.fuzz.wire -max_total_time=30

Half of the inputs are bytes on a socket, half are choices of which a tree is built. Whatever comes
must be an allowed value or one of the defined errors; anything else ends the run with exit code 77
and the input that did it. Needs Linux on x86_64 and Python below 3.14.
"""

from __future__ import annotations

import json
import os
import socket
import struct
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

try:
    import atheris
except ImportError:
    print("The wire is not fuzzed: atheris needs Linux on x86_64 and Python below 3.14.")
    raise SystemExit(0) from None

with atheris.instrument_imports(include=["autograder.sandbox"]):
    from autograder.sandbox.encode import Encoder
    from autograder.sandbox.wire import Channel, WireError
    from tests.fuzz.values import FIELDS, TAGS, WORDS, check_decoded, tree

MAX_BYTES = 4096
SPLIT = b"\n\n"  # between the text and the raw bytes of a frame
OPTIONS = (f"-max_len={MAX_BYTES}", "-timeout=5", "-rss_limit_mb=1024", "-print_final_stats=1")


def on_the_socket(data: bytes) -> None:
    """Send bytes as a child might, receive them as the grader does, decode what came."""
    text, _, raw = data.partition(SPLIT)
    frame = struct.pack("!II", len(text), len(raw)) + text + raw
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(frame if text.startswith(b"{") else data)
        theirs.close()
        with suppress(WireError):
            message, blobs = Channel(ours, MAX_BYTES, 0).receive(time.monotonic() + 1)
            check_decoded(message.get("v"), bytes(blobs))


def as_a_tree(data: bytes) -> None:
    """Let the bytes choose a tree, and the rest be the arrays' bytes."""
    choices = atheris.FuzzedDataProvider(data[: MAX_BYTES // 2])
    made = tree(lambda below: choices.ConsumeIntInRange(0, below - 1))
    check_decoded(made, data[-64:])


def one_input(data: bytes) -> None:
    """What libFuzzer calls."""
    if data[:1] >= b"\x80":
        as_a_tree(data[1:])
    else:
        on_the_socket(data[1:])


def seeds() -> list[bytes]:
    """Honest frames to begin with."""
    import numpy as np
    import pandas as pd

    frame = pd.DataFrame({"bias": [1.0, 1.0], "who": ["a", "b"]}, index=[3, 4])
    honest = (
        *(None, True, -3, 0.5, float("nan"), "θ", [1, (2.0,)], {"a": [1], "b": {}}),
        *(np.ones((2, 3)), np.float32(2), np.zeros((0, 2), bool), frame, frame["bias"]),
    )
    made = []
    for value in honest:
        encoder = Encoder(MAX_BYTES)
        text = json.dumps({"id": 1, "v": encoder.encode(value)}).encode()
        made.append(b"\0" + text + SPLIT + encoder.raw())
    return [*made, *(bytes([0x80 + k]) * 32 for k in range(0, 128, 8))]


def fuzz(folder: Path) -> None:
    """Fuzz from the seeds until an option or a finding ends the process; does not return."""
    corpus, words = folder / "corpus", folder / "words"
    corpus.mkdir()
    for number, seed in enumerate(seeds()):
        (corpus / str(number)).write_bytes(seed)
    known = [json.dumps(word) for word in (*TAGS, *FIELDS, *WORDS) if word.isascii() and word]
    words.write_text("\n".join('"' + word.replace('"', '\\"') + '"' for word in known))
    arguments = [sys.argv[0], *OPTIONS, f"-dict={words}", f"-artifact_prefix={folder}/"]
    atheris.Setup([*arguments, *sys.argv[1:], str(corpus)], one_input)
    atheris.Fuzz()


def main() -> int:
    """Fuzz in a child, so that its folder can be taken away; show what it found."""
    with tempfile.TemporaryDirectory() as folder:
        child = os.fork()
        if child == 0:
            fuzz(Path(folder))
        _, status = os.waitpid(child, 0)
        for found in Path(folder).glob("*-*"):
            print(f"{found.name}: {found.read_bytes()!r}")
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())

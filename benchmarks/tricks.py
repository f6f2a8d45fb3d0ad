"""What each trick gains: ``python -m benchmarks.tricks OTHER_CLONE``.

In the other clone, of the same commit and with `make setup` done, one line is changed for each
trick, which turns it off, and both grade in turns. Printed is how many times as much the class
takes without it. The other clone is as it was afterwards.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.builds import class_options, in_turns, prepared, ratios
from benchmarks.peers import ROOT

# by what it is called in docs/scale.md: the file below autograder/, a line of it, and one without
TRICKS = {
    "shared warm-up": (
        "grading/pool.py",
        "        if self._twins is None:\n",
        "        if False:\n",
    ),
    "rehearsal": ("grading/pool.py", "self._rehearse = not few", "self._rehearse = False"),
    "cells of all are read ahead": (
        "sandbox/zygote.py",
        "    if guest.cells:\n",
        "    if False:\n",
    ),
    "short docstrings of matplotlib": (
        "sandbox/child.py",
        "    with preload.short_docstrings():\n",
        "    if True:\n",
    ),
    "a picture keeps the process": (
        "grading/engine.py",
        "not picture.lends_no_answer",
        "True",
    ),
    "tests run without fixtures": (
        "grading/collected.py",
        "if outcome := run_plain(item, student):",
        "if outcome := None:",
    ),
    "slopes cross as numbers": (
        "client/connection.py",
        "value.numbers if type(value) is affine else {}",
        "{}",
    ),
    "no figure is rendered again": (
        "client/notebook_run.py",
        "        seen = index in self._runs",
        "        seen = index < 0",
    ),
    "a figure is laid out once": (
        "sandbox/figure_png.py",
        "    with laid_out_once():\n",
        "    if True:\n",
    ),
    "frames of one kind are decoded as one": (
        "sandbox/decode.py",
        "if rows and len(kinds) == 1 and None not in kinds:",
        "if False:",
    ),
}


def main() -> None:
    """Turn each trick off in its turn, and print what the class takes without it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", type=Path)
    parser.add_argument("--only", choices=[*TRICKS], nargs="+", default=[*TRICKS])
    class_options(parser)
    chosen = parser.parse_args()
    roots = {"with": ROOT, "without": chosen.other.resolve()}
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        folders = prepared(roots, Path(scratch), chosen)
        for trick in chosen.only:
            with turned_off(roots["without"], trick):
                costs = in_turns(roots, folders, chosen.assignment, chosen.rounds)
            cpu, seconds = ratios(costs["without"], costs["with"])
            print(f"| {trick} | {cpu:.2f} | {seconds:.2f} |", flush=True)


@contextmanager
def turned_off(root: Path, trick: str) -> Iterator[None]:
    """Change one line of a clone meanwhile."""
    name, line, without = TRICKS[trick]
    path = root / "autograder" / name
    text = path.read_text(encoding="utf-8")
    if text.count(line) != 1:
        raise SystemExit(
            f"{path}: {line.strip()!r} stands there {text.count(line)} times, not once"
        )
    try:
        path.write_text(text.replace(line, without), encoding="utf-8")
        yield
    finally:
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

"""For all tests: the longest files first, and at the end what became of the attacks."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from typing import Any

import pytest
from _pytest.terminal import TerminalReporter

# A command that a shell starts in the background ignores Ctrl-C, and so do programs that it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# They take half a minute and more each. Begun last, one of them would leave a core idle.
LONGEST = (
    *("gallery", "hostile", "class", "databases", "kill", "stock", "cluster", "store", "pool"),
    *("build", "cli", "jail_life", "faults", "gradescope", "instructor"),
)

# jsonschema, which nbformat imports, would build 38 grammars (2 s) for a format not used here.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; within a file nothing changes its place."""
    places = {f"test_{name}": place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Count the attacks by group and by outcome; what was skipped or failed is named as such."""
    held: dict[str, dict[int, bool]] = {}
    outcomes: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for how in ("passed", "failed", "error", "skipped"):
        for report in terminalreporter.stats.get(how, ()):
            about: Any = dict(getattr(report, "user_properties", ())).get("attack")
            if about is None:
                continue
            group, number, outcome = about
            numbers = held.setdefault(group, {})
            numbers[number] = numbers.get(number, True) and how == "passed"
            if how == "passed":
                outcomes[outcome] += 1
            else:
                others[how] += 1
    if not held:
        return
    groups = ", ".join(f"{g} {sum(n.values())}/{len(n)}" for g, n in sorted(held.items()))
    kinds = ", ".join(f"{outcomes[kind]} {kind}" for kind in "=ZWX" if outcomes[kind])
    counts = "".join(f", {count} {how}" for how, count in others.items())
    total = sum(len(numbers) for numbers in held.values())
    files = sum(outcomes.values()) + sum(others.values())
    terminalreporter.write_line(
        f"hostile: {groups} · {total} cases in {files} attacks: {kinds}{counts}"
    )

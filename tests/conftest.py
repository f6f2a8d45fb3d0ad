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

SECONDS = "course/seconds of each file"  # in pytest's cache

# jsonschema, which nbformat imports, would build 38 grammars (2 s) for a format not used here.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put first the files that took longest when they last ran: begun last, one would leave a core
    idle. Within a file nothing changes its place."""
    took = seconds_of_files(config)
    items.sort(key=lambda item: -took.get(item.nodeid.partition("::")[0], 0))


def seconds_of_files(config: pytest.Config) -> dict[str, int]:
    """What each file took when it last ran; nothing where pytest keeps no cache."""
    cache = getattr(config, "cache", None)  # not there with -p no:cacheprovider
    return cache.get(SECONDS, {}) if cache else {}


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Keep how long each file took, and say what became of the attacks."""
    keep_seconds(terminalreporter)
    tell_attacks(terminalreporter)


def keep_seconds(terminalreporter: TerminalReporter) -> None:
    took: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                took[report.nodeid.partition("::")[0]] += report.duration
    config = terminalreporter.config
    if getattr(config, "cache", None):
        whole = {file: round(seconds) for file, seconds in took.items()}
        config.cache.set(SECONDS, {**seconds_of_files(config), **whole})


def tell_attacks(terminalreporter: TerminalReporter) -> None:
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

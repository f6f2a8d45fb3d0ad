"""How much a second Dask worker brings: ``python -m benchmarks.dask``.

A real scheduler and real workers, each with one thread, are processes of their own on this machine;
rounds with one and with two of them alternate. Timed is ``course grade --scheduler``, from nothing
kept to a complete gradebook: once as a whole, with the start of the driver and of the graders, and
once from the time when every worker has graded (``WARM`` grades each) to the last grade, which is
what a class pays that is larger than the one of a benchmark.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from autograder.course import Course
from benchmarks.make_class import SEED, members
from benchmarks.measure import Cost, run
from benchmarks.ours import CourseGrade
from benchmarks.peers import BIN, ROOT

OUT = ROOT / "build" / "benchmarks" / "dask.json"
START_SECONDS = 60.0
LOCAL = ("--host", "127.0.0.1", "--no-dashboard")
QUIET = {"DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False"}  # as docs/scale.md says
WARM = 5  # grades a worker, before its throughput counts
WANTED = 1.8  # times the throughput of one worker, on a machine with two processors


class OnCluster(CourseGrade):
    """``course grade --scheduler``, on whatever cluster runs at the moment."""

    address = ""

    def command(self) -> list[str]:
        """Grade everyone there."""
        return [*super().command(), "--scheduler", self.address]


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[str]:
    """Run a scheduler and so many workers; gives the scheduler's address."""
    about = folder / "scheduler.json"
    about.unlink(missing_ok=True)
    started = [_start(folder, "scheduler", "--scheduler-file", str(about), "--port", "0")]
    try:
        end = time.monotonic() + START_SECONDS
        while not about.exists():
            if time.monotonic() > end:
                raise SystemExit("the Dask scheduler does not start")
            time.sleep(0.05)
        address = str(json.loads(about.read_text(encoding="utf-8"))["address"])
        for _ in range(workers):
            words = (address, "--nthreads", "1", "--no-nanny")
            started.append(_start(folder, "worker", *words))
        _wait_for(address, workers)
        yield address
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def _start(folder: Path, kind: str, *words: str) -> subprocess.Popen[bytes]:
    command = [str(BIN / "dask"), kind, *LOCAL, *words]
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(
        command, cwd=folder, env={**os.environ, **QUIET}, stdout=nowhere, stderr=nowhere
    )


def _wait_for(address: str, workers: int) -> None:
    from distributed import Client

    with Client(address) as client:
        client.wait_for_workers(workers, timeout=START_SECONDS)


def main() -> None:
    """Measure, print the medians and their ratio, write every figure as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assignment", default="03_tips")
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    course = Course.load(ROOT)
    assignment = course.assignment(options.assignment)
    made = list(members(course, assignment, options.students, options.seed))
    costs: dict[int, list[Cost]] = {1: [], 2: []}
    warm: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        grader = OnCluster(Path(scratch) / "course", assignment)
        grader.prepare()
        for number in range(options.rounds):
            for workers, runs in costs.items():
                grader.hand_in(made)
                with cluster(grader.folder, workers) as grader.address:
                    runs.append(run(grader.command(), grader.folder, grader.environment()))
                warm[workers].append(_warm_seconds(grader.folder, workers * WARM))
                print(
                    f"round {number + 1}  {workers} worker(s)  {runs[-1].seconds:6.1f} s"
                    f"  warm {warm[workers][-1]:.3f} s each  load {os.getloadavg()[0]:.1f}",
                    flush=True,
                )
    _report(costs, warm, options.students)


def _warm_seconds(folder: Path, first: int) -> float:
    """Return the seconds a grade after the ``first`` ones, by the times at which they were kept."""
    kept = sorted(path.stat().st_mtime for path in folder.glob(".grades/??/*.json"))
    if len(kept) <= first:
        raise SystemExit(f"{len(kept)} grades are too few; use more --students")
    return (kept[-1] - kept[first - 1]) / (len(kept) - first)


def _report(costs: dict[int, list[Cost]], warm: dict[int, list[float]], students: int) -> None:
    one, two = (statistics.median(c.seconds for c in runs) for runs in costs.values())
    print(f"{students} submissions: {one:.1f} s with one worker, {two:.1f} s with two")
    _ratio("from nothing kept to a complete gradebook", one / two)
    one, two = (statistics.median(seconds) for seconds in warm.values())
    print(f"once warm: {one:.3f} s a submission with one worker, {two:.3f} s with two")
    _ratio("once warm", one / two)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    kept = {str(workers): [asdict(cost) for cost in runs] for workers, runs in costs.items()}
    report = {"students": students, "costs": kept, "warm_seconds_each": warm}
    OUT.write_text(json.dumps(report, indent=1) + "\n")


def _ratio(what: str, ratio: float) -> None:
    met = "met" if ratio >= WANTED else "NOT met"
    print(f"two workers / one, {what}: {ratio:.2f} (at least {WANTED}: {met})")


if __name__ == "__main__":
    main()

"""A real Dask scheduler and two real workers, one of which is killed: the grades of the pool."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from autograder.cluster import cluster as cluster_module
from autograder.cluster.bundle import pack, unpack
from autograder.cluster.cluster import Cluster
from autograder.course import Course
from autograder.errors import CourseError
from autograder.intake import read_submission
from autograder.records import Submission
from tests.course.support import (
    BIN,
    ROOT,
    copy_course,
    example_class,
    gradebook_dump,
    register,
    run_tool,
    tool_environment,
)

pytest.importorskip("distributed")
ASSIGNMENT = "02_one_step"
SOME = ("ada", "bela", "chen", "goran", "hana", "igor", "lena", "mara", "pepe", "rosa", "zoe")
GRADED = len(SOME) - 1  # one of them is refused: zoe
FEW = ("ada", "goran", "zoe")
COURSE = Course.load(ROOT)
ABOUT = COURSE.assignment(ASSIGNMENT)


def start(folder: Path, *words: str, path: Path | None = None) -> subprocess.Popen[bytes]:
    """Start a tool in ``folder`` and leave it running; ``path``: where its Python looks first."""
    environment = tool_environment() | ({"PYTHONPATH": str(path)} if path else {})
    log = (folder / f"{words[1]}.log").open("ab")
    return subprocess.Popen(
        [str(BIN / words[0]), *words[1:]], cwd=folder, env=environment, stdout=log, stderr=log
    )


class Dask:
    """A scheduler and its workers, as a person would start them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.processes = folder, []
        about = folder / "scheduler.json"
        self.run("scheduler", "--scheduler-file", str(about), "--port", "0")
        wait_until(lambda: about.exists() and about.read_text().endswith("}"))
        self.address = json.loads(about.read_text())["address"]

    def run(self, kind: str, *words: str, path: Path | None = None) -> subprocess.Popen[bytes]:
        local = ("--host", "127.0.0.1", "--no-dashboard")
        process = start(self.folder, "dask", kind, *local, *words, path=path)
        self.processes.append(process)
        return process

    def worker(self, path: Path | None = None) -> subprocess.Popen[bytes]:
        words = (self.address, "--nthreads", "1", "--no-nanny")
        return self.run("worker", *words, path=path)

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


@pytest.fixture
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    made = Dask(tmp_path_factory.mktemp("dask"))
    yield made
    made.stop()


def grades_kept(root: Path) -> int:
    return len(list(root.glob(".grades/??/*.json")))


def everything(root: Path) -> dict[str, Any]:
    """All that a grading leaves behind and that is not the time of day."""
    kept = {p.name: p.read_bytes() for p in root.glob(".grades/??/*.json")}
    shown = {
        str(p.relative_to(root)): p.read_bytes()
        for p in (root / "autograded").rglob("*")
        if p.is_file() and p.name != ".seconds"
    }
    return {"store": kept, "shown": shown, "gradebook": gradebook_dump(root)}


def test_two_workers_one_killed_and_a_driver_stopped_lose_nothing(
    tmp_path: Path, dask: Dask
) -> None:
    """Store, notebooks and gradebook, byte for byte: as of one worker, and of two in the pool.

    What stock nbgrader's own command keeps is the same, too.
    """
    first, second = dask.worker(), dask.worker()
    there = slowly(example_class(tmp_path / "there", [ASSIGNMENT], SOME))
    asked = ("course", "grade", ASSIGNMENT, "--scheduler", dask.address)

    stopped = start(there, *asked)
    wait_until(lambda: grades_kept(there) >= 1)
    stopped.send_signal(signal.SIGINT)
    assert stopped.wait(timeout=60) == 130
    before = grades_kept(there)
    assert before < GRADED

    goes_on = start(there, *asked, "--json", "out.json")
    wait_until(lambda: grades_kept(there) > before or goes_on.poll() is not None)
    assert goes_on.poll() is None, (there / "grade.log").read_text()  # or the kill came too late
    first.kill()
    assert goes_on.wait(timeout=120) == 0, (there / "grade.log").read_text()
    assert second.poll() is None

    for jobs in ("1", "2"):
        here = slowly(example_class(tmp_path / jobs, [ASSIGNMENT], SOME))
        register(here, ASSIGNMENT)
        done = run_tool(here, "course", "grade", ASSIGNMENT, "--jobs", jobs, "--json", "out.json")
        assert done.returncode == 0, done.stderr
        assert (here / "out.json").read_bytes() == (there / "out.json").read_bytes()
        assert everything(here) == everything(there)

    stock, ours = everything(graded_by_nbgrader(tmp_path / "stock")), everything(there)
    assert len(stock["store"]) == len(FEW) - 1  # the refused one has no grade to keep
    assert stock["store"].items() <= ours["store"].items()
    assert stock["gradebook"] == [row for row in ours["gradebook"] if row[0] in FEW]


def slowly(root: Path) -> Path:
    """Let each notebook take a moment: a run has to be stopped before it is over."""
    wait = {"cell_type": "code", "id": "wait", "metadata": {}, "outputs": []}
    wait |= {"source": "import time\ntime.sleep(0.25)", "execution_count": None}
    for path in root.glob(f"submitted/*/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"):
        with suppress(ValueError):  # zoe's is torn
            notebook = json.loads(path.read_text())
            notebook["cells"].append(wait)
            path.write_text(json.dumps(notebook))
    return root


def graded_by_nbgrader(root: Path) -> Path:
    slowly(example_class(root, [ASSIGNMENT], FEW))
    register(root, ASSIGNMENT)
    done = run_tool(root, "nbgrader", "autograde", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    return root


def test_grades_that_went_with_their_worker_are_made_again(dask: Dask) -> None:
    """What was graded, and not fetched when the worker was killed, is graded once more."""
    first = dask.worker()
    with Cluster(COURSE, ABOUT, dask.address) as cluster:
        grades = cluster.grade(all_right())
        got = [next(grades)]
        wait_until(lambda: statuses(cluster) == {"finished"})
        first.kill()
        wait_until(lambda: statuses(cluster) == {"lost"})
        dask.worker()
        got += grades
    assert sorted((g.student, g.status) for g in got) == [(s, "graded") for s in FEW]


def test_a_worker_that_hangs_is_one_line(dask: Dask, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = dask.worker()
    with Cluster(COURSE, ABOUT, dask.address) as cluster:
        grades = cluster.grade(all_right())
        next(grades)
        wait_until(lambda: statuses(cluster) == {"finished"})
        monkeypatch.setattr(cluster_module, "NO_WORKER_SECONDS", 1.0)
        worker.send_signal(signal.SIGSTOP)
        with pytest.raises(CourseError, match="run the same command again to go on"):
            next(grades)
        worker.send_signal(signal.SIGCONT)


def all_right() -> list[Submission]:
    return [read_submission(ABOUT.source, student, ABOUT, 20) for student in FEW]


def statuses(cluster: Cluster) -> set[str]:
    """How the submissions stand that Dask has and that no grade was fetched for."""
    return {future.status for future, _ in cluster._in_flight.values()}


def test_a_worker_with_other_code_is_refused(tmp_path: Path, dask: Dask) -> None:
    other = tmp_path / "other"
    for part in ("autograder", "solutions", "source"):
        shutil.copytree(ROOT / part, other / part)
    with (other / "autograder" / "clock.py").open("a") as module:
        module.write("# another version\n")
    dask.worker(path=other)
    root = copy_course(tmp_path / "course", gallery=False)
    done = run_tool(root, "course", "grade", ASSIGNMENT, "--scheduler", dask.address)
    assert done.returncode == 2
    said = " ".join(done.stderr.split())
    assert "runs other grading code" in said
    assert "install this package in the same version" in said
    assert "Traceback" not in done.stderr


def test_no_scheduler_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "CONNECT_SECONDS", 0.5)
    course = Course.load(ROOT)
    for address in ("tcp://127.0.0.1:9", "nonsense"):
        with pytest.raises(CourseError, match="no scheduler answers at") as caught:
            Cluster(course, course.assignment(ASSIGNMENT), address)
        assert "\n" not in str(caught.value)


def test_without_the_package_the_way_to_get_it_is_named(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['distributed'] = None\n"
        "from autograder.cli import main\n"
        f"main(['grade', '{ASSIGNMENT}', '--scheduler', 'tcp://127.0.0.1:9'])"
    )
    root = copy_course(tmp_path, gallery=False)
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert done.returncode == 2
    assert "gradient-descent-course[dask]" in "".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_what_is_sent_names_nobody_and_tells_no_password(tmp_path: Path) -> None:
    root = example_class(tmp_path / "here", [ASSIGNMENT], SOME)
    with (root / "course_config.py").open("a") as config:
        config.write("c.CourseDirectory.db_url = 'postgresql://x:secret@localhost/y'\n")
        config.write("c.Course.cell_seconds = 7\n")
    course = Course.load(root)
    bundle = pack(course, course.assignment(ASSIGNMENT))
    assert pack(course, course.assignment(ASSIGNMENT)) == bundle
    there = unpack(bundle, tmp_path / "there")
    assert there.limits == course.limits
    text = b"".join(p.read_bytes() for p in (tmp_path / "there").rglob("*") if p.is_file())
    assert b"secret" not in text
    assert not list((tmp_path / "there").rglob("*submitted*"))
    assert there.assignment(ASSIGNMENT).files == course.assignment(ASSIGNMENT).files

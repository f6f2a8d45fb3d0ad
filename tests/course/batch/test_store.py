"""What is kept of a class: nothing is read or computed twice, and nothing stale is believed."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from autograder.batch import plan as plan_module
from autograder.batch.folder_index import SETTLED_SECONDS, stamp_of, state_of
from autograder.batch.landing import shown_key
from autograder.batch.maintenance import UP_TO_DATE, orphans, reasons
from autograder.batch.plan import make_plan
from autograder.batch.run import grade_class
from autograder.course import Course
from autograder.gradebook import GradebookWriter
from autograder.records import Grade
from tests.course.support import BIN, example_class, gradebook_dump, run_tool

NAME = "02_one_step"
SOME = ("ada", "goran", "igor", "rosa")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class that has been graded; its files have settled, and been seen so."""
    root = example_class(tmp_path_factory.mktemp("graded"), [NAME], SOME)
    time.sleep(SETTLED_SECONDS)
    done = run_tool(root, "course", "grade", NAME, "--jobs", "1")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def root(graded: Path, tmp_path: Path) -> Path:
    """A copy of it: the same content, but other files."""
    shutil.copytree(graded, tmp_path / "copy", symlinks=True)
    return tmp_path / "copy"


class NoGraders:
    """Where nothing may be computed."""

    def grade(self, submissions: object) -> Iterator[Grade]:
        for submission in submissions:  # type: ignore[attr-defined]
            raise AssertionError(f"{submission.student} is graded again")
        yield from ()


def again(root: Path) -> list[str]:
    """Grade, where nothing may be computed; return who had to be read."""
    course = Course.load(root)
    read: list[str] = []
    whole = plan_module.read_handed_in

    def counting(path: Path, student: str, *rest: object) -> object:
        read.append(student)
        return whole(path, student, *rest)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan_module, "read_handed_in", counting)
        plan = make_plan(course, course.assignment(NAME))
        result = grade_class(plan, NoGraders())
    assert [grade.student for grade in result.grades] == sorted(SOME)
    return read


def why(root: Path) -> dict[str, str]:
    course = Course.load(root)
    found = reasons(course, course.assignment(NAME), "full")
    return {because.student: because.why for because in found}


def settle(root: Path) -> None:
    """Let every file be old enough, then let a run see it so."""
    time.sleep(SETTLED_SECONDS)
    again(root)


def test_a_second_run_reads_no_notebook_and_writes_nothing(graded: Path) -> None:
    before = gradebook_dump(graded)
    stands = {p: p.stat().st_mtime_ns for p in graded.glob("autograded/*/*/*")}
    assert again(graded) == []
    assert gradebook_dump(graded) == before
    assert {p: p.stat().st_mtime_ns for p in graded.glob("autograded/*/*/*")} == stands


def test_a_second_run_does_not_import_what_takes_seconds(graded: Path) -> None:
    code = (
        "import sys\nfrom autograder.cli import main\n"
        f"main(['grade', '{NAME}', '--quiet'], standalone_mode=False)\n"
        "slow = {'nbgrader', 'nbformat', 'pandas', 'alembic', 'PIL', 'nh3'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    command = [str(BIN / "python"), "-c", code]
    done = subprocess.run(command, cwd=graded, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_change_in_a_folder_of_a_hand_in_is_seen(tmp_path: Path) -> None:
    notebook = tmp_path / "ada" / "mine" / "of lesson one" / f"{NAME}.ipynb"
    notebook.parent.mkdir(parents=True)
    notebook.write_text("one")
    before, same = state_of(tmp_path / "ada"), state_of(tmp_path / "ada")
    notebook.write_text("another")
    after = state_of(tmp_path / "ada")
    assert before and same and after
    assert before.digest == same.digest != after.digest


def test_a_change_within_one_tick_of_the_clock_is_seen(root: Path) -> None:
    """The same size, the same times: what a coarse clock makes of an edit right after a run."""
    notebook = root / "submitted/ada" / NAME / f"{NAME}.ipynb"
    assert stamp_of(notebook.parent) == b"", "copied a moment ago, so it may change in this tick"
    again(root)
    assert "ada" in again(root), "read while it was fresh: to be read again"
    settle(root)
    assert again(root) == []
    about = notebook.stat()
    text = notebook.read_text()
    answer = json.dumps(
        next(c["source"] for c in json.loads(text)["cells"] if c["id"] == "one_step")
    )
    notebook.write_text(text.replace(answer, answer.replace("return", "Return")))
    assert notebook.read_text() != text
    os.utime(notebook, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert (notebook.stat().st_size, notebook.stat().st_mtime_ns) == (
        about.st_size,
        about.st_mtime_ns,
    )
    with pytest.raises(AssertionError, match="ada is graded again"):
        again(root)


@pytest.mark.parametrize(
    "change",
    [
        "update grade set auto_score = 0.25 where auto_score > 1",
        "update comment set auto_comment = 'forged'",
        "delete from grade where auto_score is null",
        "update submitted_assignment set timestamp = '2027-01-01 00:00:00'",
        "update grade set needs_manual_grade = 1",
    ],
)
def test_a_gradebook_that_says_otherwise_is_mended(root: Path, change: str) -> None:
    settle(root)
    before = gradebook_dump(root)
    with GradebookWriter(Course.load(root)) as writer, writer._db.writing() as connection:
        connection.exec_driver_sql(change)
    assert gradebook_dump(root) != before
    assert again(root) == []
    assert gradebook_dump(root) == before


def test_a_person_s_score_counts_for_lateness_though_nothing_was_handed_in(root: Path) -> None:
    (root / "submitted/ada" / NAME / "timestamp.txt").write_text("2027-03-02 09:00:00 UTC\n")
    again(root)
    change = (
        "update grade set manual_score = 4, needs_manual_grade = 0 where auto_score is null"
        " and notebook_id in (select n.id from submitted_notebook n join submitted_assignment s"
        " on s.id = n.assignment_id where s.student_id = 'ada')"
    )
    with GradebookWriter(Course.load(root)) as writer, writer._db.writing() as connection:
        connection.exec_driver_sql(change)
    again(root)
    course = Course.load(root)
    with GradebookWriter(course) as writer:
        rows = {row.student: row for row in writer.rows(course.assignment(NAME))}
    assert rows["ada"].late_penalty == pytest.approx(rows["ada"].score * 0.1, abs=0.01)


def test_a_graded_notebook_torn_by_a_power_cut_is_written_again(root: Path) -> None:
    settle(root)
    notebook = root / "autograded/goran" / NAME / f"{NAME}.ipynb"
    whole = notebook.read_bytes()
    notebook.write_bytes(b"")
    assert shown_key(notebook.parent) == ""
    again(root)
    assert notebook.read_bytes() == whole


def test_why_names_the_part_that_changed(root: Path) -> None:
    assert set(why(root).values()) == {UP_TO_DATE}
    hidden = next((root / "tests/hidden" / NAME).glob("test_*.py"))
    hidden.write_text(hidden.read_text() + "\n# changed\n")
    assert set(why(root).values()) == {"changed: hidden tests"}
    with (root / "course_config.py").open("a") as config:
        config.write("c.Course.cell_seconds = 9\n")
    assert set(why(root).values()) == {"changed: hidden tests, limits"}
    course = Course.load(root)
    other = reasons(course, course.assignment(NAME), "reduced", "ada")
    assert [b.why for b in other] == ["changed: environment, hidden tests, limits"]


def test_why_tells_answers_and_newcomers(root: Path) -> None:
    notebook = root / "submitted/ada" / NAME / f"{NAME}.ipynb"
    data = json.loads(notebook.read_text())
    data["cells"].append({"cell_type": "code", "source": "x = 1", "id": "mine", "metadata": {}})
    notebook.write_text(json.dumps(data))
    shutil.copytree(root / "submitted/ada", root / "submitted/newcomer")
    (root / "submitted/rosa" / NAME / f"{NAME}.ipynb").write_text("{")
    said = why(root)
    assert said["ada"] == "changed: answers"
    assert said["newcomer"] == "not graded yet"
    assert said["rosa"].startswith("refused: ")
    assert said["goran"] == UP_TO_DATE
    printed = run_tool(root, "course", "store", "why", NAME).stdout
    assert re.search(r"2 up to date: goran, igor", printed)


def test_clean_keeps_what_is_shown_and_deletes_only_when_told(root: Path) -> None:
    (root / ".grades/00").mkdir(exist_ok=True)
    old = root / f".grades/00/{'0' * 64}.json"
    old.write_text("{}")
    fresh = root / ".grades/00/.tmp-of-a-run-that-lives"
    fresh.write_text("")
    assert orphans(Course.load(root)) == [old]
    assert "1 files" in run_tool(root, "course", "store", "clean").stdout
    assert old.exists()
    run_tool(root, "course", "store", "clean", "--delete")
    assert not old.exists()
    assert fresh.exists()
    assert again(root) is not None, "whatever is shown is still known"


def test_two_machines_stores_merge_by_copying(tmp_path: Path, graded: Path) -> None:
    """Two copies of the course grade half of the class each; a third is given both stores."""
    halves = [tmp_path / "first", tmp_path / "second"]
    for half, others in zip(halves, (SOME[:2], SOME[2:]), strict=True):
        shutil.copytree(graded, half)
        for folder in (half / ".grades", half / "autograded"):
            shutil.rmtree(folder)
        for student in others:
            shutil.rmtree(half / "submitted" / student)
        done = run_tool(half, "course", "grade", NAME, "--jobs", "1")
        assert "2 graded now" in done.stdout, done.stderr
    third = example_class(tmp_path / "third", [NAME], SOME)
    for half in halves:
        shutil.copytree(half / ".grades", third / ".grades", dirs_exist_ok=True)
    done = run_tool(third, "course", "grade", NAME)
    assert f"{len(SOME)} submissions, 0 graded now" in done.stdout, done.stderr
    assert gradebook_dump(third) == gradebook_dump(graded)


def on_a_terminal(root: Path, *command: str) -> str:
    """Run a command as in a terminal; return all that it shows."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"}
    process = subprocess.Popen(
        [str(BIN / command[0]), *command[1:]],
        cwd=root,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
    )
    os.close(theirs)
    shown = b""
    with suppress(OSError):
        while data := os.read(ours, 4096):
            shown += data
    os.close(ours)
    assert process.wait() == 0, shown.decode()
    return shown.decode()


def test_a_terminal_shows_progress_and_colour_and_a_pipe_neither(root: Path) -> None:
    shown = on_a_terminal(root, "course", "grade", NAME, "--student", "ada", "--force")
    assert "grading" in shown
    assert "1/1" in shown
    assert re.search(r"\d\.\d/s", shown)
    assert "\x1b[3" in shown
    piped = run_tool(root, "course", "grade", NAME)
    assert "\x1b" not in piped.stdout + piped.stderr
    assert "grading" not in piped.stderr
    assert "4 submissions, 0 graded now" in piped.stdout
    quiet = run_tool(root, "course", "grade", NAME, "--quiet")
    assert (quiet.stdout, quiet.stderr) == ("", "")


def test_a_large_class_is_summed_up(root: Path) -> None:
    for number in range(40):
        shutil.copytree(root / "submitted/goran", root / f"submitted/goran{number:02}")
    done = run_tool(root, "course", "grade", NAME, "--json", "all.json")
    assert done.returncode == 0, done.stderr
    assert "44 submissions, 0 graded now" in done.stdout
    assert "goran07" not in done.stdout
    assert len(done.stdout.splitlines()) < 40
    assert re.search(r"mean \d+\.\d\d, quartiles", done.stdout)
    assert re.search(r"4[1-4] \w+ \(", done.stdout), "the most frequent mistake, with its count"
    grades = json.loads((root / "all.json").read_text())["grades"]
    assert len({grade["student"] for grade in grades}) == len(grades) == 44
    scores: dict[str, list[object]] = {}
    for student, _, cell, *rest in gradebook_dump(root):
        scores.setdefault(student, []).append((cell, *rest[:3]))
    assert len(scores) == 44
    assert scores["goran07"] == scores["goran"], "equal notebooks share a grade, each as its own"

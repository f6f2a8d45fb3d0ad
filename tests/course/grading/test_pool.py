"""Whatever is lost on the way (a grader, a sandbox, a hidden test's temper), the class goes on."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing import Pipe
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.batch.store import Store
from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.errors import CourseError
from autograder.grading import pool as pool_module
from autograder.grading import worker
from autograder.grading.pool import Pool
from autograder.intake import parse, rebuild
from autograder.records import ExerciseGrade, Grade, Submission
from tests.course.support import copy_other_course

NAME, EXERCISE, EARLIER = "01_sorting", "sort_numbers", "smallest"
HEAD = '''
import os, signal, time
from pathlib import Path

ONCE = Path(__file__).with_name("happened")

def first_time():
    try:
        ONCE.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True

def zygotes(of):
    for stat in Path("/proc").glob("[0-9]*/stat"):
        pid, parent = int(stat.parent.name), int(stat.read_text().rpartition(")")[2].split()[1])
        if parent == of and b"sandbox.zygote" in stat.with_name("cmdline").read_bytes():
            yield pid

def test_it(student):
    """stays"""
'''


@dataclass(frozen=True)
class Trial:
    """A course whose hidden test of one exercise does something to its own grader."""

    root: Path

    @property
    def happened(self) -> Path:
        return self.root / "tests" / "hidden" / NAME / "happened"

    def happens(self, *lines: str) -> None:
        path = self.happened.with_name(f"test_{EXERCISE}.py")
        last = "assert student.sort_numbers([2, 1]) == [1, 2]"
        path.write_text(HEAD + "".join(f"    {line}\n" for line in (*lines, last)))

    def pool(self, jobs: int = 1) -> Pool:
        return Pool(Course.load(self.root), jobs=jobs)

    def grade(self, *students: str, jobs: int = 1) -> dict[str, Grade]:
        with self.pool(jobs) as pool:
            return {grade.student: grade for grade in pool.grade(self.submissions(students))}

    def submissions(self, students: Sequence[str]) -> Iterator[Submission]:
        assignment = Course.load(self.root).assignment(NAME)
        notebook = json.dumps(notebook_with(assignment, solved(assignment))).encode()
        for student in students:
            yield rebuild(parse(notebook), student, assignment)


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    return Trial(copy_other_course(tmp_path / "course"))


def exercise(grade: Grade, name: str = EXERCISE) -> ExerciseGrade:
    return next(e for e in grade.exercises if e.name == name)


def test_a_lost_grader_is_replaced_and_its_work_done_again(trial: Trial) -> None:
    trial.happens("if first_time(): os.kill(os.getpid(), signal.SIGKILL)")
    grades = trial.grade("ada", "bela")
    assert trial.happened.exists()
    assert {student: exercise(grade).status for student, grade in grades.items()} == {
        "ada": "passed",
        "bela": "passed",
    }


def test_work_that_is_lost_twice_is_given_up_and_the_class_goes_on(trial: Trial) -> None:
    trial.happens("if not ONCE.exists(): os.kill(os.getpid(), signal.SIGKILL)")
    with trial.pool() as pool:
        ada, bela, chen = trial.submissions(["ada", "bela", "chen"])
        (lost,) = pool.grade([ada])
        trial.happened.touch()
        (found,) = pool.grade([bela])
        idle = pool._workers[0].process
        idle.kill()
        idle.wait()
        (last,) = pool.grade([chen])
    assert (lost.student, lost.status, lost.points) == ("ada", "could_not_grade", 0.0)
    assert lost.flags
    assert (found.student, exercise(found).status) == ("bela", "passed")
    assert (last.student, exercise(last).status) == ("chen", "passed")


def test_a_lost_sandbox_is_replaced_and_its_work_done_again(trial: Trial) -> None:
    trial.happens("if first_time(): [os.kill(pid, signal.SIGKILL) for pid in zygotes(os.getpid())]")
    grades = trial.grade("ada", "bela")
    assert trial.happened.exists()
    assert {grade.status for grade in grades.values()} == {"graded"}
    assert {exercise(grade).status for grade in grades.values()} == {"passed"}


def test_a_sandbox_that_graders_share_is_lost_for_none(trial: Trial) -> None:
    trial.happens(
        "if first_time(): [os.kill(pid, signal.SIGKILL) for pid in zygotes(os.getppid())]"
    )
    grades = trial.grade("ada", "bela", "chen", jobs=2)
    assert trial.happened.exists()
    assert {grade.status for grade in grades.values()} == {"graded"}
    assert {exercise(grade).status for grade in grades.values()} == {"passed"}


def test_a_second_try_that_a_fault_ends_leaves_the_first_ones_grade(trial: Trial) -> None:
    (ada,) = trial.submissions(["ada"])
    unsure = ExerciseGrade(EXERCISE, "could_not_check", 0.0, 2.0, None, "")
    first = Grade("ada", NAME, "graded", 3.0, 8.0, (unsure,), "none")
    tries = iter([first])  # the next one raises StopIteration, as a fault of ours would something
    engine: Any = SimpleNamespace(
        grade=lambda submission: next(tries),
        assignment=Course.load(trial.root).assignment(NAME),
    )
    assert worker._grade(engine, ada).points == 3.0
    assert worker._grade(engine, ada).status == "could_not_grade"


def test_an_impatient_ctrl_c_leaves_no_shared_sandbox(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed(worker: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pool_module, "_stop", pressed)
    with pytest.raises(KeyboardInterrupt), trial.pool(jobs=2) as pool:
        pool.warm(1)
        grader, shared = pool._workers[0].process, pool._twins
    assert shared is not None
    assert shared._first._process.poll() is not None
    grader.wait(timeout=60)


def test_a_grader_that_hangs_is_lost(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = Course.load(trial.root).limits.submission_seconds
    monkeypatch.setattr(pool_module, "LOST_AFTER", 5 / seconds)
    trial.happens("if first_time(): time.sleep(600)")
    assert exercise(trial.grade("ada")["ada"]).status == "passed"


def test_a_broken_hidden_test_is_no_zero(trial: Trial) -> None:
    trial.happens("1 / 0")
    grade = trial.grade("ada")["ada"]
    assert exercise(grade).status == "could_not_check"
    assert exercise(grade, EARLIER).status == "passed"
    assert any(EXERCISE in flag for flag in grade.flags)


def test_a_class_that_cannot_be_graded_leaves_no_grade_for_the_next(trial: Trial) -> None:
    conftest = trial.root / "tests" / "hidden" / "conftest.py"
    conftest.write_text("not python\n")
    trial.happens()
    with trial.pool() as pool:
        ada, bela = trial.submissions(["ada", "bela"])
        with pytest.raises(CourseError, match="pytest tests/hidden"):
            next(iter(pool.grade([ada])))
        conftest.unlink()
        assert [grade.student for grade in pool.grade([bela])] == ["bela"]


def test_a_worker_whose_driver_ended_while_it_started_leaves(trial: Trial) -> None:
    ours, theirs = Pipe()
    nobody = str(2**22)  # no process has this number
    command = [sys.executable, "-P", "-m", "autograder.grading.worker", str(theirs.fileno())]
    done = subprocess.run(
        [*command, str(trial.root), "", NAME, "", nobody, ""],
        pass_fds=[theirs.fileno()],
        timeout=60,
    )
    theirs.close()
    assert done.returncode == 0
    with pytest.raises(EOFError):
        ours.recv()


def test_our_callables_cannot_take_the_machines_memory() -> None:
    code = (
        "import numpy as np\n"
        "from autograder.grading import worker\n"
        "worker._limit_memory()\n"
        "np.ones(50_000_000)\n"
        "try: np.ones((50_000, 50_000))\n"
        "except MemoryError: print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "refused\n"


def test_a_pool_for_one_assignment_takes_no_other(trial: Trial) -> None:
    (ada,) = trial.submissions(["ada"])
    with (
        Pool(Course.load(trial.root), jobs=1, only=NAME) as pool,
        pytest.raises(ValueError, match=f"this pool grades {NAME}, not 02_more"),
    ):
        next(iter(pool.grade([replace(ada, assignment="02_more")])))


def test_a_hidden_test_may_have_fixtures_parameters_and_marks_of_pytest(trial: Trial) -> None:
    text = '''
import pytest

@pytest.fixture
def last():
    return 9

@pytest.mark.parametrize(("first", "found"), [(4, [4, 9]), (12, [9, 12]), (2, [7, 7])])
def test_two(student, last, first, found):
    """puts two in order"""
    assert student.sort_numbers([first, last]) == found

@pytest.mark.usefixtures("last")
def test_plain(student):
    """is called"""
    assert student.sort_numbers([2, 1]) == [1, 2]
'''
    trial.happened.with_name(f"test_{EXERCISE}.py").write_text(text)
    checks = exercise(trial.grade("ada")["ada"]).checks
    assert [check.passed for check in checks] == [True, True, False, True]


def test_written_answers_alone_need_no_hidden_tests(trial: Trial) -> None:
    shutil.rmtree(trial.root / "tests" / "hidden" / NAME)
    with Pool(Course.load(trial.root), jobs=1, only=NAME) as pool:
        (grade,) = pool.grade(trial.submissions(["ada"]))
    assert grade.status == "graded"
    assert {(e.status, e.tests) for e in grade.exercises} == {("manual", ""), ("passed", "outside")}


def test_a_reference_that_is_missing_is_said_before_anybody_is_graded(trial: Trial) -> None:
    trial.happens()
    path = trial.happened.with_name(f"test_{EARLIER}.py")
    text = path.read_text(encoding="utf-8").replace("mark.needs()", "mark.needs('why')")
    assert "needs('why')" in text
    path.write_text(text, encoding="utf-8")
    said = pytest.raises(CourseError, match=r"`why` .* no reference in solutions/sorting")
    with Pool(Course.load(trial.root), jobs=1, only=NAME) as pool, said:
        next(iter(pool.grade(trial.submissions(["ada"]))))


def test_a_worker_says_which_tests_it_read(trial: Trial) -> None:
    trial.happens()
    course = Course.load(trial.root)
    store = Store(course, course.assignment(NAME), "full")
    planned = store.tests
    assert store.was_made_by(trial.grade("ada")["ada"])
    trial.happens("assert True")  # edited between the plan and the start of a worker
    grade = trial.grade("ada")["ada"]
    assert grade.tests not in ("", planned)
    assert not store.was_made_by(grade)


def test_tests_that_change_while_they_are_read_make_no_grade_to_keep(trial: Trial) -> None:
    trial.happens("pass")
    path = trial.happened.with_name(f"test_{EXERCISE}.py")
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\nwith open(__file__, 'a') as file: file.write('# more')\n")
    assert trial.grade("ada")["ada"].tests == "changed while they were read"

"""A class in which every attack is followed by an honest student, graded by real workers."""

from __future__ import annotations

import ctypes
import json
import runpy
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.course import Course
from autograder.course.gallery import notebook_with
from autograder.grading.pool import Pool
from autograder.intake import Refused, read_handed_in, refused, submissions_of
from autograder.records import Grade, Submission
from tests.course.sandbox.attacks import Attack, attacked, attacks
from tests.course.support import copy_course
from tests.course.support.leftovers import differences, look_around, look_at

PR_SET_CHILD_SUBREAPER = 36
WORKERS = 2
CANARY = "canary-7b1e9d"
LIMITS = {
    "cell_seconds": 2.5,
    "call_seconds": 1.5,
    "submission_seconds": 8,
    "memory_mb": 256,
    "total_memory_mb": 400,
    "file_mb": 4,
    "disk_mb": 8,
}

# What the honest notebook shows of Python's state: equal after every attack, to the letter.
PROBE = """
import builtins, ctypes, gc, glob, locale, math, os, random, resource, signal, sys, tempfile
import threading
import numpy as np, matplotlib as mpl

left = "a trace of somebody else"
umask = os.umask(0)
os.umask(umask)
print(random.random(), np.random.rand(), hash("x"), np.get_printoptions(), np.geterr(), umask)
print(dict(os.environ), os.getcwd(), sys.path, sorted(sys.modules)[::50], len(sys.modules))
print(locale.setlocale(locale.LC_ALL), tempfile.gettempdir(), sorted(mpl.rcParams.items()))
print([resource.getrlimit(number) for number in range(16)], os.getpriority(0, 0))
print([str(signal.getsignal(number)) for number in (1, 2, 11, 14, 15, 17)])
print(signal.pthread_sigmask(0, []), os.getpid(), os.listdir("/proc/self/fd"))
print(glob.glob("/tmp/*") + glob.glob("/tmp/.*") + os.listdir("."), os.path.exists("/dev/shm"))
print([p for p in os.listdir("/proc") if p.isdigit()], threading.active_count())
print(ctypes.CDLL(None).shmget(0x7ED7EA, 4096, 0), sys.gettrace(), sys.getrecursionlimit())
print([f.__module__ for f in (np.allclose, math.isclose, isinstance, os.fork, print, open)])
"""
ANSWERS = {
    "02_one_step": {
        "one_step": """
def one_step(x, y, t0, t1, lr):
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    error = t0 + t1 * x - y
    return t0 - lr * np.mean(error), t1 - lr * np.mean(error * x)
""",
        # wrong, so that an undeserved point would show
        "mse_gradient_matrix": """
def mse_gradient_matrix(X, y, theta):
    return 2 * X.T @ (X @ theta - y)
""",
        "errata": """
errata = {"loss": 0.625, "gradient": [0.5, 3.5, 4.0], "theta_new": [0.4995, 0.9965, 0.496]}
""",
        "gradient_factor": """
def gradient_factor(loss, n):
    return {"mse": 2 / n, "half_mse": 1 / n, "sse": 2.0, "half_sse": 1.0}[loss]
""",
    },
    "03_tips": {
        "gradient_descent": """
def gradient_descent(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init, dtype=float)
    for _ in range(n_steps):
        theta = theta - alpha * np.asarray(df(theta))
    return theta
""",
        "mse_gradient": "def mse_gradient(theta, X, y):\n    return 0.0",
        "gradient_descent_with_trace": """
def gradient_descent_with_trace(df, theta_init, alpha, n_steps):
    theta = np.array(theta_init, dtype=float)
    trace = [theta]
    for _ in range(n_steps):
        theta = theta - alpha * np.asarray(df(theta))
        trace.append(theta)
    return theta, np.array(trace)
""",
    },
}


@dataclass(frozen=True)
class Case:
    """An attack with what came of it, and of the honest notebook after it."""

    attack: Attack
    grade: Grade
    honest: Grade
    control: Grade  # the honest notebook of the same lesson, graded first by the same worker
    handed_in: Submission | str  # or why it was refused


@dataclass
class HostileClass:
    """All that is asked of the class after it was graded."""

    course: Course
    cases: dict[str, Case] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)  # what is otherwise than before, in words


def make_course(root: Path) -> Course:
    """A copy of the course with short limits, and canaries where no student may look."""
    copy_course(root)
    lines = "".join(f"c.Course.{name} = {value}\n" for name, value in LIMITS.items())
    with (root / "course_config.py").open("a", encoding="utf-8") as config:
        config.write(f"{lines}# {CANARY}\n")
    for hidden in (root / "tests" / "hidden").glob("*/test_*.py"):
        hidden.write_text(f"{hidden.read_text()}\nCANARY = '{CANARY}'\n")
    (root / "tests" / "hidden" / f"{CANARY}.txt").write_text(CANARY)
    return Course.load(root)


def grade_class(root: Path, chosen: Sequence[Attack] = ()) -> HostileClass:
    """Hand in every attack, and grade each with an honest notebook after it."""
    course = make_course(root)
    made = HostileClass(course)
    todo = [(a, _hand_in(course, a)) for a in chosen or attacks(root)]
    fair = {lesson: honest(course, lesson) for lesson in ANSWERS}
    with adopting():
        before = look_around(root)
        with ThreadPoolExecutor(WORKERS) as threads:
            shares = [todo[k::WORKERS] for k in range(WORKERS)]
            for part in threads.map(lambda share: _share(course, share, fair), shares):
                made.cases |= part.cases
                made.changed += part.changed
        made.changed += differences(before, look_around(root))
    return made


@contextmanager
def adopting() -> Iterator[None]:
    """Let what outlives its parent come to us, where it can be seen, and not to the system's 1."""
    prctl = ctypes.CDLL(None).prctl
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    try:
        yield
    finally:
        prctl(PR_SET_CHILD_SUBREAPER, 0)


def _share(
    course: Course, todo: Sequence[tuple[Attack, Submission | str]], fair: dict[str, Submission]
) -> HostileClass:
    """One worker's part: the honest notebooks of each lesson first, in a world without attacks."""
    made = HostileClass(course)
    with Pool(course, jobs=1) as pool:
        controls = {lesson: _grade(pool, work) for lesson, work in fair.items()}
        (worker,) = pool._workers
        before = look_at(worker.process.pid)
        for attack, handed_in in todo:
            if isinstance(handed_in, str):
                assignment = course.assignment(attack.lesson)
                grade = refused(attack.name, assignment, handed_in)
            else:
                grade = _grade(pool, handed_in)
            after = _grade(pool, fair[attack.lesson])
            made.cases[attack.name] = Case(attack, grade, after, controls[attack.lesson], handed_in)
        (worker,) = pool._workers
        made.changed += differences(before, look_at(worker.process.pid))
    return made


def _grade(pool: Pool, submission: Submission) -> Grade:
    (grade,) = pool.grade([submission])
    return replace(grade, student="")


def honest(course: Course, lesson: str) -> Submission:
    """A notebook that hurts nobody: right and wrong answers, and a look at Python's state."""
    assignment = course.assignment(lesson)
    answers = {name: text.strip("\n") for name, text in ANSWERS[lesson].items()}
    return _taken(course, lesson, "ada", notebook_with(assignment, answers, PROBE))


def _taken(course: Course, lesson: str, student: str, notebook: dict[str, Any]) -> Submission:
    path = course.root / "submitted" / student / lesson / f"{lesson}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook))
    return read_handed_in(path, student, course.assignment(lesson), course.notebook_mb)


def _hand_in(course: Course, attack: Attack) -> Submission | str:
    """Put the attack where a student's work goes, and take it in; or say why it was refused."""
    assignment = course.assignment(attack.lesson)
    answers = {name: text.strip("\n") for name, text in ANSWERS[attack.lesson].items()}
    student = attack.student or attack.name
    folder = course.root / "submitted" / student / attack.lesson
    notebook = attacked(assignment, answers, attack)
    if attack.made:
        folder.mkdir(parents=True)
        runpy.run_path(str(attack.path))["hand_in"](folder, notebook)
    else:
        _write(folder, notebook)
    _, leave = submissions_of(course.root / "submitted", attack.lesson)
    if student in leave:
        return leave[student]
    path = folder / f"{attack.lesson}.ipynb"
    try:
        return read_handed_in(path, student, assignment, course.notebook_mb)
    except Refused as why:
        return str(why)


def _write(folder: Path, notebook: dict[str, Any]) -> None:
    folder.mkdir(parents=True)
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook))

"""Every attack has the outcome that stands beside it, and the honest student after it notices none.

The attacks are in tests/hostile; pytest's summary counts them by group and outcome.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from nbconvert.exporters import HTMLExporter

from autograder.feedback.notebook import graded_notebook
from autograder.grading.waiting import ELSEWHERE
from autograder.records import Check, ExerciseGrade, Grade, Limits, Submission
from autograder.sandbox.launcher import Sandbox, probe_tier
from tests.course.sandbox.attacks import Attack, attacks
from tests.course.sandbox.hostile_class import (
    ANSWERS,
    CANARY,
    Case,
    HostileClass,
    adopting,
    grade_class,
)
from tests.course.sandbox.jail.inmate import PROBE
from tests.course.support import ROOT
from tests.course.support.leftovers import descendants, left_in

ATTACKS = attacks(ROOT)
GROUPS = {"A": range(1, 13), "B": range(13, 27), "C": range(27, 46), "D": range(46, 52)}
GROUPS |= {"E": range(52, 62), "F": range(62, 65), "G": range(65, 75)}
GROUPS |= {"H": range(75, 79)}
USED_AGAIN = re.compile(
    r"(`\w+`|others)(, (`\w+`|others))* (is|are) used again further down, in [^.]+\. "
    r"Your answer counts as its own cell saw it\.( |$)"
)


@pytest.fixture(scope="module")
def hostile_class(tmp_path_factory: pytest.TempPathFactory) -> HostileClass:
    tier, missing = probe_tier()
    if tier != "full":
        pytest.skip(f"this machine gives no full sandbox, so attacks are not run: {missing}")
    root = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RED_TEAM_SECRET", "SECRET")
        # so that whatever is written in the course's tree, or stays in its tmp, is a leftover
        patch.setenv("PYTHONDONTWRITEBYTECODE", "1")
        patch.setenv("TMPDIR", str(root / "tmp"))
        (root / "tmp").mkdir()
        return grade_class(root)


@pytest.fixture
def case(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Case:
    attack: Attack = request.param
    record_property("attack", [attack.group, attack.number, attack.outcome])
    graded: HostileClass = request.getfixturevalue("hostile_class")
    return graded.cases[attack.name]


def test_there_is_an_attack_for_each_number() -> None:
    for group, numbers in GROUPS.items():
        found = {a.number for a in ATTACKS if a.group == group}
        assert found == set(numbers), group
    assert all(a.path.name.startswith(f"{a.number:02}_") and a.tries for a in ATTACKS)


@pytest.mark.parametrize("case", ATTACKS, ids=lambda attack: attack.name, indirect=True)
def test_attack(case: Case) -> None:
    JUDGES[case.attack.outcome](case, case.control)
    words = said(case.grade)
    assert CANARY not in words
    assert [w for w in case.attack.shows if w not in words] == [], words[-2000:]
    assert [w for w in case.attack.hides if w in words] == [], words[-2000:]
    assert case.honest == case.control, "the honest student after it was graded otherwise"


def test_the_honest_notebook_earns_what_it_should(hostile_class: HostileClass) -> None:
    """A control that lost its points to something else would prove nothing."""
    control = hostile_class.cases["01_hunts_for_tests"].control
    found = {e.name: e.status for e in control.exercises}
    answered = {name: found.pop(name) for name in ANSWERS["02_one_step"]}
    assert answered.pop("mse_gradient_matrix") in ("failed", "partial")
    assert set(answered.values()) == {"passed"}
    assert found == {"why_subtract": "manual"}  # the probe below it holds words


@pytest.mark.parametrize("name", ["69_magics", "73_live_pages", "74_embeds_a_file"])
def test_a_page_holds_nothing_live(hostile_class: HostileClass, name: str) -> None:
    case = hostile_class.cases[name]
    assert isinstance(case.handed_in, Submission)
    assignment = hostile_class.course.assignment(case.attack.lesson)
    page, _ = HTMLExporter().from_notebook_node(
        graded_notebook(case.handed_in, case.grade, assignment)
    )
    assert "secret of the course" not in page
    assert "root:x:0" not in page
    live = Live()
    live.feed(page)
    assert live.found == []


class Live(HTMLParser):
    """Collects what an attack left that a browser would run, load or follow."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            value = "".join((value or "").lower().split())
            if name.startswith("on") or "alert(" in value or "passwd" in value:
                self.found.append(f"{tag} {name}={value[:40]}")

    def handle_data(self, data: str) -> None:
        if self.lasttag in ("script", "style") and "alert(1)" in data:
            self.found.append(f"{self.lasttag}: {data[:40]}")


def test_a_picture_is_asked_for_before_any_hidden_input_is_there(
    hostile_class: HostileClass,
) -> None:
    grade = hostile_class.cases["77_draws_hidden_inputs"].grade
    drawn = {e.name: e.picture_points for e in grade.exercises}["gradient_descent_with_trace"]
    assert drawn == ((1.0, 12.0), (1.0, 12.0)), "more than the picture's own call, of 12 steps"


def an_orphan() -> int:
    """Start a process whose parent ends at once."""
    command = ["sh", "-c", "sleep 60 >/dev/null 2>&1 & echo $!"]
    return int(subprocess.run(command, capture_output=True, check=True).stdout)


def test_orphans_come_to_us_while_a_class_is_graded_and_no_longer() -> None:
    """So that leftovers are seen; nobody would wait for those of the tests that come after."""
    with adopting():
        left = an_orphan()
        seen = set(descendants(os.getpid()))
        os.kill(left, signal.SIGKILL)
        assert left in seen
        os.waitpid(left, 0)
    left = an_orphan()
    seen = set(descendants(os.getpid()))
    os.kill(left, signal.SIGKILL)
    assert left not in seen


def test_nothing_is_left_behind(hostile_class: HostileClass) -> None:
    assert hostile_class.changed == []


def test_a_dead_sandbox_leaves_its_folder_and_a_living_one_has_it() -> None:
    """So that tests which run beside this one do not count, and a guard that was killed does."""
    with Sandbox(Limits(), guest=PROBE, tiers=(), unsafe=True) as sandbox:
        guard = sandbox._zygote._process.pid  # type: ignore[union-attr]
        (folder,) = Path("/tmp").glob(f"students-{guard}-*")
        assert str(folder) not in left_in(["/tmp"])
        os.kill(guard, signal.SIGKILL)
    try:
        assert str(folder) in left_in(["/tmp"])
    finally:
        shutil.rmtree(folder)
    assert str(folder) not in left_in(["/tmp"])


def same_but_for(case: Case, control: Grade, names: set[str]) -> None:
    """Exercises that were not attacked have the control's grade, to the letter."""
    theirs = {e.name: e for e in case.grade.exercises}
    ours = {e.name: e for e in control.exercises}
    assert theirs.keys() == ours.keys()
    left_out = {n for n in case.attack.cells if n in ours and ours[n].status == "not_attempted"}
    assert left_out <= names, "it answers what has no control: nobody sees what it earns there"
    for name in ours.keys() - names:
        attacked, honest = compared(theirs[name], ours[name])
        if not names:
            assert attacked == honest
        else:  # its curve is drawn at the end, by a process that may be gone
            assert replace(attacked, picture_points=()) == replace(honest, picture_points=())


def compared(attacked: ExerciseGrade, honest: ExerciseGrade) -> tuple[ExerciseGrade, ExerciseGrade]:
    """Leave out what differs without any harm.

    That is the hash of what is to be read; that words beside an untouched written answer make it
    wait for a person, with no points; and, where the note says that names were used again further
    down, the note itself and a curve that the process so spoilt does not draw.
    """
    attacked, honest = replace(attacked, read=""), replace(honest, read="")
    both = {one.status: one for one in (attacked, honest)}
    if both.keys() == {"manual", "not_attempted"}:
        assert (both["manual"].points, both["manual"].message) == (0.0, ELSEWHERE)
        return replace(attacked, status=honest.status, message=honest.message), honest
    if note := USED_AGAIN.match(attacked.message):
        attacked = replace(attacked, message=attacked.message[note.end() :])
        if not attacked.picture_points:
            honest = replace(honest, picture_points=())
    return attacked, honest


def judge_same(case: Case, control: Grade) -> None:
    assert case.grade.status == "graded"
    same_but_for(case, control, set())
    assert case.grade.points == control.points


def judge_zero(case: Case, control: Grade) -> None:
    assert case.grade.status == "graded"
    same_but_for(case, control, set(case.attack.reasons))
    for exercise in case.grade.exercises:
        if exercise.name in case.attack.reasons:
            assert exercise.points == 0.0, exercise
            words = case.attack.reasons[exercise.name].split()
            assert reasons(exercise) <= set(words), exercise


def reasons(exercise: ExerciseGrade) -> set[str]:
    """Why the checks failed; "wrong" when a value came and was not the one asked for."""
    if exercise.status == "not_attempted":
        return {"not_attempted"}

    def word(check: Check) -> str:
        return "passed" if check.passed else check.reason or "wrong"

    return set(map(word, exercise.checks))


def judge_without_process(case: Case, control: Grade) -> None:
    assert case.grade.status == "graded"
    assert case.grade.flags
    assert case.grade.points == 0.0
    for exercise in case.grade.exercises:
        assert exercise.status in ("failed", "not_attempted", "manual")


def judge_refused(case: Case, control: Grade) -> None:
    assert (case.grade.status, case.grade.points) == ("refused", 0.0)
    assert case.grade.flags


JUDGES = {"=": judge_same, "Z": judge_zero, "W": judge_without_process, "X": judge_refused}


def said(grade: Grade) -> str:
    """Everything that a grade shows to anybody."""
    words: list[Any] = [grade.message, grade.flags, list(grade.outputs.values())]
    words += [(e.message, [(c.message, c.hint) for c in e.checks]) for e in grade.exercises]
    return json.dumps(words, ensure_ascii=False).replace("\\n", "\n")

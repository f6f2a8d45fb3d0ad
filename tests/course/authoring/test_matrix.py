"""What the gallery and the mutants conclude, from grades made by hand: nothing is graded here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from autograder.authoring import mutants
from autograder.authoring.kill_matrix import (
    Judged,
    RedundantTest,
    faults_of,
    matrix_lines,
    redundant_tests,
    summary_lines,
)
from autograder.authoring.mutants import LISTED, Mutant, Verdict, verdict_lines
from autograder.course import Course
from autograder.course.gallery import SampleAnswer
from autograder.grading import graded_answers
from autograder.records import Check, ExerciseGrade
from tests.course.support import ROOT

SAYS = ("averages", "takes lists", "stays")


def judged(
    name: str,
    marks: str,
    *,
    points: float = 0.0,
    right: bool = False,
    told: str | None = None,
    expected: str | None = None,
    exercise: str = "mse",
    kept: tuple[str, ...] = ("", "", ""),
    several: bool = False,
    others: str | None = None,
) -> Judged:
    """One answer with its row of the matrix: × where a check catches it, · where it passes."""
    checks = tuple(
        Check(
            says,
            mark == "·",
            redundant_because=why,
            diagnosis=None if mark == "·" else others or told,
        )
        for says, mark, why in zip(SAYS, marks, kept, strict=False)
    )
    specimen = SampleAnswer("03_tips", exercise, name, "", right, expected, several)
    return Judged(specimen, ExerciseGrade(exercise, "partial", points, 4.0, told, "Why.", checks))


def idle(*rows: Judged) -> list[tuple[str, str]]:
    return [(one.says, one.other) for one in redundant_tests(rows)]


# --- one grade


@pytest.mark.parametrize(
    ("one", "fault"),
    [
        (judged("full", "···", points=4.0, right=True), ""),
        (judged("less", "·×·", points=3.99, right=True), "below full: Why."),
        (judged("none", "×××"), ""),
        (judged("half", "×··", points=2.0), ""),
        (judged("more", "×··", points=2.01), "above half"),
        (judged("named", "×··", told="rounded", expected="rounded"), ""),
        (judged("other", "×··", told="rounded", expected="median"), "told rounded, not median"),
        (judged("silent", "×··", expected="median"), "told None, not median"),
        (judged("loud", "×··", told="rounded"), "told rounded, not None"),
        (judged("both", "×··", several=True), ""),
        (judged("both named", "×··", told="rounded", several=True), "told rounded, not None"),
        (
            judged("twice", "×··", told="rounded", expected="rounded", others="median"),
            "also told median",
        ),
    ],
    ids=lambda value: value.specimen.name if isinstance(value, Judged) else "",
)
def test_the_fault_of_a_grade(one: Judged, fault: str) -> None:
    assert one.fault == fault


# --- which test catches what no other catches


def test_tests_that_each_catch_something_alone_are_not_idle() -> None:
    assert idle(judged("a", "×··"), judged("b", "·×·"), judged("c", "··×")) == []


def test_overlapping_catches_are_not_idle() -> None:
    """No answer is caught by one test alone, and still no test is covered by ONE other."""
    assert idle(judged("a", "××·"), judged("b", "·××"), judged("c", "×·×")) == []


def test_a_test_within_another_is_idle_and_not_the_other_way_round() -> None:
    rows = judged("a", "××·"), judged("b", "×··"), judged("c", "··×")
    assert idle(*rows) == [("takes lists", "averages")]


def test_equal_tests_are_both_idle() -> None:
    rows = judged("a", "××·"), judged("b", "··×")
    assert idle(*rows) == [("averages", "takes lists"), ("takes lists", "averages")]


def test_a_test_that_catches_nothing_is_idle() -> None:
    assert idle(judged("a", "×··"), judged("b", "·×·")) == [("stays", "averages")]


def test_an_answer_with_two_mistakes_proves_nothing_about_a_test() -> None:
    rows = judged("a", "××·"), judged("b", "··×"), judged("c", "×··"), judged("d", "·×·")
    assert idle(*rows) == []
    both = judged("d", "·×·", several=True)
    assert idle(*rows[:3], both) == [("takes lists", "averages")]


def test_the_only_test_of_an_exercise_is_not_idle() -> None:
    assert idle(judged("a", "×")) == []
    assert idle(judged("a", "·")) == []


def test_a_right_answer_that_fails_is_no_catch() -> None:
    rows = judged("a", "×··"), judged("b", "·×·"), judged("r", "··×", right=True)
    assert idle(*rows) == [("stays", "averages")]


def test_each_exercise_stands_for_itself() -> None:
    """An answer of one exercise proves nothing about a test of another with the same words."""
    here = [judged("a", "×·"), judged("b", "××")]
    there = [judged("a", "×·", exercise="errata"), judged("b", "·×", exercise="errata")]
    found = [(one.exercise, one.says) for one in redundant_tests([*here, *there])]
    assert found == [("mse", "takes lists")]


# --- what the command says


def test_an_idle_test_is_a_fault_unless_it_says_why_it_stays() -> None:
    rows = [judged("a", "××·"), judged("b", "×··"), judged("c", "··×")]
    assert faults_of(rows) == [
        "mse: redundant without a reason: 'takes lists' catches nothing beyond 'averages'"
    ]
    why = ("", "shows the list", "")
    kept = [
        judged(one.specimen.name, marks, kept=why)
        for one, marks in zip(rows, ("××·", "×··", "··×"), strict=True)
    ]
    assert faults_of(kept) == []
    assert list(redundant_tests(kept)) == [
        RedundantTest("mse", "takes lists", "averages", "shows the list")
    ]
    assert "kept although redundant: mse: takes lists (shows the list)" in list(summary_lines(kept))


def test_a_wrong_grade_is_a_fault_with_the_name_of_the_answer() -> None:
    rows = [
        judged("a", "×··", points=3.0),
        judged("b", "·×·"),
        judged("c", "··×"),
        judged("r", "×··", points=2.0, right=True),
    ]
    assert faults_of(rows) == ["03_tips/mse/a: above half", "03_tips/mse/r: below full: Why."]


def test_the_figures_count_the_faults() -> None:
    rows = [
        judged("a", "×··", points=3.0, told="median", expected="median"),
        judged("b", "·×·", told="rounded"),
        judged("c", "··×"),
        judged("r", "···", points=4.0, right=True),
        judged("s", "×··", points=2.0, right=True),
    ]
    assert list(summary_lines(rows))[:3] == [
        "\n2 right answers, 1 below full marks",
        "3 wrong answers, 1 above half",
        "diagnoses as expected: 2 of 3",
    ]


def test_the_matrix_has_a_row_for_each_wrong_answer() -> None:
    rows = [judged("a", "×·×"), judged("r", "···", points=4.0, right=True)]
    assert list(matrix_lines(rows)) == [
        "\n03_tips · mse",
        "  1  averages",
        "  2  takes lists",
        "  3  stays",
        "  ×·×  a",
    ]


# --- mutants that are listed as equivalent


class Grades:
    """In the place of a pool: what is changed loses points, unless it is a survivor."""

    def __init__(self, *survivors: int) -> None:
        self.survivors = survivors

    def grade(self, jobs: Iterable[tuple[str, str]]) -> Iterator[SimpleNamespace]:
        for name, mutated in reversed(list(jobs)):  # a pool answers in any order
            points = {"mse": 4.0, "symptom": 4.0}
            if int(name) not in self.survivors:
                points[mutated] = 3.99
            exercises = [ExerciseGrade(e, "partial", p, 4.0) for e, p in points.items()]
            yield SimpleNamespace(student=name, exercises=exercises, status="graded")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three mutants, and no notebook is built for them."""
    three = [
        Mutant("03_tips", exercise, "", "", change)
        for exercise, change in (("mse", "+ → -"), ("mse", "* → /"), ("symptom", "+ → -"))
    ]
    monkeypatch.setattr(mutants, "mutants", lambda assignment: iter(three))
    monkeypatch.setattr(
        graded_answers, "submission_with", lambda _, mutant, name: (name, mutant.exercise)
    )


def listing(root: Path, *entries: tuple[str, str, str]) -> None:
    (root / LISTED).parent.mkdir(exist_ok=True)
    text = "".join(
        f'[[equivalent]]\nassignment = "{a}"\nexercise = "{e}"\nchange = "{c}"\nreason = "same"\n'
        for a, e, c in entries
    )
    (root / LISTED).write_text(text, encoding="utf-8")


def verdict(root: Path, *survivors: int) -> Verdict:
    exercise = SimpleNamespace(by_cell=False, manual=False)
    assignment = SimpleNamespace(name="03_tips", exercises=[exercise])
    return mutants.judge(root, assignment, Grades(*survivors))  # type: ignore[arg-type]


@pytest.mark.usefixtures("made")
def test_without_a_list_every_survivor_counts(tmp_path: Path) -> None:
    found = verdict(tmp_path, 2, 0)
    assert [(m.exercise, m.change) for m in found.survivors] == [
        ("mse", "+ → -"),
        ("symptom", "+ → -"),
    ]
    assert (found.killed, found.equivalent, found.stale) == (1, (), ())
    assert [(m.exercise, m.change) for m in found.dead] == [("mse", "* → /")]
    assert found.score == 1 / 3


@pytest.mark.usefixtures("made")
def test_a_listed_survivor_is_no_survivor(tmp_path: Path) -> None:
    """Only in its own exercise: the same change elsewhere is another mutant."""
    listing(tmp_path, ("03_tips", "mse", "+ → -"))
    found = verdict(tmp_path, 0, 2)
    assert [(m.exercise, why) for m, why in found.equivalent] == [("mse", "same")]
    assert [m.exercise for m in found.survivors] == ["symptom"]
    assert found.stale == ()
    assert found.score == 1 / 2


@pytest.mark.usefixtures("made")
def test_a_listed_mutant_that_is_killed_is_stale(tmp_path: Path) -> None:
    listing(tmp_path, ("03_tips", "mse", "+ → -"), ("03_tips", "mse", "* → /"))
    found = verdict(tmp_path, 0)
    assert found.stale == ("mse: * → /",)
    assert found.killed == 2
    said = "03_tips · listed as equivalent, but is killed or gone: mse: * → /"
    assert said in list(verdict_lines("03_tips", found))


@pytest.mark.usefixtures("made")
def test_a_listed_mutant_that_nothing_makes_is_stale(tmp_path: Path) -> None:
    listing(tmp_path, ("03_tips", "mse", "% → ^"), ("03_tips", "symptom", "* → /"))
    assert verdict(tmp_path).stale == ("mse: % → ^", "symptom: * → /")


@pytest.mark.usefixtures("made")
def test_a_survivor_of_another_exercise_does_not_keep_an_entry_fresh(tmp_path: Path) -> None:
    listing(tmp_path, ("03_tips", "mse", "+ → -"), ("03_tips", "symptom", "+ → -"))
    assert verdict(tmp_path, 0).stale == ("symptom: + → -",)


@pytest.mark.usefixtures("made")
def test_the_list_of_another_assignment_is_left_alone(tmp_path: Path) -> None:
    listing(tmp_path, ("02_one_step", "mse", "+ → -"))
    found = verdict(tmp_path, 0)
    assert [m.change for m in found.survivors] == ["+ → -"]
    assert (found.equivalent, found.stale) == ((), ())


def test_every_listed_mutant_of_the_course_is_one_that_is_made() -> None:
    """Without grading: a solution that was rewritten leaves no old entry behind."""
    course = Course.load(ROOT)
    lists = {name: mutants._listed(course.root, name) for name in course.assignments}
    assert any(lists.values())
    for name, listed in lists.items():
        made_now = mutants.mutants(course.assignment(name)) if listed else ()
        assert set(listed) <= {(m.exercise, m.change) for m in made_now}
        assert all(reason.strip() for reason in listed.values())

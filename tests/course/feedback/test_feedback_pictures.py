"""A student's own results as pictures: taken while grading, for no points, and drawn as SVG."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from autograder.client.student import Student
from autograder.course import Course
from autograder.feedback.drawing import Drawer
from autograder.feedback.svg import Axis, number
from autograder.grading.engine import Engine
from autograder.intake import read_submission
from autograder.records import Check, Grade
from autograder.sandbox.launcher import Sandbox
from autograder.testing.pictures import (
    LARGEST,
    MOST_POINTS,
    CurvePlot,
    PathPlot,
    Picture,
    pictures_of,
    sample,
)
from tests.course.support import ROOT

LESSONS = Course.load(ROOT).assignments


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(Course.load(ROOT).limits) as sandbox:
        yield sandbox


def curve(function, **changes) -> CurvePlot:
    """A picture of one exercise that asks what ``function`` asks."""
    made = CurvePlot("one_step", "Title", function, ("step", "loss"), (1.0, 0.0), "It falls.")
    return replace(made, **changes)


def bowl(**changes) -> PathPlot:
    """A walk over a round bowl."""
    made = PathPlot(
        exercise="one_step",
        title="Title <b>",
        sample=lambda student: [],
        height=lambda x, y: x**2 + y**2,
        x=(-1.0, 1.0),
        y=(-2.0, 2.0),
        labels=("across", "up"),
        best=(0.0, 0.0),
        notice="Downhill?",
    )
    return replace(made, **changes)


# --- taking the points


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_model_answers_give_every_picture_its_points(lesson: str, sandbox: Sandbox) -> None:
    course = Course.load(ROOT)
    assignment = course.assignment(lesson)
    names = {exercise.name for exercise in assignment.exercises}
    submission = read_submission(assignment.source, "you", assignment, 20)
    pictures = pictures_of(ROOT, lesson)
    assert pictures
    with Student(sandbox, submission, course.limits) as student:
        for picture in pictures:
            assert picture.exercise in names
            points = sample(picture, student)
            assert 3 < len(points) <= MOST_POINTS
            if isinstance(picture, PathPlot):
                start, end = (picture.height(*point) for point in (points[0], points[-1]))
                assert end < 0.2 * start
                assert picture.height(*picture.best) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("given", "points"),
    [
        ([3.0, 2.0], ((0.0, 3.0), (1.0, 2.0))),
        ([3.0, float("nan"), 1.0], ((0.0, 3.0),)),
        ([3.0, 1e300, 1.0], ((0.0, 3.0),)),
        ([1e-323, 1e-323], ((0.0, 0.0), (1.0, 0.0))),  # no axis divides these
        ([float("inf")], ()),
        ([], ()),
    ],
)
def test_a_curve_ends_where_its_numbers_do(given, points) -> None:
    assert sample(curve(lambda student: given), None) == points


@pytest.mark.parametrize("given", [[1.0, 2.0], [[1.0, 2.0, 3.0]], 4.0, [[[1.0, 2.0]]]])
def test_what_is_no_path_gives_no_points(given) -> None:
    assert sample(bowl(sample=lambda student: given), None) == ()


def test_points_are_few_and_short() -> None:
    points = sample(curve(lambda student: np.full(10_000, 1 / 3)), None)
    assert len(points) == MOST_POINTS
    assert points[5] == (5.0, 0.333333)


# --- no points are lost or won


class Checks:
    """Hidden tests that all pass, and note how many functions their process had been lent."""

    def __init__(self) -> None:
        self.lent: set[int] = set()

    def needs(self, exercise: str) -> tuple[str, ...]:
        return ()

    def run(self, exercise: str, student: Student) -> tuple[Check, ...]:
        self.lent.add(student.lent)
        return (Check("works", True),)


def graded(sandbox: Sandbox, *pictures: Picture, checks: Checks | None = None) -> Grade:
    """Grade the model answers, whose one_step never ends at a rate that only a picture asks for."""
    course = Course.load(ROOT)
    assignment = course.assignment("02_one_step")
    submission = read_submission(assignment.source, "you", assignment, 20)
    trap = "def one_step(x, y, t0, t1, lr):\n    while lr == 7:\n        pass\n    return 0.0, 1.0"
    cells = [replace(c, source=trap) if c.name == "one_step" else c for c in submission.cells]
    limits = replace(course.limits, call_seconds=0.5)
    engine = Engine(assignment, checks or Checks(), sandbox, limits, 0.5, pictures)
    return engine.grade(replace(submission, cells=tuple(cells)))


@pytest.mark.parametrize(
    "function",
    [
        lambda student: student.no_such_name(1),
        lambda student: student.one_step(1),
        lambda student: [[1], [1, 2]],
        lambda student: 1 / 0,
        lambda student: student.one_step([], [], 0, 0, 7),
    ],
    ids=["no such name", "too few arguments", "no numbers", "our own fault", "never ends"],
)
def test_a_picture_that_fails_costs_nothing(function, sandbox: Sandbox) -> None:
    plain = graded(sandbox)
    tried = graded(sandbox, curve(function))
    assert tried == plain
    assert tried.status == "graded"


def test_a_picture_adds_its_points_and_nothing_else(sandbox: Sandbox) -> None:
    tried = graded(sandbox, curve(lambda student: student.one_step([], [], 0, 0, 1)))
    drawn = {e.name: e.picture_points for e in tried.exercises}
    assert drawn.pop("one_step") == ((0.0, 0.0), (1.0, 1.0))
    assert set(drawn.values()) == {()}
    bare = replace(tried, exercises=tuple(replace(e, picture_points=()) for e in tried.exercises))
    assert bare == graded(sandbox)


@pytest.mark.parametrize("none", [True, False])
def test_tests_meet_nothing_lent_but_what_is_no_answer(none, sandbox: Sandbox) -> None:
    lends = replace(
        curve(lambda student: student.one_step([], [], 0, 0, abs)), lends_no_answer=none
    )
    plain = curve(lambda student: student.one_step([], [], 0, 0, 1))
    checks = Checks()
    graded(sandbox, lends, plain, checks=checks)
    assert checks.lent == {1 if none else 0}


# --- drawing


def drawn(picture: Picture, points) -> ElementTree.Element:
    made = Drawer(picture).draw(points)
    assert made is not None
    return ElementTree.fromstring(str(made.figure))


def numbers_of(element: ElementTree.Element) -> list[float]:
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", element.get("points", ""))]


def test_a_walk_stands_where_its_axes_say() -> None:
    svg = drawn(bowl(), ((-1.0, -2.0), (1.0, 2.0)))
    frame = svg.find("rect[@class='frame']").attrib
    left, top, width, height = (float(frame[name]) for name in ("x", "y", "width", "height"))
    path = numbers_of(svg.find(".//polyline[@class='path']"))
    assert path == pytest.approx([left, top + height, left + width, top])
    best = svg.find(".//circle[@class='best']").attrib
    assert float(best["cx"]) == pytest.approx(left + width / 2)
    assert float(best["cy"]) == pytest.approx(top + height / 2)


def test_a_picture_has_words_for_those_who_do_not_see_it() -> None:
    svg = drawn(bowl(), ((-1.0, -2.0), (0.5, 0.25), (9.0, 0.0)))
    named = {element.get("id"): element.text for element in svg if element.get("id")}
    assert svg.get("role") == "img"
    title, words = (named[name] for name in svg.get("aria-labelledby").split())
    assert title == "Title <b>"
    assert "3 positions, from (−1, −2) to (9, 0)." in words
    assert "1 of them lie outside the picture." in words


@pytest.mark.parametrize("lesson", Course.load(ROOT).assignments)
def test_a_label_is_short_enough_for_the_large_letters_of_a_phone(lesson: str) -> None:
    """At 24 of 360 units the longest that fits beside a picture has about 28 letters."""
    for picture in pictures_of(ROOT, lesson):
        assert max(map(len, picture.labels)) <= 28, picture.exercise


def test_contours_lie_in_each_other() -> None:
    svg = drawn(bowl(), ((-1.0, -2.0), (1.0, 2.0)))
    bands = [band.get("d") for band in svg.iter("path") if band.get("class") == "band"]
    widths = []
    for band in bands:
        across = [float(x) for x in re.findall(r"[ML](-?\d+)", band)]
        widths.append(max(across) - min(across))
    assert len(widths) > 5
    assert widths == sorted(widths, reverse=True)


def test_a_steep_curve_gets_a_log_axis_and_a_flat_one_does_not() -> None:
    steep = drawn(curve(None), tuple((float(k), 10.0**-k) for k in range(6)))
    heights = numbers_of(steep.find(".//polyline[@class='path']"))[1::2]
    steps = np.diff(heights)
    assert np.ptp(steps) < 0.5  # each power of ten is as far from the next
    plain = drawn(curve(None, may_be_log=False), tuple((float(k), 10.0**-k) for k in range(6)))
    assert np.ptp(np.diff(numbers_of(plain.find(".//polyline[@class='path']"))[1::2])) > 50
    flat = drawn(curve(None), tuple((float(k), 5.0 - k) for k in range(4)))
    assert np.ptp(np.diff(numbers_of(flat.find(".//polyline[@class='path']"))[1::2])) < 0.5


@pytest.mark.parametrize(
    "points",
    [((0.0, 0.0), (1.0, 0.0)), ((0.0, -LARGEST), (1.0, LARGEST)), ((0.0, 1e-300), (1.0, 1e29))],
)
def test_odd_numbers_can_be_drawn(points) -> None:
    for picture in (bowl(), curve(None)):
        text = Drawer(picture).draw(points)
        assert text is not None
        assert "nan" not in str(text.figure)
        assert "inf" not in str(text.figure)
        assert max(map(len, re.findall(r"\d+", str(text.figure)))) < 8


def test_a_walk_that_leaves_the_picture_says_so() -> None:
    stays, leaves = (Drawer(bowl()).draw(((-1.0, -2.0), end)) for end in ((1.0, 2.0), (9.0, 0.0)))
    assert stays is not None
    assert leaves is not None
    assert (stays.ends_outside, leaves.ends_outside) == (False, True)


def test_one_point_is_no_picture() -> None:
    assert Drawer(bowl()).draw(((0.0, 0.0),)) is None


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.05, "0.05"), (-3.0, "−3"), (1e6, "10⁶"), (2e-5, "2·10⁻⁵"), (1234.0, "1,234")],
)
def test_numbers_are_written_as_people_do(value: float, said: str) -> None:
    assert number(value) == said


def test_ticks_are_round_and_within_the_axis() -> None:
    assert Axis(-0.1, 1.2, "").ticks() == pytest.approx([0.0, 0.5, 1.0])
    assert Axis(0.5, 2e4, "", log=True).ticks() == pytest.approx([1, 10, 100, 1000, 10_000])


def test_pictures_of_an_assignment_without_any(tmp_path: Path) -> None:
    assert pictures_of(tmp_path, "07_new") == ()

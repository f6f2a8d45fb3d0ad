"""The class report: its figures checked against figures made by hand, its hints against copies."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from autograder.course.assignment import Assignment, Exercise
from autograder.feedback.graded import Graded, Shown
from autograder.feedback.prose import line
from autograder.feedback.template import template
from autograder.gradebook import Score
from autograder.gradebook.marks import Marks
from autograder.records import Cell, Check, ExerciseGrade, ExerciseStatus, Grade
from autograder.report.figures import _folded
from autograder.report.items import frequent, items
from autograder.report.page import report_of
from autograder.report.similar import pairs
from autograder.testing.words import words_of
from tests.course.support import OTHER_COURSE
from tests.course.support.hostile_pages import live_parts

FULL = {"first": 5.0, "second": 5.0, "third": 5.0, "fourth": 2.0, "words": 3.0}
NAMES = list(FULL)


class FiveExercises(Assignment):
    """Four exercises for the machine and one for a person."""

    exercises = tuple(Exercise(e, points, e == "words", e, "") for e, points in FULL.items())
    cells = ()


# the words for mistakes are those of the other course
ASSIGNMENT = FiveExercises(OTHER_COURSE, "01_sorting")
WORDS = words_of(OTHER_COURSE, "01_sorting")


def exercise(name: str, share: float, mistake: str | None = None) -> ExerciseGrade:
    """An exercise with two checks, of which a share is passed."""
    manual = name == "words"
    status: ExerciseStatus = "passed" if share == 1 else "partial" if share else "failed"
    checks = (Check("does this", share > 0), Check("does that", share == 1, diagnosis=mistake))
    if manual:
        return ExerciseGrade(name, "manual", 0.0, FULL[name])
    return ExerciseGrade(name, status, share * FULL[name], FULL[name], mistake, "", checks)


def student(
    name: str,
    shares: Sequence[float],
    mistakes: dict[str, str] | None = None,
    code: dict[str, str] | None = None,
    **marks,
) -> Graded:
    """A graded submission: the share of the points in each exercise, in the notebook's order."""
    made = mistakes or {}
    grades = tuple(exercise(e, s, made.get(e)) for e, s in zip(NAMES, shares, strict=True))
    points = sum(grade.points for grade in grades)
    grade = Grade(name, ASSIGNMENT.name, "graded", points, ASSIGNMENT.max_points, grades, "full")
    cells = tuple(
        Shown(1, e, "code", source, True, False, ()) for e, source in (code or {}).items()
    )
    return Graded(grade, cells, Marks(**marks), 0.5)


# --- items


def test_facility_is_the_mean_share() -> None:
    made = items(
        ASSIGNMENT, [student(f"s{k}", [share, 1, 0, 0.5, 0]) for k, share in enumerate((0, 0.5, 1))]
    )
    assert [item.facility for item in made] == [0.5, 1.0, 0.0, 0.5, None]


def test_an_exercise_of_no_points_has_no_share_and_no_page_says_nan() -> None:
    nothing = ExerciseGrade("first", "passed", 0.0, 0.0)
    grade = Grade("a", ASSIGNMENT.name, "graded", 0.0, 0.0, (nothing,))
    found = [Graded(grade, (), Marks(), 0.5)]
    assert items(ASSIGNMENT, found)[0].facility is None
    assert "nan" not in re.findall(r"\w+", html_of(found).casefold())


def test_discrimination_is_the_correlation_with_the_other_exercises() -> None:
    """Those who solve the first also solve the second; the third is solved by the others."""
    rows = [(k % 2, k % 2, 1 - k % 2, 0.5, 0) for k in range(10)]
    made = items(ASSIGNMENT, [student(f"s{k}", row) for k, row in enumerate(rows)])
    first, second, third, constant, manual = (item.discrimination for item in made)
    # the others of the first are 5·a + 5·(1 − a) + 1: they do not vary, so nothing can be said
    assert first is None
    assert second is None
    assert third == pytest.approx(-1.0)
    assert constant is None
    assert manual is None


def test_discrimination_by_hand() -> None:
    """Points 0, 5, 0, 5, 5, in the rest 1, 3, 2, 5, 4: deviations give 15 / √(30 · 10)."""
    rest = (0.2, 0.6, 0.4, 1.0, 0.8)
    rows = [(mine, share, 0, 0, 0) for mine, share in zip((0, 1, 0, 1, 1), rest, strict=True)]
    made = items(ASSIGNMENT, [student(f"s{k}", row) for k, row in enumerate(rows)])
    assert made[0].discrimination == pytest.approx(15 / (30 * 10) ** 0.5)


def test_a_person_s_points_count_once_everybody_is_read() -> None:
    """Before that only the blank answers are known, and they would look like a hard exercise."""
    given = {"words": Score(None, 3.0, None, False)}
    blank = {"words": Score(0.0, None, None, False)}
    waiting = {"words": Score(None, None, None, True)}
    found = [student("a", [0] * 5, scores=given), student("b", [0] * 5, scores=blank)]
    assert items(ASSIGNMENT, found)[-1].facility == 0.5
    found.append(student("c", [0] * 5, scores=waiting))
    assert items(ASSIGNMENT, found)[-1].facility is None


def test_checks_and_mistakes_are_counted_among_those_who_tried() -> None:
    blank = ExerciseGrade(NAMES[0], "not_attempted", 0.0, FULL[NAMES[0]])
    found = [
        student("a", [0.5, 1, 1, 1, 0], {NAMES[0]: "value_not_place"}),
        student("b", [0.5, 1, 1, 1, 0], {NAMES[0]: "value_not_place"}),
        student("c", [1, 1, 1, 1, 0]),
    ]
    idle = student("d", [1, 1, 1, 1, 0])
    grade = idle.grade
    grades = (blank, *grade.exercises[1:])
    found.append(Graded(Grade(**{**vars(grade), "exercises": grades}), (), Marks(), None))
    first = items(ASSIGNMENT, found)[0]
    assert first.tried == 3
    assert [(c.says, c.passed, c.tried) for c in first.checks] == [
        ("does this", 3, 3),
        ("does that", 1, 3),
    ]
    (mistake,) = first.mistakes
    assert (mistake.name, mistake.made, mistake.tried) == ("value_not_place", 2, 3)
    assert mistake.students == ("a", "b")
    assert mistake.says.startswith("The number itself is returned")


def test_a_student_counts_once_for_a_mistake_made_twice() -> None:
    both = dict.fromkeys(NAMES[:2], "value_not_place")
    found = [student("a", [0, 0, 1, 1, 0], both), *(student(f"s{k}", [1] * 5) for k in range(3))]
    (one,) = frequent(ASSIGNMENT, found, most=9)
    assert (one.students, one.of, one.exercises) == (("a",), 4, tuple(NAMES[:2]))


# --- likeness


STYLES = (
    "{a} = [{b} {op} {k} for {b} in range({k})]",
    "{a} = np.{f}(x {op} {k})",
    "{a} = (y - x) {op} ({k} {op2} lr)",
    "for {b} in zip(x, y): {a} = {b}[{k} % 2] {op} {k}",
    "if {k} {op} lr > t0: {a} = t1 {op2} {k}",
)


def own_way(rng: random.Random, name: str) -> str:
    """An answer in some style: names, operations and numbers of its own, in an order of its own."""
    names = [f"v{rng.randrange(10**6)}" for _ in range(6)]
    lines = [f"def {name}(x, y, t0, t1, lr):"]
    for a, b in pairwise(names):
        words = {"op": rng.choice("+-*/"), "op2": rng.choice("+-*/"), "k": rng.randrange(99)}
        words["f"] = rng.choice(["sum", "mean", "dot"])
        lines.append("    " + rng.choice(STYLES).format(a=a, b=b, **words))
    return "\n".join([*lines, f"    return {names[0]}, {names[1]}"])


def class_of(number: int) -> dict[str, dict[str, str]]:
    rng = random.Random(4)
    return {f"s{k:03}": {name: own_way(rng, name) for name in NAMES[:2]} for k in range(number)}


def found_in(work: dict[str, dict[str, str]]) -> list[tuple[str, str]]:
    graded = [student(name, [1] * 5, code=code) for name, code in work.items()]
    return [(pair.first, pair.second) for pair in pairs(ASSIGNMENT, graded)]


def test_students_who_write_for_themselves_are_not_alike() -> None:
    assert found_in(class_of(40)) == []


def test_a_copy_with_other_names_comments_and_spaces_is_found() -> None:
    work = class_of(40)
    copy = {}
    for name, code in work["s007"].items():
        renamed = re.sub(r"\b(v\d+|x|y|t0|t1|lr)\b", r"my_\1", code)
        copy[name] = "\n".join(f"{line}   # my idea" for line in renamed.splitlines())
    work["s100"] = copy
    assert found_in(work) == [("s007", "s100")]


def test_what_many_wrote_is_no_sign() -> None:
    work = class_of(40)
    for number in range(100, 115):
        work[f"s{number}"] = work["s007"]
    assert found_in(work) == []


def test_what_was_handed_out_is_no_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    helpers = "\n\n".join(own_way(random.Random(k), f"helper_{k}") for k in range(10, 20))
    work = class_of(20)
    for number, name in enumerate(("a", "b")):
        own = own_way(random.Random(number), NAMES[0])
        work[name] = {NAMES[0]: f"{helpers}\n{own}"}
    assert found_in(work) == [("a", "b")]
    monkeypatch.setattr(FiveExercises, "cells", (Cell("helpers", "code", helpers, "locked"),))
    assert found_in(work) == []


VOCABULARY = [f"{a}{b}{c}" for a in "bdfk" for b in "aeiou" for c in ("n", "ß", "lé", "st")]
TASK = " ".join(VOCABULARY[:30])


def texts_of(number: int, words: int = 45) -> dict[str, str]:
    rng = random.Random(8)
    return {f"s{k:03}": " ".join(rng.choices(VOCABULARY, k=words)) for k in range(number)}


def found_in_texts(texts: dict[str, str]) -> list[tuple[str, str, float, bool]]:
    graded = [
        replace(
            student(who, [1] * 5), cells=(Shown(1, "words", "markdown", text, True, False, ()),)
        )
        for who, text in texts.items()
    ]
    found = pairs(ASSIGNMENT, graded)
    assert all(pair.exercises == ("words",) for pair in found)
    return [(p.first, p.second, round(p.likeness, 2), p.word_for_word) for p in found]


def test_a_written_answer_that_was_copied_is_found_whatever_its_marks_and_capitals() -> None:
    texts = texts_of(40)
    assert found_in_texts(texts) == []
    words = texts["s007"].split()
    texts["s100"] = ",\n".join(word.upper() for word in words[:-5]) + " *and so on*"
    texts["s101"] = texts["s009"]
    ours = 2 * (len(words) - 5) / (2 * len(words) - 2)  # words in common, of all words of both
    assert found_in_texts(texts) == [
        ("s009", "s101", 1.0, True),
        ("s007", "s100", round(ours, 2), False),
    ]


def test_a_text_that_a_tenth_of_the_class_copied_is_found() -> None:
    texts = texts_of(30)
    texts |= dict.fromkeys(("a", "b", "c", "d", "e"), texts["s003"])
    assert len(found_in_texts(texts)) == 15  # each two of six


def test_a_quoted_task_and_a_short_text_are_no_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = texts_of(20, words=6)
    quoting = {who: f"> {TASK}\n\n{text}" for who, text in texts.items() if who < "s003"}
    assert len(found_in_texts({**texts, **quoting})) == 3
    monkeypatch.setattr(FiveExercises, "cells", (Cell("task", "markdown", TASK, "locked"),))
    assert found_in_texts({**texts, **quoting}) == []
    assert found_in_texts(dict.fromkeys("ab", "It is the same on both sides of one half.")) == []


def test_a_text_without_spaces_between_words_is_compared_too() -> None:
    text = "学習率が大きすぎると損失は谷の両側を跳ね返りながら増えていく"
    assert found_in_texts({**texts_of(5), "a": text, "b": f"{text}。"}) == [("a", "b", 1.0, False)]


def test_code_that_cannot_be_read_is_no_trouble() -> None:
    work = {**class_of(10), "a": {NAMES[0]: "def f(:\n 'open"}, "b": {NAMES[0]: "\x00 ((("}}
    assert found_in(work) == []


@pytest.mark.parametrize("piece", ["'\\", "a.", "(", "f'{", "\\", "a\n"])
def test_code_is_compared_in_a_reasonable_time(piece: str) -> None:
    """Strings that never end took the tokeniser more than ten minutes for each such answer."""
    work = {"a": {NAMES[0]: piece * 100_000}, "b": {NAMES[0]: piece * 100_000}}
    began = time.process_time()
    found_in(work)
    assert time.process_time() - began < 10


# --- the page


def html_of(found: Sequence[Graded]) -> str:
    report = report_of(ASSIGNMENT, "Title", found)
    return template("report").render(report=report, tells_little=0.2)


def test_a_report_about_nobody_can_be_read() -> None:
    page = html_of([])
    assert live_parts(page) == []
    assert "Nothing waits." in page


def test_names_and_flags_are_text() -> None:
    evil = "<script>alert(1)</script>"
    one = student(evil, [1] * 5, flagged=True)
    flagged = Grade(**{**vars(one.grade), "flags": (f"cell `{evil}` hung",)})
    page = html_of([Graded(flagged, (), one.marks, 3.0)])
    assert live_parts(page) == []
    assert page.count("&lt;script&gt;") >= 2


def test_who_made_a_mistake_is_folded_beside_what_to_ask_in_class() -> None:
    made = {NAMES[0]: "value_not_place"}
    found = [student(name, [0, 1, 1, 1, 0], made) for name in ("ada", "<b>bob")]
    page = html_of([*found, student("cy", [1] * 5)])
    assert live_parts(page) == []
    fold = r'<details class="who">\s*<summary>(.*?)</summary>(.*?)</details>'
    folded = re.findall(fold, page, re.DOTALL)
    assert [(words.partition("<")[0], names.count("<bdi>")) for words, names in folded] == [
        ("2 students", 2),
        ("2 students", 2),
    ]
    assert all("<bdi>ada</bdi>, <bdi>&lt;b&gt;bob</bdi>" in names for _, names in folded)
    frequent_ones = page.partition("The most frequent mistakes")[2].partition("</section>")[0]
    words = WORDS["value_not_place"]
    assert line(words.says) in frequent_ones
    assert f"<strong>Ask:</strong> {line(words.asks)}" in frequent_ones
    assert "<code>" in line(words.asks)


def test_a_mistake_without_words_has_no_question() -> None:
    page = html_of([student("ada", [0, 1, 1, 1, 0], {NAMES[0]: "never_heard_of"})])
    assert "never heard of" in page
    assert "Ask:" not in page


WAITS, READ = Score(None, None, None, True), Score(None, 3.0, None, False)


def scored(name: str, shares: Sequence[float], **scores: Score) -> Graded:
    """A submission with all its scores in the gradebook."""
    points = {e: share * FULL[e] for e, share in zip(NAMES, shares, strict=True)}
    known = {e: Score(number, None, None, False) for e, number in points.items()}
    return student(name, shares, scores={**known, **scores})


def total_of(found: Sequence[Graded]) -> str:
    (total,) = re.findall(r'<p class="total">(.*?)</p>', html_of(found))
    return re.sub(r"<[^>]+>", "", total)


def test_points_are_out_of_what_is_marked_while_anybody_waits() -> None:
    """Full is 20, of which a person gives 3."""
    read = scored("a", [1, 1, 1, 1, 0], words=READ)
    waits = scored("b", [1, 0, 1, 1, 0], words=WAITS)
    said = "of 17 points marked so far is the median, 14.5 the mean"
    assert total_of([read, waits]) == f"14.5 {said}"
    assert "Students by points marked so far, before lateness" in html_of([read, waits])
    assert total_of([read]) == "20.0 of 20 points is the median, 20.0 the mean"
    assert "marked so far" not in html_of([read])


def test_a_fault_of_ours_takes_no_exercise_out_of_the_points() -> None:
    one = scored("a", [1, 1, 1, 1, 0], first=WAITS, words=READ)
    assert total_of([one]) == "15.0 of 20 points is the median, 15.0 the mean"


def test_facility_has_its_usual_name() -> None:
    page = html_of([student("a", [1] * 5)])
    assert ">Facility</th>" in page
    assert "ifficulty" not in page


def test_every_picture_has_words_and_a_table() -> None:
    page = html_of([student(f"s{k}", [1, 0.5, 0, 1, 0]) for k in range(12)])
    assert live_parts(page) == []
    assert page.count("<img ") == page.count('alt="') == 3
    assert "Students by points" in page
    assert '<td class="number">12</td>' in page
    phone = re.findall(r'<source media="\(max-width: 30rem\)" srcset="[^"]+" width="(\d+)"', page)
    wide = re.findall(r'alt="[^"]+" width="(\d+)"', page)
    assert len(phone) == len(wide) == 3
    assert all(int(narrow) < 0.7 * int(usual) for narrow, usual in zip(phone, wide, strict=True))


def test_long_names_are_folded_for_a_phone() -> None:
    assert _folded("gradient_descent_with_trace") == "gradient_\ndescent_with_\ntrace"
    assert _folded("mse") == "mse"

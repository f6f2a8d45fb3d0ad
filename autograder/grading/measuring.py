"""Measures what each wrong answer of the gallery replies to the hidden tests, in the sandbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import autograder.testing
from autograder.course import Assignment, Course
from autograder.course.gallery import FOLDERS, SampleAnswer, sort_out, specimens
from autograder.course.inputs import inputs_of
from autograder.errors import CourseError
from autograder.files import all_files, hash_of, hash_of_files, write_atomically
from autograder.grading.graded_answers import submission_with
from autograder.grading.pool import Pool
from autograder.testing.kept_replies import (
    Measured,
    WrongAnswer,
    fingerprints_path,
    fingerprints_text,
    read_fingerprints,
)
from autograder.testing.words import Words, written_words

TESTING = Path(autograder.testing.__file__).parent  # how replies are judged and kept
Answer = tuple[str, str]  # exercise and file name
Gallery = Mapping[Answer, tuple[SampleAnswer, str]]  # with the key of what is measured


def refresh(course: Course, assignment: Assignment) -> list[str]:
    """Measure the wrong answers that are new or changed; return what is new or gone, by name.

    All are measured again when a hidden test, a solution or the notebook has changed. Raise
    CourseError for a file of the gallery that cannot be read. Where there is no gallery, as in the
    zip for Gradescope, what was measured stays.
    """
    gallery, kept = _gallery(course, assignment), _kept(course, assignment)
    todo, gone = _differences(course, gallery, kept)
    if not todo and not gone:
        return []
    fresh = {name: one for name, one in kept.items() if name in gallery}
    if todo:
        with Pool(course, only=assignment.name, measuring=True) as pool:
            found = measure(assignment, [gallery[name] for name in todo], pool)
        fresh |= dict(zip(todo, found, strict=True))
    exercises: dict[str, dict[str, WrongAnswer]] = {}
    for (exercise, name), one in fresh.items():
        exercises.setdefault(exercise, {})[name] = one
    text = fingerprints_text(Measured(_made_from(course, assignment), exercises))
    write_atomically(fingerprints_path(course.root, assignment.name), text)
    return ["/".join(name) for name in [*todo, *gone]]


def left_behind(course: Course, assignment: Assignment) -> list[str]:
    """Say which wrong answers are to no exercise: nothing is measured of them."""
    return sort_out(assignment, specimens(course.root, "wrong", assignment.name))[1]


def without_words(course: Course, assignment: Assignment) -> list[SampleAnswer]:
    """Return the wrong answers whose mistake has no words: nobody is told of it until it has."""
    words = written_words(course.root, assignment.name)
    return [one for one in _specimens(course, assignment) if not _is_worded(one, words)]


def stale(course: Course, assignment: Assignment) -> list[str]:
    """Return the wrong answers whose fingerprints are not those that would be measured now."""
    gallery, kept = _gallery(course, assignment), _kept(course, assignment)
    return ["/".join(name) for names in _differences(course, gallery, kept) for name in names]


def measure(
    assignment: Assignment, gallery: Sequence[tuple[SampleAnswer, str]], pool: Pool
) -> list[WrongAnswer]:
    """Run wrong answers through the hidden tests of their exercise; in their order.

    ``gallery`` has each answer's key beside it. The pool is one that measures.
    """
    from autograder.grading.score import OURS  # the client's libraries: only where there is work

    named = ((f"{answer.exercise}:{k}", answer) for k, (answer, _) in enumerate(gallery))
    jobs = (submission_with(assignment, answer, name) for name, answer in named)
    found: dict[int, WrongAnswer] = {}
    for grade in pool.grade(jobs):
        number = int(grade.student.partition(":")[2])
        answer, key = gallery[number]
        checks = [check for exercise in grade.exercises for check in exercise.checks]
        if trouble := grade.message or next((c.message for c in checks if c.reason in OURS), ""):
            raise CourseError(f"{answer.exercise}/{answer.name} could not be measured: {trouble}")
        replies = {place: reply for check in checks for place, reply in check.measured}
        found[number] = WrongAnswer(answer.diagnosis or "", key, answer.says, answer.asks, replies)
    return [found[k] for k in sorted(found)]


def _gallery(course: Course, assignment: Assignment) -> Gallery:
    """The assignment's wrong answers, each with the hash of its code and words."""
    words = written_words(course.root, assignment.name)
    found: dict[Answer, tuple[SampleAnswer, str]] = {}
    for one in _specimens(course, assignment):
        told = one if _is_worded(one, words) else replace(one, diagnosis=None)
        about = [told.code, told.diagnosis, told.says, told.asks]
        found[one.exercise, one.name] = told, hash_of(about)[:16]
    return found


def _specimens(course: Course, assignment: Assignment) -> list[SampleAnswer]:
    """The assignment's wrong answers, those to exercises that there are."""
    return sort_out(assignment, specimens(course.root, "wrong", assignment.name))[0]


def _is_worded(answer: SampleAnswer, words: Mapping[str, Words]) -> bool:
    return answer.diagnosis is None or bool(answer.says) or answer.diagnosis in words


def _made_from(course: Course, assignment: Assignment) -> str:
    """Hash what all replies depend on: hidden tests, solutions, the notebook, and how we judge."""
    parts = inputs_of(course.root, assignment.name).values()
    read = [path for paths in parts for path in paths if path.suffix not in (".toml", ".md")]
    both = [hash_of_files(course.root, read), hash_of_files(TESTING, all_files(TESTING))]
    return hash_of(both)[:16]


def _kept(course: Course, assignment: Assignment) -> dict[Answer, WrongAnswer]:
    """What is kept, by exercise and file name; without a hash where it holds no longer.

    A damaged file holds nothing: it is made anew.
    """
    with suppress(CourseError):
        measured = read_fingerprints(course.root, assignment.name)
        holds = measured.made_from == _made_from(course, assignment)
        return {
            (exercise, name): one if holds else replace(one, hash="")
            for exercise, answers in measured.exercises.items()
            for name, one in answers.items()
        }
    return {}


def _differences(
    course: Course, gallery: Gallery, kept: Mapping[Answer, WrongAnswer]
) -> tuple[list[Answer], list[Answer]]:
    """Return what is to be measured, and what is kept of files that are gone."""
    if not (course.root / "tests" / FOLDERS["wrong"]).is_dir():
        return [], []
    new = [n for n, (_, key) in gallery.items() if n not in kept or kept[n].hash != key]
    return new, sorted(kept.keys() - gallery.keys())

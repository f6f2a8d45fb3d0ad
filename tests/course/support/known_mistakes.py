"""All that this course knows of mistakes, of every lesson together."""

from __future__ import annotations

from importlib import import_module

from autograder.course import Course
from autograder.testing.evidence import plain_name
from autograder.testing.known import Known, known_of
from autograder.testing.words import words_of
from tests.course.support import ROOT

LESSONS = Course.load(ROOT).assignments
_ALL = [known_of(ROOT, lesson) for lesson in LESSONS]
RULES = {exercise: rules for known in _ALL for exercise, rules in known.rules.items()}
FINGERPRINTS = {name: ways for known in _ALL for name, ways in known.fingerprints.items()}
WORDS = words_of(ROOT, *LESSONS)
EVERYTHING = Known(RULES, WORDS, FINGERPRINTS)
EXERCISES = sorted(RULES.keys() | FINGERPRINTS)
NAMED = {
    (exercise, plain_name(name))
    for exercise in EXERCISES
    for name in (*EVERYTHING.rule_names(exercise), *FINGERPRINTS.get(exercise, ()))
}
diagnose = EVERYTHING.diagnose

epoch_outcomes = import_module("tests.hidden.05_mini_batches.epoch_outcomes")
epoch_mistakes = import_module("tests.hidden.05_mini_batches.epoch_mistakes")
figure_checks = import_module("tests.hidden.04_learning_rates.figure_checks")

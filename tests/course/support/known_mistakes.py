"""All that this course knows of mistakes, of every lesson together."""

from __future__ import annotations

from importlib import import_module

from autograder.course import Course
from autograder.testing.known import Known, known_of
from autograder.testing.words import words_of
from tests.course.support import ROOT

LESSONS = Course.load(ROOT).assignments
TABLES = {
    exercise: table
    for lesson in LESSONS
    for exercise, table in known_of(ROOT, lesson).tables.items()
}
WORDS = words_of(ROOT, *LESSONS)
EVERYTHING = Known(TABLES, WORDS)
diagnose, would_show = EVERYTHING.diagnose, EVERYTHING.would_show

epoch_outcomes = import_module("tests.hidden.05_mini_batches.epoch_outcomes")
minibatch_epoch = import_module("tests.hidden.05_mini_batches.mistakes.minibatch_epoch")
figure_checks = import_module("tests.hidden.04_learning_rates.figure_checks")

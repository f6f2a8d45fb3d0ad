"""Finds answers outside their own cell, where that cell was left as it was handed out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from autograder.course import Assignment, Exercise
from autograder.intake.written import (
    functions_defined,
    lines_added,
    names_defined,
    prose_of,
)
from autograder.records import Cell, Elsewhere

SENTENCE = 5  # words in a line of a code cell, from which on it reads as an answer
ALIKE = 0.8  # how near a name must come to that of an exercise
STANDS = "# This answer stands in another cell."


@dataclass(frozen=True)
class Own:
    """A cell with something of the student's, the cell of ours that it follows, and its place."""

    cell: Cell
    after: str  # the name of a cell of ours, or "" at the beginning
    inside: bool = False  # it was written into that cell

    @property
    def place(self) -> str:
        """Where it stands, for a teacher."""
        return f"the cell {self.after}" if self.inside else "a cell of its own"


def find(
    assignment: Assignment, answers: Mapping[str, Cell], own: list[Own]
) -> tuple[tuple[Elsewhere, ...], list[Own]]:
    """Return what stands elsewhere, and the student's cells, words laid near their answer."""
    found = []
    for exercise in assignment.exercises:
        if exercise.by_cell or exercise.task:
            continue  # its test finds names wherever they are made; a task's work is anywhere
        here = answers.get(exercise.name)
        if here is not None and (here.pictures or here.source.strip() != exercise.stub.strip()):
            own = [_beside(one, exercise) for one in own]
            continue
        running = () if exercise.manual else _code_of(exercise, answers, own)
        added = [o for o in own if o.cell.name not in assignment.plain]
        near = [] if running else [o for o in added if _is_near(o, exercise, assignment)]
        if here is None and exercise.manual and not near:  # a converter to scripts left its words
            code = (o for o in added if o.cell.kind == "code")
            near = [o for o in code if _says_something(o.cell.source, assignment)]
        drawn = () if running else _said_in_drawings(exercise, answers, assignment)
        if running or near or drawn:
            places = tuple(dict.fromkeys(running or (*(o.place for o in near), *drawn)))
            found.append(Elsewhere(exercise.name, bool(running), places))
        moved = {id(o) for o in near if o.cell.kind != "code"}
        own = [replace(o, after=exercise.name) if id(o) in moved else o for o in own]
    return tuple(found), own


def notes_of(found: Elsewhere) -> str:
    """Say to a teacher what was found."""
    where = " and ".join(found.places)
    untouched = f"{found.exercise}: its own cell is as it was handed out"
    if found.runs:
        return f"{untouched}; code of that name stands in {where}, and is graded from there"
    return f"{untouched}, but something new stands in {where}: a person reads it"


def _said_in_drawings(
    exercise: Exercise, answers: Mapping[str, Cell], assignment: Assignment
) -> tuple[str, ...]:
    """Return the cells that nobody grades, such as a drawing's, that hold a written answer."""
    stubs = {cell.name: cell.source for cell in assignment.cells if cell.role == "answer"}
    graded = {name for one in assignment.exercises for name in (one.name, *one.answers)}
    added = (
        Own(replace(cell, source=lines_added(stubs[name], cell.source)), name)
        for name, cell in answers.items()
        if exercise.manual and name not in graded
    )
    return tuple(f"the cell {o.after}" for o in added if _is_near(o, exercise, assignment))


def _code_of(exercise: Exercise, answers: Mapping[str, Cell], own: list[Own]) -> tuple[str, ...]:
    """Return where code stands that makes a name and is run."""
    runs = [(o.cell, o.place) for o in own if o.cell.kind == "code" and o.cell.role == "scratch"]
    runs += [(c, f"the cell {c.name}") for c in answers.values() if c.kind == "code"]
    return tuple(
        place
        for cell, place in runs
        if cell.name != exercise.name
        and exercise.name in cell.source
        and exercise.name in names_defined(cell.source)
    )


def _beside(one: Own, exercise: Exercise) -> Own:
    """Show words from the question's cell beside the written answer: its reader sees both."""
    of_question = one.inside and one.cell.kind != "code" and one.after == f"task_{exercise.name}"
    return replace(one, after=exercise.name) if exercise.manual and of_question else one


def _is_near(one: Own, exercise: Exercise, assignment: Assignment) -> bool:
    cell, said = one.cell, one.cell.source
    if not re.search(r"\w", said) and not cell.pictures:
        return False
    prose = cell.kind != "code"
    if one.inside and not prose:
        said = said.partition("\n")[2]  # our own line, which says where it stood
    near = _stands_near(one, exercise, assignment, prose)
    if prose or not near:
        return near or (prose and _names(said, exercise.name))
    if exercise.manual:
        return _says_something(said, assignment)
    return _looks_like_it(said, exercise)


def _says_something(code: str, assignment: Assignment) -> bool:
    """Say whether code holds a sentence that is not ours."""
    ours = "\n".join(cell.source for cell in assignment.cells)
    said = lines_added(ours, prose_of(code))
    return any(len(line.split()) >= SENTENCE for line in said.split("\n"))


def _names(said: str, name: str) -> bool:
    """Say whether a text is headed by an exercise's name; many names are everyday words."""
    name = re.escape(name)
    return re.search(rf"`{name}`|^\W*{name}\W*:", said, re.MULTILINE) is not None


def _looks_like_it(said: str, exercise: Exercise) -> bool:
    """Say whether code may be meant as this answer: it makes a function, or a name much like it."""
    if functions_defined(said):
        return True
    if f"def {exercise.name}" not in exercise.stub:
        return bool(names_defined(said))
    return any(
        SequenceMatcher(None, name.lower(), exercise.name.lower()).ratio() >= ALIKE
        for name in names_defined(said)
        if len(name) < 100
    )


def _stands_near(one: Own, exercise: Exercise, assignment: Assignment, prose: bool) -> bool:
    """Say whether a cell stands between the exercises before and after, or at either end."""
    order = {cell.name: place for place, cell in enumerate(assignment.cells)}
    here = order.get(one.after, -1)
    graded = [order[e.graded_cell] for e in assignment.exercises]
    mine = order[exercise.graded_cell]
    before = max((place for place in graded if place < mine), default=-1)
    texts = [place for place, cell in enumerate(assignment.cells) if cell.role == "text"]
    start = min((place for place in texts if place > before), default=0)
    end = min((place for place in texts if place > mine), default=len(order))
    if max(graded) == mine:
        end = len(order)
    if start <= here < end:
        return True
    return prose and exercise.manual and (here == -1 or here > max(graded) or before < here < end)

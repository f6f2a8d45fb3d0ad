"""Finds answers outside their own cell, where that cell was left as it was handed out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from autograder.course import Assignment, Exercise
from autograder.intake.prose import (
    SENTENCE,
    letters,
    may_answer,
    new_prose,
    said_below,
    said_in,
    words,
)
from autograder.intake.written import functions_defined, names_defined
from autograder.records import Cell, Elsewhere

ALIKE = 0.8  # how near a name must come to that of an exercise
STANDS = "# This answer stands in another cell."
LONG = 20  # letters from which on a text far away may be an answer
MOST_NAMED = 3  # places in one sentence


@dataclass(frozen=True)
class Own:
    """A cell with something of the student's, the cell of ours that it follows, and its place."""

    cell: Cell
    after: str  # the name of a cell of ours, or "" at the beginning
    inside: bool = False  # it was written into that cell
    said: str | None = None  # in words, where the cell's text is only a part of that cell's

    @property
    def place(self) -> str:
        """Where it stands, for a teacher."""
        return f"the cell {self.after}" if self.inside else "a cell of its own"

    @property
    def words(self) -> str:
        """What it says: all of a text, of code only the comments and the texts in it."""
        source = self.cell.source
        if self.cell.kind == "code":
            return said_in(source) if self.said is None else self.said
        return source.partition("\n")[2] if self.inside else source  # a line of ours says where


def find(
    assignment: Assignment, answers: Mapping[str, Cell], own: list[Own]
) -> tuple[tuple[Elsewhere, ...], list[Own], list[str]]:
    """Return what stands elsewhere, the student's cells, words laid near their answer, and notes.

    A note says where there are words that belong to no answer, while a written one is not there.
    """
    found, unanswered = [], []
    used: set[int] = set()
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
        if here is None and exercise.manual and not near:
            near = [o for o in added if _reads_as_answer(o, assignment.cells)]
        if not (running or near or exercise.manual):
            near = [o for o in added if _makes(o.cell, exercise)]  # in a cell that nobody runs
        drawn = _said_in_answers(exercise, answers, assignment) if exercise.manual else ()
        if running or near or drawn:
            places = tuple(dict.fromkeys(running or (*(o.place for o in near), *drawn)))
            found.append(Elsewhere(exercise.name, bool(running), places, here is None))
        elif exercise.manual:
            unanswered.append(exercise.name)
        used |= {id(o.cell) for o in near}
        moved = {id(o) for o in near if o.cell.kind != "code"}
        own = [replace(o, after=exercise.name) if id(o) in moved else o for o in own]
    left = [o for o in own if id(o.cell) not in used and o.cell.name not in assignment.plain]
    return tuple(found), own, _unclaimed(unanswered, left, answers, assignment)


def notes_of(found: Elsewhere) -> str:
    """Say to a teacher what was found."""
    where = " and ".join(found.places)
    own_cell = "is not there" if found.missing else "is as it was handed out"
    own_cell = f"{found.exercise}: its own cell {own_cell}"
    if found.runs:
        return f"{own_cell}; code of that name stands in {where}, and is graded from there"
    return f"{own_cell}, but something new stands in {where}: a person reads it"


def _unclaimed(
    unanswered: list[str], left: list[Own], answers: Mapping[str, Cell], assignment: Assignment
) -> list[str]:
    """Say where long texts stand that belong to no answer, if written answers are not there."""
    if not unanswered:
        return []
    cells = assignment.cells
    said = [(_far_place(o), new_prose(o.words, cells)) for o in left if _reads_as_answer(o, cells)]
    codes = [(name, cell.source) for name, cell in answers.items() if cell.kind == "code"]
    said += [(f"the cell {name}", said_below(code, cells)) for name, code in codes]
    long = {place: text for place, text in said if letters(text) >= LONG}
    if not long:
        return []
    more = f" and {len(long) - MOST_NAMED} more" if len(long) > MOST_NAMED else ""
    names = " and ".join(f"`{name}`" for name in unanswered)
    count, where = sum(map(words, long.values())), ", ".join([*long][:MOST_NAMED])
    return [f"no answer in {names}; new text of {count} words stands in {where}{more}"]


def _far_place(one: Own) -> str:
    if one.inside:
        return one.place
    return f"a new cell below the cell {one.after}" if one.after else "a new cell at the beginning"


def _said_in_answers(
    exercise: Exercise, answers: Mapping[str, Cell], assignment: Assignment
) -> tuple[str, ...]:
    """Return the cells of other answers that hold a written one.

    In those that nobody grades, such as a drawing's, that is any sentence; in the code above it, or
    in any code where its own cell is gone, what stands below the code.
    """
    stubs = {cell.name: cell.source for cell in assignment.cells if cell.role == "answer"}
    graded = {name for one in assignment.exercises for name in (one.name, *one.answers)}
    places = list(stubs)
    above = places[max(places.index(exercise.name) - 1, 0)] if exercise.name in places else ""
    found = []
    for name, cell in answers.items():
        if cell.kind != "code" or cell.source.strip() == stubs[name].strip():
            continue
        said = new_prose(said_in(cell.source), assignment.cells, SENTENCE)
        if name not in graded and said:
            near = _is_near(Own(cell, name, said=said), exercise, assignment)
        else:
            near = name == above or exercise.name not in answers
            near = near and may_answer(said_below(cell.source, assignment.cells))
        found += [f"the cell {name}"] if near else []
    return tuple(found)


def _code_of(exercise: Exercise, answers: Mapping[str, Cell], own: list[Own]) -> tuple[str, ...]:
    """Return where code stands that makes a name and is run."""
    runs = [(o.cell, o.place) for o in own if o.cell.kind == "code" and o.cell.role == "scratch"]
    runs += [(c, f"the cell {c.name}") for c in answers.values() if c.kind == "code"]
    return tuple(
        place for cell, place in runs if cell.name != exercise.name and _makes(cell, exercise)
    )


def _makes(cell: Cell, exercise: Exercise) -> bool:
    return exercise.name in cell.source and exercise.name in names_defined(cell.source)


def _beside(one: Own, exercise: Exercise) -> Own:
    """Show words from the question's cell beside the written answer: its reader sees both."""
    of_question = one.inside and one.cell.kind != "code" and one.after == f"task_{exercise.name}"
    return replace(one, after=exercise.name) if exercise.manual and of_question else one


def _is_near(one: Own, exercise: Exercise, assignment: Assignment) -> bool:
    cell, said = one.cell, one.cell.source
    if not re.search(r"\w", said) and not cell.pictures:
        return False
    prose = cell.kind != "code"
    if one.inside:
        said = said.partition("\n")[2]  # our own line says where it stood
    near = _stands_near(one, exercise, assignment, prose)
    if prose or not near:
        return near or (prose and _names(said, exercise.name))
    if exercise.manual:
        return may_answer(new_prose(one.words, assignment.cells))
    return _looks_like_it(said, exercise)


def _reads_as_answer(one: Own, cells: Sequence[Cell]) -> bool:
    """Say whether a cell anywhere in the notebook holds a sentence, or a picture."""
    return bool(one.cell.pictures or new_prose(one.words, cells, SENTENCE))


def _names(said: str, name: str) -> bool:
    """Say whether a text is headed by an exercise's name; many names are everyday words."""
    name = re.escape(name)
    aside = r"[^\w\n]*"  # no `\W*`, which would begin anew at each of many empty lines
    return re.search(rf"`{name}`|^{aside}{name}{aside}:", said, re.MULTILINE) is not None


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

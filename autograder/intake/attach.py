"""Matches each cell of a student's notebook with a cell of the master.

First by nbgrader's mark, then by the cell's id. Colab and VS Code may drop both. Then cells whose
text is that of the master, or most of it, serve as anchors, and answers between them are recognised
by the name that they define, or by their position.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from autograder.intake.written import MOST
from autograder.records import Cell, PastedPicture

DEFINES = re.compile(r"^def\s+(\w+)", re.MULTILINE)
ALIKE = 0.75  # share of the words that two texts have both, from which on one is made of the other
DROPPED = None  # what is said of a copy that does not count


@dataclass(frozen=True)
class Found:
    """A cell as the student sent it: its text, and the names that it claims.

    ``released``: its text is that of this or an earlier release.
    """

    grade_id: str
    ids: tuple[str, ...]
    kind: str
    source: str
    pictures: tuple[PastedPicture, ...] = ()
    released: bool = False


@lru_cache(maxsize=1000)
def marker(answer: Cell) -> re.Pattern[str] | None:
    """Return what a cell with this answer contains: its function's def, or an assignment to it."""
    if answer.kind != "code":
        return None
    name = re.escape(answer.name)
    if answer.name in DEFINES.findall(answer.source):
        return re.compile(rf"^(?:async[ \t]+)?def[ \t]+{name}[ \t]*\(", re.MULTILINE)
    # `name = …`, `name: float = …`, and one of several, as in `name, ax = plt.subplots()`
    before = r"\(?(?:[\w* ]{1,50},){0,9}[* ]{0,9}"  # bounded: a line may be long, and hostile
    after = r"(?: {0,9},[\w,* ]{0,200})?\)?[ \t]*(?::[^=\n]*)?"
    return re.compile(rf"^{before}{name}{after}=(?!=)", re.MULTILINE)


class Attacher:
    """Matches one notebook's cells: ``names`` by index, and ``notes`` for the instructor."""

    def __init__(self, found: Sequence[Found], master: Sequence[Cell]) -> None:
        self._found = found
        self._order = {cell.name: place for place, cell in enumerate(master)}
        self._answers = {cell.name: cell for cell in master if cell.role == "answer"}
        self._markers = {name: marker(cell) for name, cell in self._answers.items()}
        self._how: dict[str, list[str]] = {}
        self.names: list[str | None] = [""] * len(found)  # "" is an added cell
        self.copies: dict[int, str] = {}  # whole answers that do not count, by index: whose
        self.notes: list[str] = []
        self._by_names()
        self._anchors = self._texts(master)
        self._by_marker()
        self._by_place()
        self._choose_copies()
        for how, names in self._how.items():
            said = ", ".join(n for n in self._answers if n in names)
            self.notes.append(f"without nbgrader's mark, recognised by {how}: {said}")

    def merged(self, name: str) -> str:
        """Return the answer cell that contains the missing answer ``name``, or ""."""
        pattern = self._markers[name]
        if pattern is None:
            return ""
        pairs = zip(self.names, self._found, strict=True)
        return next((n for n, f in pairs if n in self._answers and pattern.search(f.source)), "")

    def _missing(self) -> list[str]:
        return [name for name in self._answers if name not in self.names]

    def _is(self, index: int, name: str, how: str) -> None:
        self.names[index] = name
        if name in self._answers and name not in self._how.get(how, ()):
            self._how.setdefault(how, []).append(name)

    def _by_names(self) -> None:
        for index, cell in enumerate(self._found):
            if cell.grade_id in self._order:
                self.names[index] = cell.grade_id
            else:
                name = next((name for name in cell.ids if name in self._order), "")
                if name:
                    self._is(index, name, "cell id")

    def _texts(self, master: Sequence[Cell]) -> dict[int, list[int]]:
        """Recognise what is not an answer by its words; return where the master's cells stand."""
        given = {cell.source.strip(): cell.name for cell in master if cell.role != "answer"}
        heads = {_heading(cell): cell.name for cell in master if cell.role == "text"}
        given.pop("", None)
        heads.pop("", None)
        anchors: dict[int, list[int]] = {}
        for index, cell in enumerate(self._found):
            if not self.names[index]:
                self.names[index] = given.get(cell.source.strip(), "")
        self._written_anew({n: source for source, n in given.items() if n not in self.names})
        for index, cell in enumerate(self._found):
            # An edited text still shows the place by its heading, but its words are the student's.
            name = self.names[index] or heads.get(_heading(cell), "")
            if name:
                anchors.setdefault(self._order[name], []).append(index)
        return anchors

    def _written_anew(self, lost: dict[str, str]) -> None:
        """Recognise by most of its words what a formatter or a converter has written anew."""
        sets = {name: words for name, source in lost.items() if (words := _words(source))}
        pairs = []
        for index in self._added(self._found) if sets else ():
            words = _words(self._found[index].source)
            alike = {n: len(words & one) / len(words | one) for n, one in sets.items()}
            pairs += [(share, index, name) for name, share in alike.items() if share >= ALIKE]
        for _, index, name in sorted(pairs, key=lambda pair: -pair[0]):
            if not self.names[index] and name not in self.names:
                self.names[index] = name

    def _by_marker(self) -> None:
        for name in self._missing():
            pattern = self._markers[name]
            if pattern is None:
                continue
            here = [i for i in self._added(self._found) if pattern.search(self._found[i].source)]
            here = [i for i in here if self._found[i].kind == "code"] or here
            gap = self._gap(name)
            if here:
                index = self._pick(name, [i for i in here if i in gap] or here)
                self._is(index, name, "the name that it defines")
                self._anchors.setdefault(self._order[name], []).append(index)

    def _by_place(self) -> None:
        gaps = {n: self._gap(n) for n in self._missing() if self._task(n) in self._anchors}
        for name, gap in gaps.items():
            answer = self._answers[name]
            here = [i for i in self._added(gap) if self._found[i].source.strip()]
            if answer.name in DEFINES.findall(answer.source):  # a renamed function, if it is one
                here = [i for i in here if DEFINES.search(self._found[i].source)]
            alike = [i for i in here if self._found[i].kind == answer.kind]
            if not alike and list(gaps.values()).count(gap) == 1:
                alike = here  # made a cell of another type
            if alike:
                self._is(self._pick(name, alike), name, "its place")

    def _added(self, where: Sequence[object]) -> list[int]:
        indexes = where if isinstance(where, range) else range(len(where))
        return [index for index in indexes if self.names[index] == ""]

    def _task(self, name: str) -> int:
        """Return the place in the master of what stands before the answer, other answers apart."""
        place = self._order[name]
        others = (p for n, p in self._order.items() if n not in self._answers)
        return max((p for p in others if p < place), default=-1)

    def _gap(self, name: str) -> range:
        """Return the indexes between the nearest cells before and after that are recognised."""
        place = self._order[name]
        before = max((p for p in self._anchors if p < place), default=None)
        after = min((p for p in self._anchors if p > place), default=None)
        start = -1 if before is None else self._anchors[before][-1]
        end = len(self._found) if after is None else self._anchors[after][0]
        return range(start + 1, max(start + 1, end))

    def _pick(self, name: str, indexes: Sequence[int]) -> int:
        """Return the last one that was changed; say so when there are several."""
        stub = self._answers[name].source.strip()
        changed = [i for i in indexes if self._found[i].source.strip() != stub] or indexes
        first_line = stub.partition("\n")[0]
        marked = [i for i in changed if self._found[i].source.lstrip().startswith(first_line)]
        if len({self._found[i].source.strip() for i in changed}) > 1:
            self.notes.append(f"several cells could be the answer {name}; the last one counts")
        return (marked or changed)[-1]

    def _choose_copies(self) -> None:
        """Of cells with one name, keep the last complete one; a cut-off part is an added cell."""
        for name, answer in self._answers.items():
            indexes = [i for i, known in enumerate(self.names) if known == name]
            if len(indexes) < 2:
                continue
            pattern, stub = self._markers[name], answer.source.strip()
            whole = [i for i in indexes if pattern and pattern.search(self._found[i].source)]
            changed = [i for i in whole or indexes if self._found[i].source.strip() != stub]
            chosen = (changed or whole or indexes)[-1]
            texts = {self._found[i].source.strip() for i in indexes} - {stub}
            for index in set(indexes) - {chosen}:
                text = self._found[index].source.strip()
                part = index not in whole and text in texts - {self._found[chosen].source.strip()}
                self.names[index] = "" if part else DROPPED
                if not part and text in texts - {self._found[chosen].source.strip()}:
                    self.copies[index] = name
            if len(texts) > 1:
                self.notes.append(
                    f"cell {name} stands there more than once; the last whole one counts"
                )


def _words(source: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", source[:MOST]))


def _heading(cell: Cell | Found) -> str:
    first = cell.source.lstrip().partition("\n")[0].strip()
    return first if cell.kind == "markdown" and first.startswith("#") else ""

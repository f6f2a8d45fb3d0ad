"""Answers that are suspiciously alike: a hint to look, never a verdict.

Short right answers are alike by nature. So only what few wrote counts: runs of tokens, names made
alike, that stand neither in what was handed out nor in more than a few notebooks. Pairs that share
many of these are then compared as a whole. Written answers are compared one by one, by their words:
there the same seven words in a row are chance in nobody's text.
"""

from __future__ import annotations

import builtins
import hashlib
import io
import keyword
import re
import tokenize
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from rapidfuzz.distance import Indel

from autograder.course import Assignment
from autograder.feedback.graded import Graded

RUN = 7  # tokens in a row
MOST_RARE = 20  # notebooks that may share a run which still counts as rare
RARE_SHARE = 0.1  # the same, as a share of the class
FEWEST_SHARED = 12  # rare runs that two notebooks must share
ALIKE = 0.8  # similarity of all own tokens, from 0 to 1, from which a pair is shown
MOST_TOKENS = 5_000  # of one student; more is no answer
MOST_CHARACTERS = 10_000  # of one cell: to look for the end of each of many strings takes minutes
KNOWN = {*keyword.kwlist, *dir(builtins), "np", "pd", "plt", "sns"}  # names that say something
WORD = re.compile(r"[\u3040-\u9fff]|[^\W\u3040-\u9fff]+")  # a sign each where nobody writes spaces
Tokens = Callable[[str], list[str]]
SKIPPED = (
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
)


@dataclass(frozen=True)
class Pair:
    """Two students whose own code or text is alike: by how much, in which exercises, how rare."""

    first: str
    second: str
    likeness: float
    exercises: tuple[str, ...]
    rare: int
    word_for_word: bool


def pairs(assignment: Assignment, graded: Sequence[Graded], most: int = 30) -> list[Pair]:
    """Return the pairs to look at, those who share most that is rare first."""
    code = {one.grade.student: _own_code(assignment, one) for one in graded}
    few = max(3, min(MOST_RARE, int(RARE_SHARE * sum(map(bool, code.values())))))
    found = _alike(code, _tokens, few, most)
    text = "\n".join(cell.source for cell in assignment.cells if cell.kind != "code")
    given = frozenset(_runs_of({"": text}, _words))
    for exercise in assignment.exercises:
        if exercise.manual:
            texts = {one.grade.student: _own_text(exercise.name, one) for one in graded}
            found += _alike(texts, _words, MOST_RARE, most, given)
    return sorted(found, key=lambda pair: -pair.rare)[:most]


def _alike(
    work: Mapping[str, Mapping[str, str]],
    tokens_of: Tokens,
    few: int,
    most: int,
    given: Collection[bytes] = (),
) -> list[Pair]:
    """Return the pairs of students whose work is alike, by what at most ``few`` wrote."""
    own = {student: mine for student, mine in work.items() if mine}
    runs = {student: _runs_of(mine, tokens_of) for student, mine in own.items()}
    shared = _shared(runs, few, given)
    found: list[Pair] = []
    for (first, second), where in sorted(shared.items(), key=lambda item: -sum(item[1].values())):
        rare = sum(where.values())
        if rare < FEWEST_SHARED or len(found) == most:
            break
        tokens = (_all_tokens(own[student], tokens_of) for student in (first, second))
        likeness = float(Indel.normalized_similarity(*tokens))
        if likeness >= ALIKE:
            same = _text(own[first]) == _text(own[second])
            found.append(Pair(first, second, likeness, tuple(sorted(where)), rare, same))
    return found


def _own_text(exercise: str, graded: Graded) -> dict[str, str]:
    """A student's written answer, whatever of it was handed out."""
    found = (c.source for c in graded.cells if c.name == exercise and c.kind != "code")
    text = "\n".join(found)
    return {exercise: text} if text.strip() else {}


def _own_code(assignment: Assignment, graded: Graded) -> dict[str, str]:
    """A student's code by exercise, without the lines that were handed out with it."""
    given = {line.strip() for cell in assignment.cells for line in cell.source.splitlines()}
    names = {exercise.name for exercise in assignment.exercises if not exercise.manual}
    code = {}
    for cell in graded.cells:
        if cell.name in names and cell.kind == "code":
            kept = [line for line in cell.source.splitlines() if line.strip() not in given]
            if kept:
                code[cell.name] = "\n".join(kept)
    return code


def _runs_of(code: Mapping[str, str], tokens_of: Tokens) -> dict[bytes, str]:
    """Each run of tokens by its hash, with the exercise that it stands in."""
    found: dict[bytes, str] = {}
    for exercise, source in code.items():
        tokens = tokens_of(source)
        for start in range(len(tokens) - RUN + 1):
            text = "\0".join(tokens[start : start + RUN])
            found[hashlib.blake2b(text.encode(), digest_size=8).digest()] = exercise
    return found


def _shared(
    runs: Mapping[str, Mapping[bytes, str]], few: int, given: Collection[bytes]
) -> dict[tuple[str, str], Counter[str]]:
    """How many runs each two share that at most ``few`` have, by exercise."""
    writers: dict[bytes, list[str]] = defaultdict(list)
    for student, mine in runs.items():
        for run in mine:
            writers[run].append(student)
    shared: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for run, students in writers.items():
        if 2 <= len(students) <= few and run not in given:
            for pair in combinations(students, 2):
                shared[pair][runs[pair[0]][run]] += 1
    return shared


def _all_tokens(code: Mapping[str, str], tokens_of: Tokens) -> list[str]:
    tokens = [token for name in sorted(code) for token in tokens_of(code[name])]
    return tokens[:MOST_TOKENS]


def _text(code: Mapping[str, str]) -> list[str]:
    return ["".join(code[name].split()) for name in sorted(code)]


def _words(text: str) -> list[str]:
    """The words of a text, without marks and capitals."""
    found = WORD.finditer(text[:MOST_CHARACTERS].casefold())
    return [word[0] for word in islice(found, MOST_TOKENS)]


def _tokens(source: str) -> list[str]:
    """The source as tokens: own names made alike, comments and layout left out."""
    found: list[str] = []
    before = ""
    for kind, text in islice(_lexed(source[:MOST_CHARACTERS]), MOST_TOKENS):
        own = kind == tokenize.NAME and before != "." and text not in KNOWN
        found.append("name" if own else text)  # renaming is the commonest disguise
        before = text
    return found


def _lexed(source: str) -> Iterator[tuple[int, str]]:
    """Yield (kind, text) for as long as the source can be read as Python."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type not in SKIPPED:
                yield token.type, token.string
    except (tokenize.TokenError, SyntaxError):
        return

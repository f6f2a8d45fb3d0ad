"""Turns a reply of the child that holds no value into a fault in words that students may read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from autograder.client import faults
from autograder.client.advice import BLANK, absent, advice
from autograder.client.faults import StudentFault
from autograder.client.missing_names import why_missing
from autograder.client.redact import explain, harmless, without_magics
from autograder.records import Cell, CellRun
from autograder.sandbox.values import KNOWN_TYPES
from autograder.sandbox.wire import Message

MAX_KINDS = 10
MAX_FRAMES = 20
ASKED = "input() cannot be used here"  # as the sandbox says it, which a cell shows by itself
NOBODY = "Nobody is there to answer when a notebook is graded. Write the value into your code."
MOST_LACKING = 3  # packages that one sentence names
MAX_WORD = 500  # characters of a name of a type or a cell; the child cuts them at 80 or sooner
RAISES = re.compile(r"^[^#\n]*\bNotImplementedError\b", re.MULTILINE)
WORD = re.compile(r"\w+")
REFUSED = ("a dict with keys that are not text", "a column of objects")


def fault_of(
    name: str,
    reply: Message,
    cells: Mapping[int, Cell],
    wrong_call: str,
    lacking: Sequence[str] = (),
) -> StudentFault | None:
    """The fault that ``reply`` reports; None when it is no reply at all.

    ``wrong_call`` says how the call used a function that it was handed, if it did so wrongly;
    ``lacking`` are the packages that the notebook imports and that are not here.
    """
    if reply.get("not_callable") is True:
        says = f"`{name}` is not a function."
        return faults.MissingName(says, "Did a later cell reuse its name?")
    if type(reply.get("unsupported")) is str:
        says = f"`{name}` gave {_shown_type(reply['unsupported'])}, which cannot be compared."
        return faults.Unsupported(says, "What does the task ask it to give?")
    if type(reply.get("too_large")) is str:
        says = f"`{name}` gave far more than an answer holds."
        return faults.TooLarge(says, "How many numbers are expected?")
    kinds, message, frames = (reply.get(key) for key in ("raised", "message", "frames"))
    if _are_words(kinds) and type(message) is str and _are_frames(frames):
        assert isinstance(kinds, list) and isinstance(frames, list)
        return _raised(name, kinds, message, frames, cells, wrong_call, lacking)
    return None


def _raised(
    name: str,
    kinds: list[str],
    message: str,
    frames: list[list[Any]],
    cells: Mapping[int, Cell],
    wrong_call: str,
    lacking: Sequence[str],
) -> StudentFault:
    answers = {str(index): cell for index, cell in cells.items() if cell.role == "answer"}
    sources = {key: cell.source for key, cell in answers.items()}
    known = explain(kinds, message, [(cell, line) for cell, line in frames], sources)
    if known.type_name == "NotImplementedError":
        where = answers[known.cell].name if known.cell else name
        if unfinished := _unfinished(where, cells):
            return faults.NotAttempted(unfinished)
    if known.type_name == "MemoryError":
        return faults.process_ended(f"in a call of `{name}`", "memory")
    if wrong_call:
        says = f"`{name}` calls a function that it is handed; that function was {wrong_call}."
        return faults.WrongCall(says, "What does the task say that it takes?")
    says = f"`{name}` raised {known.shown}{': ' if known.text else ''}{known.text}"
    says += f", in the line `{known.code}`." if known.code else "."
    hint = "What happens in that line?" if known.code else "Which call of your own shows the same?"
    hint = NOBODY if ASKED in message else _advice(known.shown, message, lacking) or hint
    return faults.Raised(known.type_name, known.text, says, hint, blank=BLANK in message)


def _unfinished(name: str, cells: Mapping[int, Cell]) -> str:
    """Return whose stub raised NotImplementedError in the cell of an answer, "" if none did.

    That is the answer itself where its code says so, else one of those that it uses.
    """
    sources = {cell.name: cell.source for cell in cells.values() if cell.role == "answer"}
    reached = [name]
    for one in reached:  # which grows
        source = sources.get(one, "")
        if RAISES.search(source):
            return one
        words = set(WORD.findall(source))
        reached += [other for other in sources if other in words and other not in reached]
    scratch = (cell.source for cell in cells.values() if cell.role == "scratch")
    return name if name not in sources or any(map(RAISES.search, scratch)) else ""


def stopped(
    name: str,
    kind: str,
    message: str,
    lacking: Sequence[str] = (),
    cells: Mapping[int, Cell] = MappingProxyType({}),
    where: str = "",
) -> StudentFault:
    """The fault for a name that is missing because its cell raised; its words may be shown.

    ``where`` it stands, if that is no cell of its own.
    """
    if kind == "NotImplementedError" and not where and (unfinished := _unfinished(name, cells)):
        return faults.NotAttempted(unfinished)
    text = message[:200]
    where = where or f"the cell of `{name}`"
    says = f"{where[0].upper()}{where[1:]} stopped with {kind[:80]}{f': {text}' if text else '.'}"
    hint = "What happens in the line that it names?" if "line " in text else "Run that cell alone."
    return faults.Raised(kind[:80], text, says, _advice(kind, message, lacking) or hint)


def _advice(kind: str, message: str, lacking: Sequence[str]) -> str:
    if kind == "ModuleNotFoundError" and lacking:
        return " ".join(absent(package) for package in lacking[:MOST_LACKING])
    return advice(kind, message)


def dtype_of(value: Any) -> str | None:
    """The dtype of what came back; of several, float32 if it is among them."""
    dtypes = {found for v in _flat(value) if (found := getattr(v, "dtype", None)) is not None}
    names = set(map(_name, dtypes))
    return "float32" if "float32" in names else min(names, default=None)


@lru_cache(64)
def _name(dtype: Any) -> str:
    return str(dtype)  # takes longer than all else here


def _flat(value: Any) -> list[Any]:
    return [x for v in value for x in _flat(v)] if isinstance(value, list | tuple) else [value]


def _shown_type(name: str) -> str:
    if name in KNOWN_TYPES:
        return f"a value of type {name}"
    return name if name in REFUSED else "an object of a class of its own"


def _are_words(value: Any) -> bool:
    return (
        type(value) is list
        and 0 < len(value) <= MAX_KINDS
        and all(type(word) is str and len(word) <= MAX_WORD for word in value)
    )


def _are_frames(frames: Any) -> bool:
    return (
        type(frames) is list
        and len(frames) <= MAX_FRAMES
        and all(type(frame) is list and list(map(type, frame)) == [str, int] for frame in frames)
        and all(len(name) <= MAX_WORD for name, _ in frames)
    )


def missing(
    name: str,
    cells: Mapping[int, Cell],
    runs: Mapping[int, CellRun],
    replaced: bool,
    lacking: Sequence[str] = (),
) -> StudentFault:
    """Say why the notebook did not leave ``name`` behind: nothing hidden was in its process yet.

    ``replaced``: functions of ours stood in the place of some of its own, or cells ran after a
    call.
    """
    for index, cell in cells.items():
        run = runs.get(index)
        if cell.name != name or run is None:
            continue
        if run.ended_because:
            if any(output.get("ename") == "TimeLimit" for output in run.outputs):
                return faults.TimedOut(run.ended_because, _why_slow(cell.source))
            return faults.ProcessEnded(run.ended_because, "Does this cell run in a fresh notebook?")
        for output in reversed(run.outputs):  # those above it were left out
            if output["output_type"] == "error":
                return stopped(name, *_words(output, cell.source, replaced), lacking, cells)
    if found := _in_another_cell(name, cells, runs, replaced, lacking):
        return found
    return faults.MissingName(*why_missing(name, cells))


def _in_another_cell(
    name: str,
    cells: Mapping[int, Cell],
    runs: Mapping[int, CellRun],
    replaced: bool,
    lacking: Sequence[str],
) -> StudentFault | None:
    """The fault of a cell of another name that would make ``name``, and stopped."""
    word = re.escape(name)
    makes = re.compile(rf"^[ \t]*(?:def {word}\b|{word}[ \t]*[:=](?!=))", re.MULTILINE)
    for index, cell in reversed(tuple(cells.items())):
        run = runs.get(index)
        if run is None or cell.role not in ("answer", "scratch") or not makes.search(cell.source):
            continue
        where = f"{cell.place(index)}, in which `{name}` stands,"
        if run.ended_because:
            return faults.ProcessEnded(
                f"{where[0].upper()}{where[1:]} was stopped.", "Run it alone."
            )
        for output in run.outputs:
            if output["output_type"] == "error":
                said = _words(output, cell.source, replaced)
                return stopped(name, *said, lacking, where=where)
    return None


def _why_slow(source: str) -> str:
    """Ask about a loop, but not where it may be a line of IPython's own that took so long."""
    if source == without_magics(source):
        return "Is there a loop that never ends?"
    return "Which of its lines takes so long? Commands and magics cost time, too."


def _words(error: Mapping[str, Any], source: str, replaced: bool) -> tuple[str, str]:
    """A cell runs before any hidden input is there, but it may ask the functions of ours."""
    if replaced:
        return harmless(error["ename"], error["evalue"], source)
    return error["ename"], error["evalue"]

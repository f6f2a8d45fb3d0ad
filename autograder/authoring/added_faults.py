"""Faults that are added to a right answer: a break, a cap, a clip, a tolerance, an int copy.

A mutation tool changes what stands in a solution. What people get wrong in a loop often stands in
none: they stop when nothing seems to happen, or guard against large numbers. Each template adds one
such fault to each loop, border, return or parameter of a function. It knows no exercise.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

Function = ast.FunctionDef

# What the added code calls. It stands above the answer in its cell.
HELPERS = """\
import numpy as _np

_kept = {}


def _parts(value):
    if isinstance(value, (list, tuple)):
        return [part for item in value for part in _parts(item)]
    try:
        return [_np.asarray(value, dtype=float).ravel()]
    except (TypeError, ValueError):
        return []


def _flat(value):
    parts = _parts(value)
    return _np.concatenate(parts) if parts else _np.zeros(0)


def _last(states):
    ends = [s[-1] if isinstance(s, list) and s else s for s in states]
    return _flat([e for e in ends if not isinstance(e, list)])


def _near(before, after, tol):
    return before.size == after.size > 0 and bool((_np.abs(after - before) <= tol).all())


def _large(values, most):
    return bool((_np.abs(values) > most).any())


def _changed(value, change):
    if isinstance(value, (str, bool)) or value is None or callable(value):
        return value
    if isinstance(value, (list, tuple)):
        return type(value)(_changed(item, change) for item in value)
    try:
        return change(value)
    except (TypeError, ValueError):
        return value


def _like(value, first):
    if isinstance(value, list):
        return [_like(item, value[0]) for item in value]
    whole = _np.asarray(first).dtype.kind in "iu"
    return _changed(value, lambda v: _np.asarray(v).astype(int)) if whole else value


def _sorted(value):
    return value.sort_index() if hasattr(value, "sort_index") else value


def _first(name, value):
    return _kept.setdefault(name, value)


def _noted(value):
    _kept["slope"] = _flat(value)
    return value


"""


@dataclass(frozen=True)
class Added:
    """An answer with one added fault; ``where`` is the line that it was added to."""

    template: str
    code: str
    where: str


def added_faults(code: str) -> Iterator[Added]:
    """Yield every added fault of every function in a cell's code; none when it has no function."""
    for number in range(len(_functions(code))):
        for template, fault in TEMPLATES.items():
            places = PLACES[template.split(":")[0]]
            for place, node in enumerate(places(_functions(code)[number])):
                tree = ast.parse(code)
                copied = _all(tree, Function)[number]
                if fault(copied, places(copied)[place]):
                    made = ast.unparse(ast.fix_missing_locations(tree))
                    yield Added(template, HELPERS + made, ast.unparse(node).splitlines()[0])


def _functions(code: str) -> list[Any]:
    return _all(ast.parse(code), Function)


def _all(tree: ast.AST, *kinds: type[ast.AST]) -> list[Any]:
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def _statements(text: str) -> list[ast.stmt]:
    return ast.parse(text).body


def _expression(text: str) -> Any:
    return ast.parse(text, mode="eval").body


# --- where a fault can stand


def _conversions(function: Function) -> list[Any]:
    """Calls such as np.asarray(X): where a table becomes rows that are told by their places."""
    names = {arg.arg for arg in function.args.args}
    return [
        call
        for call in _all(function, ast.Call)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in ("asarray", "array")
        and isinstance(call.args[0], ast.Name)
        and call.args[0].id in names
    ]


PLACES: dict[str, Callable[[Function], list[Any]]] = {
    "loop": lambda f: _all(f, ast.For, ast.While),
    "return": lambda f: [n for n in _all(f, ast.Return) if n.value is not None],
    "border": lambda f: [n for n in _all(f, ast.Compare) if len(n.ops) == 1],
    "argument": lambda f: list(f.args.args),
    "table": _conversions,
}


# --- what a loop carries from one round to the next


def _state(function: Function, loop: Any) -> list[str]:
    """Names that are set before the loop and changed in it: by assignment or by append."""
    inside = _assigned(loop)
    before = [n.id for n in _assigned(function) if n not in inside]
    changed = {n.id for n in inside} | set(_lists(loop))
    names = [arg.arg for arg in function.args.args] + before
    return [name for name in dict.fromkeys(names) if name in changed]


def _assigned(tree: ast.AST) -> list[Any]:
    return [n for n in _all(tree, ast.Name) if isinstance(n.ctx, ast.Store)]


def _lists(loop: Any) -> list[str]:
    appends = (f for f in _all(loop, ast.Attribute) if f.attr == "append")
    return list(dict.fromkeys(f.value.id for f in appends if isinstance(f.value, ast.Name)))


def _numbers_of(function: Function, loop: Any) -> list[str]:
    """The state without lists, unless there is nothing else."""
    state, lists = _state(function, loop), _lists(loop)
    return [name for name in state if name not in lists] or state


def _stop_if(loop: Any, condition: str) -> bool:
    loop.body += _statements(f"if {condition}:\n    break")
    return True


# --- the templates: each changes a place in a function, and says whether it could


def _stops_by_step(function: Function, loop: Any, tol: float) -> bool:
    names = ", ".join(_numbers_of(function, loop))
    if not names:
        return False
    loop.body[:0] = _statements(f"_before = _last([{names}])")
    return _stop_if(loop, f"_near(_before, _last([{names}]), {tol})")


def _stops_by_slope(function: Function, loop: Any, tol: float) -> bool:
    """After a call of a function that was handed over, such as df."""
    handed = {arg.arg for arg in function.args.args}
    calls = [n for n in _all(loop, ast.Call) if getattr(n.func, "id", "") in handed]
    for call in calls:
        inner = copy.copy(call)
        call.func, call.args = ast.Name("_noted", ast.Load()), [inner]
    return bool(calls) and _stop_if(loop, f"_near(0 * _kept['slope'], _kept['slope'], {tol})")


def _stops_by_list(function: Function, loop: Any, condition: str) -> bool:
    """Where a list of losses or positions grows."""
    for name in _lists(loop)[:1]:
        return _stop_if(loop, f"len({name}) > 1 and {condition.replace('LIST', name)}")
    return False


def _guards(function: Function, loop: Any) -> bool:
    names = ", ".join(_state(function, loop))
    return bool(names) and _stop_if(loop, f"_large(_last([{names}]), 1000000.0)")


def _clips(function: Function, loop: Any) -> bool:
    names = _numbers_of(function, loop)
    for name in names:
        change = "lambda v: _np.clip(v, -1000000.0, 1000000.0)"
        loop.body += _statements(f"{name} = _changed({name}, {change})")
    return bool(names)


def _caps(function: Function, loop: Any, most: int) -> bool:
    function.body[:0] = _statements("_rounds = 0")
    loop.body += _statements("_rounds += 1")
    return _stop_if(loop, f"_rounds >= {most}")


def _only_once(function: Function, loop: Any) -> bool:
    loop.body.append(ast.Break())
    return True


def _copies_whole_numbers(function: Function, loop: Any) -> bool:
    """What the loop carries stays of the kind that the start has."""
    handed = {arg.arg for arg in function.args.args}
    for call in _all(function, ast.Call):
        call.keywords = [k for k in call.keywords if k.arg != "dtype"]
    inside, made = _all(loop, ast.Assign), set(handed)
    for node in _all(function, ast.Assign):
        if node not in inside and handed & {n.id for n in _all(node.value, ast.Name)}:
            made |= {n.id for target in node.targets for n in _all(target, ast.Name)}
    names = [n for n in _numbers_of(function, loop) if n in made]
    if not names:
        return False
    firsts = _statements("; ".join(f"_first_{n} = {n}" for n in names))
    bodies = (getattr(node, "body", None) for node in ast.walk(function))
    body = next(body for body in bodies if isinstance(body, list) and loop in body)
    body[body.index(loop) : body.index(loop)] = firsts
    for name in names:
        loop.body += _statements(f"{name} = _like({name}, _first_{name})")
    return True


def _changes_return(function: Function, back: Any, change: str) -> bool:
    constants = _all(back.value, ast.Constant)
    words = [n for n in constants if isinstance(n.value, str)]
    if words and (len(words) == len(constants) or isinstance(back.value, ast.IfExp)):
        return False  # words: there is nothing to clip
    back.value = _expression(f"_changed({ast.unparse(back.value)}, lambda v: {change})")
    return True


def _moves_border(function: Function, border: Any, by: float) -> bool:
    right = border.comparators[0]
    if isinstance(right, ast.Constant) and isinstance(right.value, str):
        return False
    if isinstance(border.ops[0], ast.Eq | ast.NotEq):
        near = f"abs(({ast.unparse(border.left)}) - ({ast.unparse(right)}))"
        sign = "<=" if isinstance(border.ops[0], ast.Eq) else ">"
        made = _expression(f"{near} {sign} {abs(by)}")
        border.left, border.ops, border.comparators = made.left, made.ops, made.comparators
        return by > 0
    border.comparators = [_expression(f"({ast.unparse(right)}) + {by}")]
    return True


def _keeps_first(function: Function, arg: Any) -> bool:
    """The value of the first call is used in every later one: as good as an unused argument."""
    name = f"{function.name} {arg.arg}"
    docstring = int(ast.get_docstring(function) is not None)
    function.body[docstring:docstring] = _statements(f"{arg.arg} = _first({name!r}, {arg.arg})")
    return True


def _sorts_table(function: Function, call: Any) -> bool:
    call.args[0] = _expression(f"_sorted({ast.unparse(call.args[0])})")
    return True


def _by_list(condition: str) -> Callable[[Function, Any], bool]:
    return partial(_stops_by_list, condition=condition)


TEMPLATES: dict[str, Callable[[Function, Any], bool]] = {
    "loop: stops when a step is at most 1e-2": partial(_stops_by_step, tol=1e-2),
    "loop: stops when a step is at most 1e-6": partial(_stops_by_step, tol=1e-6),
    "loop: stops when a step is at most 1e-12": partial(_stops_by_step, tol=1e-12),
    "loop: stops when nothing moves": partial(_stops_by_step, tol=0.0),
    "loop: stops when the slope is at most 1e-6": partial(_stops_by_slope, tol=1e-6),
    "loop: stops when the slope is zero": partial(_stops_by_slope, tol=0.0),
    "loop: stops when the list changes by at most 1e-6": _by_list(
        "_near(_flat(LIST[-2]), _flat(LIST[-1]), 1e-06)"
    ),
    "loop: stops when the list rises": _by_list("bool((_flat(LIST[-1]) > _flat(LIST[-2])).any())"),
    "loop: stops beyond a million": _guards,
    "loop: clips at a million": _clips,
    "loop: at most 10 rounds": partial(_caps, most=10),
    "loop: at most 100 rounds": partial(_caps, most=100),
    "loop: the first round only": _only_once,
    "loop: keeps whole numbers whole": _copies_whole_numbers,
    "return: clips at a thousand": partial(_changes_return, change="_np.clip(v, -1000.0, 1000.0)"),
    "return: rounds to 4 digits": partial(_changes_return, change="_np.round(v, 4)"),
    "border: 0.01 higher": partial(_moves_border, by=0.01),
    "border: 0.01 lower": partial(_moves_border, by=-0.01),
    "argument: that of the first call": _keeps_first,
    "table: told by its labels": _sorts_table,
}

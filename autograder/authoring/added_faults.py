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

Function = ast.FunctionDef
Loop = ast.For | ast.While

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
    functions = [n for n in ast.walk(ast.parse(code)) if isinstance(n, Function)]
    for number, function in enumerate(functions):
        for template, fault in TEMPLATES.items():
            for spot, node in enumerate(SPOTS[template.split(":")[0]](function)):
                tree = ast.parse(code)
                twin = [n for n in ast.walk(tree) if isinstance(n, Function)][number]
                there = SPOTS[template.split(":")[0]](twin)[spot]
                if fault(twin, there):
                    made = ast.unparse(ast.fix_missing_locations(tree))
                    yield Added(template, HELPERS + made, _line(node))


def _line(node: ast.AST) -> str:
    return ast.unparse(node).splitlines()[0]


def _statements(text: str) -> list[ast.stmt]:
    return ast.parse(text).body


# --- where a fault can stand


def _loops(function: Function) -> list[Loop]:
    return [n for n in ast.walk(function) if isinstance(n, ast.For | ast.While)]


def _returns(function: Function) -> list[ast.Return]:
    return [n for n in ast.walk(function) if isinstance(n, ast.Return) and n.value is not None]


def _borders(function: Function) -> list[ast.Compare]:
    return [n for n in ast.walk(function) if isinstance(n, ast.Compare) and len(n.ops) == 1]


def _parameters(function: Function) -> list[ast.arg]:
    return list(function.args.args)


def _conversions(function: Function) -> list[ast.Call]:
    """Calls such as np.asarray(X): where a table becomes rows that are told by their places."""
    names = {arg.arg for arg in function.args.args}
    return [
        n
        for n in ast.walk(function)
        if isinstance(n, ast.Call)
        and isinstance(n.func, ast.Attribute)
        and n.func.attr in ("asarray", "array")
        and isinstance(n.args[0], ast.Name)
        and n.args[0].id in names
    ]


SPOTS: dict[str, Callable[[Function], list[ast.AST]]] = {
    "loop": lambda f: list(_loops(f)),
    "return": lambda f: list(_returns(f)),
    "border": lambda f: list(_borders(f)),
    "argument": lambda f: list(_parameters(f)),
    "table": lambda f: list(_conversions(f)),
}


# --- what a loop carries from one round to the next


def _state(function: Function, loop: Loop) -> list[str]:
    """Names that are set before the loop and changed in it: by assignment or by append."""
    inside = {id(n) for n in ast.walk(loop)}
    before = [a.arg for a in function.args.args] + [
        n.id
        for n in ast.walk(function)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store) and id(n) not in inside
    ]
    changed = {
        n.id for n in ast.walk(loop) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    } | set(_lists(loop))
    return [name for name in dict.fromkeys(before) if name in changed]


def _lists(loop: Loop) -> list[str]:
    calls = (n.func for n in ast.walk(loop) if isinstance(n, ast.Call))
    appends = (f for f in calls if isinstance(f, ast.Attribute) and f.attr == "append")
    return list(dict.fromkeys(f.value.id for f in appends if isinstance(f.value, ast.Name)))


def _numbers_of(function: Function, loop: Loop) -> list[str]:
    """The state without lists, unless there is nothing else."""
    state, lists = _state(function, loop), _lists(loop)
    return [name for name in state if name not in lists] or state


def _stop_if(loop: Loop, condition: str) -> bool:
    loop.body += _statements(f"if {condition}:\n    break")
    return True


# --- the templates: each changes a function in place, and says whether it could


def _stops_by_step(tol: float) -> Callable[[Function, ast.AST], bool]:
    def fault(function: Function, loop: ast.AST) -> bool:
        assert isinstance(loop, ast.For | ast.While)
        names = ", ".join(_numbers_of(function, loop))
        if not names:
            return False
        loop.body[:0] = _statements(f"_before = _last([{names}])")
        return _stop_if(loop, f"_near(_before, _last([{names}]), {tol})")

    return fault


def _stops_by_slope(tol: float) -> Callable[[Function, ast.AST], bool]:
    """After a call of a function that was handed over, such as df."""

    def fault(function: Function, loop: ast.AST) -> bool:
        assert isinstance(loop, ast.For | ast.While)
        handed = {arg.arg for arg in function.args.args}
        calls = [
            n
            for n in ast.walk(loop)
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id in handed
        ]
        for call in calls:
            inner = copy.copy(call)
            call.func, call.args = ast.Name("_noted", ast.Load()), [inner]
        return bool(calls) and _stop_if(loop, f"_near(0 * _kept['slope'], _kept['slope'], {tol})")

    return fault


def _stops_by_list(condition: str) -> Callable[[Function, ast.AST], bool]:
    """Where a list of losses or positions grows."""

    def fault(function: Function, loop: ast.AST) -> bool:
        assert isinstance(loop, ast.For | ast.While)
        for name in _lists(loop)[:1]:
            return _stop_if(loop, f"len({name}) > 1 and {condition.replace('LIST', name)}")
        return False

    return fault


def _guards(function: Function, loop: ast.AST) -> bool:
    assert isinstance(loop, ast.For | ast.While)
    names = ", ".join(_state(function, loop))
    return bool(names) and _stop_if(loop, f"_large(_last([{names}]), 1000000.0)")


def _clips(function: Function, loop: ast.AST) -> bool:
    assert isinstance(loop, ast.For | ast.While)
    names = _numbers_of(function, loop)
    for name in names:
        change = "lambda v: _np.clip(v, -1000000.0, 1000000.0)"
        loop.body += _statements(f"{name} = _changed({name}, {change})")
    return bool(names)


def _caps(most: int) -> Callable[[Function, ast.AST], bool]:
    def fault(function: Function, loop: ast.AST) -> bool:
        assert isinstance(loop, ast.For | ast.While)
        function.body[:0] = _statements("_rounds = 0")
        loop.body += _statements("_rounds += 1")
        return _stop_if(loop, f"_rounds >= {most}")

    return fault


def _only_once(function: Function, loop: ast.AST) -> bool:
    assert isinstance(loop, ast.For | ast.While)
    loop.body += _statements("break")
    return True


def _copies_whole_numbers(function: Function, loop: ast.AST) -> bool:
    """What the loop carries stays of the kind that the start has."""
    assert isinstance(loop, ast.For | ast.While)
    handed, names = {arg.arg for arg in function.args.args}, []
    inside = {id(node) for node in ast.walk(loop)}
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            node.keywords = [k for k in node.keywords if k.arg != "dtype"]
        if (
            isinstance(node, ast.Assign)
            and id(node) not in inside
            and handed & {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}
        ):
            names += [n.id for t in node.targets for n in ast.walk(t) if isinstance(n, ast.Name)]
    names = [n for n in _numbers_of(function, loop) if n in {*names, *handed}]
    if not names:
        return False
    first = "; ".join(f"_first_{n} = {n}" for n in names)
    _before(function, loop, _statements(first))
    for name in names:
        loop.body += _statements(f"{name} = _like({name}, _first_{name})")
    return True


def _before(function: Function, loop: Loop, statements: list[ast.stmt]) -> None:
    for node in ast.walk(function):
        body = getattr(node, "body", None)
        if isinstance(body, list) and loop in body:
            body[body.index(loop) : body.index(loop)] = statements
            return


def _returns_changed(change: str) -> Callable[[Function, ast.AST], bool]:
    def fault(function: Function, back: ast.AST) -> bool:
        assert isinstance(back, ast.Return)
        assert back.value is not None
        constants = [n for n in ast.walk(back.value) if isinstance(n, ast.Constant)]
        words = [n for n in constants if isinstance(n.value, str)]
        if words and (len(words) == len(constants) or isinstance(back.value, ast.IfExp)):
            return False  # words: there is nothing to clip
        text = f"_changed({ast.unparse(back.value)}, lambda v: {change})"
        back.value = ast.parse(text, mode="eval").body
        return True

    return fault


def _moves_border(by: float) -> Callable[[Function, ast.AST], bool]:
    def fault(function: Function, border: ast.AST) -> bool:
        assert isinstance(border, ast.Compare)
        right = border.comparators[0]
        if isinstance(right, ast.Constant) and isinstance(right.value, str):
            return False
        if isinstance(border.ops[0], ast.Eq | ast.NotEq):
            near = f"abs(({ast.unparse(border.left)}) - ({ast.unparse(right)}))"
            sign = "<=" if isinstance(border.ops[0], ast.Eq) else ">"
            made = ast.parse(f"{near} {sign} {abs(by)}", mode="eval").body
            assert isinstance(made, ast.Compare)
            border.left, border.ops, border.comparators = made.left, made.ops, made.comparators
            return by > 0
        moved = ast.parse(f"({ast.unparse(right)}) + {by}", mode="eval").body
        border.comparators = [moved]
        return True

    return fault


def _keeps_first(function: Function, arg: ast.AST) -> bool:
    """The value of the first call is used in every later one: as good as an unused argument."""
    assert isinstance(arg, ast.arg)
    name = f"{function.name} {arg.arg}"
    docstring = int(ast.get_docstring(function) is not None)
    function.body[docstring:docstring] = _statements(f"{arg.arg} = _first({name!r}, {arg.arg})")
    return True


def _told_by_label(function: Function, call: ast.AST) -> bool:
    assert isinstance(call, ast.Call)
    call.args[0] = ast.parse(f"_sorted({ast.unparse(call.args[0])})", mode="eval").body
    return True


TEMPLATES: dict[str, Callable[[Function, ast.AST], bool]] = {
    "loop: stops when a step is at most 1e-2": _stops_by_step(1e-2),
    "loop: stops when a step is at most 1e-6": _stops_by_step(1e-6),
    "loop: stops when a step is at most 1e-12": _stops_by_step(1e-12),
    "loop: stops when nothing moves": _stops_by_step(0.0),
    "loop: stops when the slope is at most 1e-6": _stops_by_slope(1e-6),
    "loop: stops when the slope is zero": _stops_by_slope(0.0),
    "loop: stops when the list changes by at most 1e-6": _stops_by_list(
        "_near(_flat(LIST[-2]), _flat(LIST[-1]), 1e-06)"
    ),
    "loop: stops when the list rises": _stops_by_list(
        "bool((_flat(LIST[-1]) > _flat(LIST[-2])).any())"
    ),
    "loop: stops beyond a million": _guards,
    "loop: clips at a million": _clips,
    "loop: at most 10 rounds": _caps(10),
    "loop: at most 100 rounds": _caps(100),
    "loop: the first round only": _only_once,
    "loop: keeps whole numbers whole": _copies_whole_numbers,
    "return: clips at a thousand": _returns_changed("_np.clip(v, -1000.0, 1000.0)"),
    "return: rounds to 4 digits": _returns_changed("_np.round(v, 4)"),
    "border: 0.01 higher": _moves_border(0.01),
    "border: 0.01 lower": _moves_border(-0.01),
    "argument: that of the first call": _keeps_first,
    "table: told by its labels": _told_by_label,
}

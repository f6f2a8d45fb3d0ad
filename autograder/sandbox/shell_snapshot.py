"""Takes back what a cell changed in Python's builtins and in IPython, before the next cell runs.

A notebook that patches ``isinstance``, the traceback printer or the input transformers would
otherwise spoil the cells and the honest answers after it. This is fairness, not protection: nothing
that comes from the child is believed anyway.
"""

from __future__ import annotations

import builtins
import contextlib
import sys
from collections.abc import Iterator
from typing import Any

PARTS = (
    "compile",
    "display_pub",
    "displayhook",
    "display_trap",
    "builtin_trap",
    "display_formatter",
    "events",
    "history_manager",
    "input_transformer_manager",
    "magics_manager",
    "prefilter_manager",
    "InteractiveTB",
    "SyntaxTB",
    "user_ns",
    "user_module",
)
NAMESPACES = ("user_ns", "user_module")  # what stands in them is the student's


class Snapshot:
    """What the shell and Python's builtins are when this is made, to be restored."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._settrace, self._setprofile = sys.settrace, sys.setprofile
        self._live = vars(builtins)
        self._builtins = dict(self._live)
        self._builtins.pop("_", None)
        self._parts = {name: getattr(shell, name) for name in PARTS}
        classes = [*type(shell).__mro__, type(shell.display_pub), type(shell.displayhook)]
        self._classes = [
            (kind, _methods(kind), {name for base in kind.__mro__[1:-1] for name in _methods(base)})
            for kind in classes
            if kind.__module__.startswith(("IPython", "autograder"))
        ]
        objects = [part for name, part in self._parts.items() if name not in NAMESPACES]
        self._own = [(made, set(vars(made))) for made in (shell, *objects)]
        self._lists = [(found, list(found)) for found in _lists(shell)]

    def restore_python(self) -> None:
        """Builtins and tracers as they were; cheap enough for every call."""
        self._settrace(None)
        self._setprofile(None)
        _update(self._live, self._builtins)

    def restore(self) -> None:
        """Restore everything that the snapshot holds."""
        self.restore_python()  # first: what follows uses it
        for kind, methods, inherited in self._classes:
            self._restore_class(kind, methods, inherited)
        shell = self._shell
        for made, own in self._own:
            for name in [name for name in vars(made) if name not in own]:
                if callable(getattr(type(made), name, None)):  # hidden by a student's own
                    delattr(made, name)
        for name, part in self._parts.items():
            if getattr(shell, name, None) is not part:
                setattr(shell, name, part)
        for found, items in self._lists:
            with contextlib.suppress(Exception):
                found[:] = items

    @staticmethod
    def _restore_class(kind: type, methods: dict[str, Any], inherited: set[str]) -> None:
        now = vars(kind)
        for name in [name for name, value in methods.items() if now.get(name) is not value]:
            setattr(kind, name, methods[name])
        for name in (now.keys() - methods.keys()) & inherited:
            if not name.startswith("__"):
                delattr(kind, name)


def _is_method(value: Any) -> bool:
    return callable(value) or isinstance(value, property | staticmethod | classmethod)


def _methods(kind: type) -> dict[str, Any]:
    return {name: value for name, value in vars(kind).items() if _is_method(value)}


_update = dict.update  # captured now, like the tracers: a cell may replace the name


def _lists(shell: Any) -> Iterator[list[Any]]:
    manager = shell.input_transformer_manager
    yield from (manager.cleanup_transforms, manager.line_transforms, manager.token_transformers)
    yield from (shell.input_transformers_post, shell.ast_transformers)
    yield from shell.events.callbacks.values()

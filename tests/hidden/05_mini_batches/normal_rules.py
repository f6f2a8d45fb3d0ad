"""Lesson 05: mistakes in the normal equation, and where it has no single solution."""

from __future__ import annotations

import numpy as np

from autograder.testing import Evidence, Floats, is_rounded, rules, same, vector


def _given(e: Evidence) -> tuple[Floats, Floats]:
    X, y = e.args
    return np.asarray(X, dtype=float), np.asarray(y, dtype=float)


def _refusing(e: Evidence) -> bool:
    """Whether this call was to raise."""
    return bool(isinstance(e.expected, str)) and not e.raised


def _least_norm(e: Evidence) -> bool:
    X, y = _given(e)
    return _refusing(e) and np.allclose(vector(e.got), np.linalg.pinv(X) @ y, rtol=1e-4, atol=1e-6)


def _some_numbers(e: Evidence) -> bool:
    """Whatever came out of a matrix that has no inverse."""
    return _refusing(e) and vector(e.got).size > 0


def _nothing(e: Evidence) -> bool:
    if not _refusing(e):
        return False
    return e.got is None or isinstance(e.got, str | bool) or bool(np.isnan(vector(e.got)).all())


def _ready(e: Evidence) -> tuple[Floats, Floats]:
    if e.raised or isinstance(e.expected, str):
        raise ValueError("there is no single theta")
    return _given(e)


def _best(X: Floats, y: Floats) -> Floats:
    return np.asarray(np.linalg.lstsq(X, y, rcond=None)[0])


def _rounded(e: Evidence) -> bool:
    return not e.raised and is_rounded(vector(e.got), _best(*_ready(e)))


def _two_intercepts(e: Evidence) -> bool:
    X, _ = _given(e)
    return not e.raised and not _refusing(e) and vector(e.got).size == X.shape[1] + 1


def _ridge(e: Evidence) -> bool:
    """What was added lets a matrix be inverted, too, that has no inverse."""
    X, y = _given(e)
    return any(
        same(e.got, np.linalg.solve(X.T @ X + 10.0**-k * np.eye(X.shape[1]), X.T @ y))
        for k in range(-1, 9)
    )


def _one_short(e: Evidence) -> bool:
    X, _ = _ready(e)
    return X.shape[1] > 1 and same(e.got, _best(*_ready(e))[1:])


def _first_two(e: Evidence) -> bool:
    X, _ = _ready(e)
    return X.shape[1] > 2 and vector(e.got).size == 2


def _other_size(e: Evidence) -> bool:
    X, y = _given(e)
    return e.raised in ("LinAlgError", "ValueError") and len(y) != X.shape[1]


def _raises_on_square(e: Evidence) -> bool:
    X, y = _given(e)
    return e.raised == "ValueError" and len(y) == X.shape[1] and not isinstance(e.expected, str)


NORMAL = rules(
    ("least_norm_instead", _least_norm),
    ("intercept_twice", lambda e: _refusing(e) and vector(e.got).size == e.args[0].shape[1] + 1),
    ("text_not_error", _nothing),
    ("singular_not_noticed", _some_numbers),
    ("intercept_twice", _two_intercepts),
    ("solves_rectangle", _other_size),
    ("refuses_square", _raises_on_square),
    ("ridge", lambda e: not e.raised and _ridge(e)),
    ("intercept_missing", lambda e: not e.raised and _one_short(e)),
    ("two_columns_only", lambda e: not e.raised and _first_two(e)),
    ("rounded", _rounded),
)

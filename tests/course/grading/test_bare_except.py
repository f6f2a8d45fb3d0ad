"""Teachers' tests that catch everything: what ends a test for us ends it all the same."""

from __future__ import annotations

import pytest

from tests.course.support import quick_limits
from tests.course.support.any_course import Variant, hand_in
from tests.course.support.any_course.notebooks import write_notebook
from tests.course.support.any_course.pair import run
from tests.course.support.any_course.stock import scores_in

ANSWER = (
    "answer",
    "f",
    "def f(x):\n    ### BEGIN SOLUTION\n    if x < 0:\n        raise ValueError(x)\n"
    "    return x\n    ### END SOLUTION",
)
TESTS = {
    "bare": "try:\n    f(-1)\nexcept:\n    pass\nelse:\n    raise AssertionError",
    "base": "try:\n    f(-1)\nexcept BaseException:\n    pass\nelse:\n    raise AssertionError",
    "returns": "def probe():\n    try:\n        f(-1)\n    finally:\n        return 1\n"
    "assert probe()",
    "own_class": "class Box:\n    pass\ntry:\n    f(Box())\nexcept:\n    pass\n"
    "else:\n    raise AssertionError",
}
ANSWERS = {
    "right": "def f(x):\n    if x < 0:\n        raise ValueError(x)\n    return x",
    "exits": "import os\ndef f(x):\n    os._exit(0)",
    "sleeps": "import time\ndef f(x):\n    time.sleep(60)",
    "takes_all": "def f(x):\n    return x",
}
POINTS = {
    "right": [1.0, 1.0, 1.0, 1.0],
    "exits": [0.0, 0.0, 0.0, 0.0],
    "sleeps": [0.0, 0.0, 0.0, 0.0],
    "takes_all": [0.0, 0.0, 1.0, 0.0],
}


@pytest.fixture(scope="module")
def points(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[object]]:
    root = tmp_path_factory.mktemp("caught")
    tests = [("test", name, text, 1) for name, text in TESTS.items()]
    write_notebook(root / "source" / "refuses" / "p.ipynb", (ANSWER, *tests))
    run(root, "init")
    quick_limits(root)
    run(root, "build")
    for who, text in ANSWERS.items():
        hand_in(root, "refuses", who, Variant({"f": text}))
    run(root, "grade", "refuses")
    scores = scores_in(root, "refuses")
    return {who: [scores[who][f"p/{name}"][0] for name in TESTS] for who in scores}


@pytest.mark.parametrize("who", ANSWERS)
def test_a_test_that_catches_everything_gives_no_points_for_it(
    points: dict[str, list[object]], who: str
) -> None:
    assert points[who] == POINTS[who]

"""What public courses of nbgrader's have, and a release of ours keeps."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbgrader.preprocessors import ClearSolutions

from autograder.authoring.adopting import adopt
from autograder.authoring.build import build, drift, leaks_in
from autograder.course import Course, tools_on_path
from autograder.errors import CourseError
from tests.course.support.any_course.notebooks import write_notebook

ANSWER = ("answer", "f", "### BEGIN SOLUTION\nf = 1\n### END SOLUTION")
LONG = "squares_of_the_first_n_numbers_are_all_correct_values"
TEST = ("test", LONG, "assert f == 1", 1)
KERNELS = ("Python [Root]", "conda env", "python3")
tools_on_path()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_notebook(tmp_path / "source" / "a" / "p.ipynb", (ANSWER, TEST))
    adopt(tmp_path)
    return tmp_path


def edit(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def released(root: Path) -> dict[str, Any]:
    """Build the assignment; return its notebook. The same build gives the same bytes again."""
    course = Course.load(root)
    build(course, "a")
    assert list(drift(course, "a")) == []
    assert list(leaks_in(course, course.assignment("a"))) == []
    found: dict[str, Any] = json.loads((root / "release" / "a" / "p.ipynb").read_bytes())
    return found


@pytest.mark.parametrize("kernel", KERNELS)
def test_a_long_id_and_any_kernel_are_kept(root: Path, kernel: str) -> None:
    spec = {"name": kernel, "display_name": f"{kernel} (of ours)", "language": "python"}
    edit(root / "source" / "a" / "p.ipynb", lambda nb: nb["metadata"].update(kernelspec=spec))
    notebook = released(root)
    assert notebook["metadata"]["kernelspec"] == spec
    assert [cell["metadata"]["nbgrader"]["grade_id"] for cell in notebook["cells"]] == ["f", LONG]


@pytest.mark.parametrize("locked", [False, True])
def test_a_notebook_that_is_only_to_be_read_is_handed_out(root: Path, locked: bool) -> None:
    """An extension has left marks in it, which say nothing."""
    path = root / "source" / "a" / "read.ipynb"
    write_notebook(path, (("text", "", "# Read"), ("plain", "", "x = 1")))
    nothing = dict.fromkeys(("grade", "solution", "task"), False)
    marks = {"schema_version": 3, "grade_id": "read", "locked": locked} | nothing
    edit(path, lambda nb: nb["cells"][1]["metadata"].update(nbgrader=marks))
    released(root)
    handed_out = root / "release" / "a" / "read.ipynb"
    assert json.loads(handed_out.read_text())["cells"][1]["source"] == ["x = 1"]
    assert Course.load(root).assignment("a").notebooks == ("p",)


def test_a_header_without_ids_is_the_same_in_each_build(root: Path) -> None:
    write_notebook(root / "header.ipynb", (("text", "", "# All"), ("plain", "", "import math")))
    path = root / "source" / "a" / "p.ipynb"

    def with_ids(notebook: dict[str, Any]) -> None:
        notebook["nbformat_minor"] = 5
        for cell, name in zip(notebook["cells"], ("one", "two"), strict=True):
            cell["id"] = name

    edit(path, with_ids)
    with (root / "course_config.py").open("a", encoding="utf-8") as config:
        config.write('c.IncludeHeaderFooter.header = "header.ipynb"\n')
    ids = [cell["id"] for cell in released(root)["cells"]]
    assert ids[2:] == ["one", "two"]
    assert len({*ids}) == 4


def test_settings_may_import_what_stands_beside_them(root: Path, tmp_path: Path) -> None:
    for folder, days in ((root, 3), (tmp_path / "other", 4)):
        folder.mkdir(exist_ok=True)
        (folder / "our_numbers.py").write_text(f"DAYS = {days}\n", encoding="utf-8")
        adopt(folder)
        with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write("import our_numbers\nc.Course.late_days = our_numbers.DAYS\n")
        assert Course.load(folder).late_days == days


@pytest.mark.parametrize(
    ("setting", "mend"),
    [
        ('source_directory = "nb/source"', "mv nb/source source"),
        ('release_directory = "out"', "mv out release"),
        ('submitted_directory = "in"', "mv in submitted"),
        (
            'directory_structure = "{assignment_id}/{nbgrader_step}/{student_id}"',
            "move the folders",
        ),
    ],
)
def test_other_folders_are_not_passed_over(tmp_path: Path, setting: str, mend: str) -> None:
    config = tmp_path / "nbgrader_config.py"
    text = f"c = get_config()\nc.CourseDirectory.{setting}\n"
    config.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=setting.partition(" ")[0]) as told:
        adopt(tmp_path)
    assert mend in str(told.value)
    assert [path.name for path in tmp_path.iterdir()] == [config.name]
    assert config.read_text(encoding="utf-8") == text
    config.write_text(f'{text}load_subconfig("course_config.py")\n', encoding="utf-8")
    (tmp_path / "course_config.py").touch()
    with pytest.raises(CourseError, match=setting.partition(" ")[0]):
        Course.load(tmp_path)


def test_the_usual_folders_may_be_named(root: Path) -> None:
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write('c.CourseDirectory.source_directory = "./source"\n')
    assert Course.load(root).assignments == ["a"]


def test_the_stubs_of_other_languages_are_nbgraders(root: Path) -> None:
    stubs = ClearSolutions(config=Course.load(root).config).code_stub
    assert stubs["python"] == "# YOUR CODE HERE\nraise NotImplementedError()"
    assert stubs == ClearSolutions().code_stub
    assert "fail()" in stubs["R"]


AUTOTESTS = """python3:
    dispatch: "type({{{{snippet}}}})"
    normalize: "str({{{{snippet}}}})"
    check: 'assert {{{{snippet}}}} == \"\"\"{{{{value}}}}\"\"\", \"\"\"{{{{message}}}}\"\"\"'
    templates:
        default:
            - test: "{{{{snippet}}}}"
              fail: "the value is not {words}"
"""


def test_autotests_are_those_of_the_course_or_of_the_assignment(root: Path) -> None:
    marked = ("test", "auto", "### AUTOTEST f", 1)
    write_notebook(root / "source" / "a" / "p.ipynb", (ANSWER, marked))
    course = Course.load(root)
    for folder, words in ((root, "ours"), (root / "source" / "a", "its own")):
        text = AUTOTESTS.format(words=words)
        (folder / "autotests.yml").write_text(text, encoding="utf-8")
        build(course, "a")
        assert f"the value is not {words}" in course.assignment("a").release.read_text()


def test_autotests_without_rules_are_named(root: Path) -> None:
    marked = ("test", "auto", "### HASHED AUTOTEST f", 1), ("plain", "", "'AUTOTEST'")
    write_notebook(root / "source" / "a" / "p.ipynb", (ANSWER, *marked))
    with pytest.raises(CourseError, match=r"a: `### AUTOTEST` in auto needs .*/autotests\.yml, wh"):
        build(Course.load(root), "a")

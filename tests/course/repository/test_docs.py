"""The documents tell the truth where a machine can tell: commands, paths, settings, fields."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import nbformat
import pytest
import yaml

from autograder.course import Course
from autograder.course.gallery import specimens
from autograder.exports.json import as_json
from autograder.feedback.section import STATES
from autograder.records import Check, ExerciseGrade, ExerciseStatus, Grade, SubmissionStatus
from tests.course.support import copy_course, run_tool
from tests.course.support.documents import (
    DOCUMENTS,
    FENCE,
    INLINE,
    LINK,
    OF_A_NEW_EXERCISE,
    README,
    ROOT,
    STUDENTS,
    TOP_LEVEL,
    of_tool,
)
from tests.course.support.points import points_of

each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)


def generated() -> set[str]:
    """The top-level names that git ignores: what grading makes."""
    lines = (ROOT / ".gitignore").read_text().split()
    return {line.strip("/").removesuffix("*") for line in lines}


def paths_in(text: str) -> set[str]:
    words = (word for code in INLINE.findall(FENCE.sub("", text)) for word in code.split())
    looks = re.compile(r"[\w.-]+/[\w./<>*-]*|[\w-]+\.(?:py|md|toml|lock|db\*?)|Makefile")
    return {word for word in words if looks.fullmatch(word)}


# --- paths and links


@each_document
def test_every_path_exists_or_is_generated(path: Path) -> None:
    missing = set()
    for word in paths_in(path.read_text("utf-8")):
        top = word.partition("/")[0].removesuffix("*")
        if OF_A_NEW_EXERCISE in word or top in generated():
            continue
        if "/" in word and top not in TOP_LEVEL:
            continue  # a branch, a package, a type
        pattern = re.sub(r"<\w+>", "*", word).rstrip("/")
        if not list(ROOT.glob(pattern)) and not list(ROOT.rglob(Path(pattern).name)):
            missing.add(word)
    assert missing == set()


def test_what_security_promises_names_tests_that_exist() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    table = text.partition("## What is promised")[2].partition("## What is not")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 10
    for row in rows:
        named = INLINE.findall(row.split("|")[3])
        assert named, row
        for word in named:
            assert (ROOT / word).is_file(), word
            assert "def test_" in (ROOT / word).read_text("utf-8"), word


def test_every_top_level_name_is_in_the_map() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout
    tops = {line.partition("/")[0] for line in listed.splitlines()}
    described = "\n".join(line for line in README.splitlines() if line.startswith("|"))
    unsaid = {"README.md", "LICENSE", ".gitignore", ".gitattributes", ".pre-commit-config.yaml"}
    unsaid |= {".github", "benchmarks"}
    assert {top for top in tops - unsaid if f"`{top}" not in described} == set()


@each_document
def test_links_lead_somewhere(path: Path) -> None:
    for link in LINK.findall(path.read_text("utf-8")):
        file, _, heading = link.partition("#")
        target = path.parent / file if file else path
        assert target.exists(), link
        if heading:
            titles = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            assert heading in {title.lower().replace(" ", "-") for title in titles}, link


def test_decisions_are_numbered_and_short() -> None:
    found = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:3]) for path in found] == list(range(1, len(found) + 1))
    for path in found:
        text = path.read_text("utf-8")
        assert text.startswith(f"# {path.name[:3]} · ")
        assert len(text.split()) < 450, path.name
        for heading in ("## Situation", "## Decision", "## What it costs"):
            assert heading in text, path.name


# --- the guide for teachers


def plans() -> dict[str, str]:
    """What the guide says of each lesson."""
    text = (ROOT / "docs" / "teaching.md").read_text("utf-8")
    parts = re.split(r"^## (\d\d_\w+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_lesson_has_a_plan_of_a_page_and_ninety_minutes() -> None:
    course, said = Course.load(ROOT), plans()
    assert list(said) == course.assignments
    for lesson, plan in said.items():
        minutes = [int(row) for row in re.findall(r"^\| (\d+) \|", plan, re.MULTILINE)]
        assert sum(minutes) == 90, lesson
        assert 300 < len(plan.split()) < 600, lesson
        for heading in ("**Goal.**", "**Where they get stuck**", "**To say at the end.**"):
            assert heading in plan, lesson
        named = set(INLINE.findall(plan))
        assert {one.name for one in course.assignment(lesson).exercises} <= named, lesson


def test_the_mistakes_in_the_guide_are_those_that_the_report_names() -> None:
    for lesson, plan in plans().items():
        known: dict[str, set[str | None]] = {}
        for answer in specimens(ROOT, "wrong", lesson):
            known.setdefault(answer.exercise, set()).add(answer.diagnosis)
        rows = re.findall(r"^\| (`\w[^|]+) \| (`[^|]+) \|", plan, re.MULTILINE)
        assert len(rows) > 6, lesson
        for exercises, mistakes in rows:
            for exercise in INLINE.findall(exercises):
                assert set(INLINE.findall(mistakes)) <= known[exercise], (lesson, exercise)


# --- the form of the grades


def test_the_json_document_names_every_field_and_status() -> None:
    said = (ROOT / "docs" / "json.md").read_text("utf-8")
    check = Check("says", False, "message")
    exercise = ExerciseGrade("one", "failed", 0.0, 1.0, None, "", (check,))
    grade = Grade("ada", "03_tips", "graded", 0.0, 1.0, (exercise,), "full")
    (example,) = (json.loads(code) for kind, code in FENCE.findall(said) if kind == "json")
    real = json.loads(as_json(Course.load(ROOT).assignment("03_tips"), [grade]))
    assert _fields(example) == _fields(real)
    for name in {name for names in _fields(real) for name in names}:
        assert f"| `{name}` |" in said, name
    for status in (*get_args(SubmissionStatus), *get_args(ExerciseStatus)):
        assert f"| `{status}` |" in said, status


def _fields(data: dict) -> list[list[str]]:
    grade = data["grades"][0]
    exercise = grade["exercises"][0]
    return [list(level) for level in (data, grade, exercise, exercise["checks"][0])]


def test_every_exercise_status_is_explained_to_students() -> None:
    for status in get_args(ExerciseStatus):
        assert f"\n| {STATES[status]} |" in STUDENTS


# --- figures


def test_the_readme_claims_no_more_of_the_gallery_than_there_is() -> None:
    """The figures of `course gallery` were measured once; answers may have been added since."""
    found = re.findall(r"^\| `(\w+)` \| (\d+), 0 \| (\d+), 0 \|", README, re.M)
    assert found
    for lesson, *claimed in found:
        for kind, count in zip(("right", "wrong"), claimed, strict=True):
            answers = list((ROOT / "tests" / f"{kind}_answers" / lesson).glob("*/*.py"))
            assert int(count) <= len(answers), (lesson, kind)
    right, wrong = (sum(int(row[column]) for row in found) for column in (1, 2))
    assert f"| all | {right}, 0 | {wrong}, 0 |" in README


# --- automation


def test_ci_and_hooks_run_what_the_project_has() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())
    steps = " ".join(step.get("run", "") for step in workflow["jobs"]["test"]["steps"])
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert "test" in re.findall(r"make ([\w-]+)", steps)
    assert set(re.findall(r"make ([\w-]+)", steps)) <= set(targets)
    matrix = workflow["jobs"]["test"]["strategy"]["matrix"]
    assert matrix["python"] == ["3.11", "3.13"]
    (repo,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    assert repo["repo"] == "local"
    for hook in repo["hooks"]:
        assert hook["language"] == "system"
        tool = Path(sys.executable).parent / Path(hook["entry"].split()[0]).name
        assert tool.exists(), hook["id"]


def test_a_new_exercise_begins_as_its_document_says(tmp_path: Path) -> None:
    (words,) = (line for line in of_tool("course") if line[:2] == ["new-exercise", "02_one_step"])
    words[2] += "_as_nobody_has_it"  # who follows the document has one
    words[-1] = list(points_of(words[1]).tested)[-1]  # an exercise may have gone
    assignment, name, after = words[1], words[2], words[-1]
    root = copy_course(tmp_path, gallery=False)
    done = run_tool(root, "course", *words)
    assert done.returncode == 0, done.stderr
    path = root / "source" / assignment / f"{assignment}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert nbformat.writes(notebook) + "\n" == path.read_text("utf-8")
    ids = [cell.id for cell in notebook.cells]
    place = ids.index(f"see_{after}") + 1
    assert ids[place : place + 4] == [f"task_{name}", name, f"test_{name}", f"see_{name}"]
    models = {cell.id: cell.metadata for cell in notebook.cells}
    for made, model in (("", ""), ("test_", "test_"), ("see_", "see_")):
        ours, theirs = models[made + name], models[model + after]
        same = {"grade_id": "", "points": 0}
        assert {**ours.nbgrader, **same} == {**theirs.nbgrader, **same}
        assert ours.get("tags") == theirs.get("tags")
    helpers = next(cell.source for cell in notebook.cells if cell.id == "helpers")
    for cell in notebook.cells[place + 1 : place + 4]:
        used = names_in(cell.source, ast.Load) - {name, "x"}
        assert used <= names_in(helpers, ast.Store), cell.id
    done = run_tool(root, "course", *words)
    assert done.returncode == 2
    assert "is there already" in done.stderr


def names_in(source: str, how: type[ast.expr_context]) -> set[str]:
    """The names that a cell reads, or those that it gives to whoever comes after it."""
    nodes = list(ast.walk(ast.parse(source)))
    found = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, how)}
    if how is ast.Load:
        found -= {node.arg for node in nodes if isinstance(node, ast.arg)}
    if how is ast.Store:
        found |= {node.asname or node.name for node in nodes if isinstance(node, ast.alias)}
        found |= {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    return found

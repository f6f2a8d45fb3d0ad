"""Words that readers stumbled over do not come back: plain English, one word for a thing."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.course.gallery import specimens
from tests.course.lessons.notebooks import cells_of
from tests.course.lessons.test_teaching import LESSONS
from tests.course.support import ROOT

HIDDEN = ROOT / "tests" / "hidden"
ENGINE = ROOT / "autograder"


@dataclass(frozen=True)
class Avoid:
    """What is not written, an example of it, and what is better."""

    pattern: str
    example: str
    better: str


AVOID = (
    Avoid(
        r"alls are by position|names are yours",
        "Calls are by position; parameter names are yours.",
        "We call your function by position, so you may rename its parameters.",
    ),
    Avoid(r"arguments as they were", "Leave arguments as they were.", "Do not change what is …"),
    Avoid(r"keep nothing between", "keep nothing between calls", "must not remember earlier calls"),
    Avoid(r"smallest room", "the smallest room there is", "the smallest case"),
    Avoid(r"may you hope for", "Which mark may you hope for?", "What mark can you expect?"),
    Avoid(r"older telling", "An older telling blames the corner", "Some textbooks blame"),
    Avoid(r"\bquarrel", "Books quarrel about what stands in front.", "put different constants"),
    Avoid(r"\beats it", "the half eats it", "the half cancels it"),
    Avoid(r"remember the data", "let one remember the data", "one that already knows the data"),
    Avoid(r"keeps? its books|ook the loss", "Book the loss", "Record the loss"),
    Avoid(
        r"(?:\b(?:rows?|steps?|one|numbers?|slopes?|dollars?|updates?|batch_size|values?"
        r"|loss|losses)|%) an? (?:column|row|step|dollar|hand|epoch|batch|parameter)\b",
        "8 rows a step, one a column, dollars a dollar, 0.003 % a step",
        "8 rows per step",
    ),
    Avoid(r"\bbe it (?:only|up)", "be it only up to rounding", "even if only up to rounding"),
    Avoid(r"worth drawing|is no bottom", "is no bottom", "it is not a minimum"),
    Avoid(r"deals otherwise", "`minibatches` deals otherwise.", "deals the rows differently"),
    Avoid(r"as that many steps lead", "comes as far as that many steps lead", "reaches the right"),
    Avoid(r"not the last word", "this is not the last word", "this is not your final score"),
    Avoid(r"\bsigns?\b[^.\n]{0,30}\bturned\b", "Every sign is turned.", "All signs are reversed."),
    Avoid(
        r"\b(?:is|are) asked\b|(?<!What )\bwas asked\b|\b(?:than|steps|size|many) asked\b"
        r"|(?<!nobody )\basked for\b",
        "returned other numbers than asked; one number is asked for",
        "did not return the expected numbers",
    ),
    Avoid(r"(?<!\*)\bresiduals?\b", "The residuals are still squared.", "The errors are …"),
    Avoid(r"[\w)]!(?=\s|$)", "You got there!", "You got there."),
    Avoid("[\U0001f300-\U0001faff\u2705\u2728]", "Well done \U0001f389", "Well done."),
)


def found_in(text: str) -> list[str]:
    """Return what stands in a text and should not, each with what is better."""
    hits = ((match, one) for one in AVOID for match in re.finditer(one.pattern, text))
    return [f"{match[0]!r}: rather {one.better!r}" for match, one in hits]


@pytest.mark.parametrize("one", AVOID, ids=lambda one: one.example)
def test_each_example_is_found_and_what_is_better_is_not(one: Avoid) -> None:
    assert re.search(one.pattern, one.example)
    assert found_in(one.better) == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_is_in_plain_words(lesson: str) -> None:
    hits = {cell.id: found_in(cell.source) for cell in cells_of(lesson)}
    assert {name: found for name, found in hits.items() if found} == {}


def said_about(folder: str) -> Iterator[tuple[str, str]]:
    """Yield what students read of a lesson's mistakes and checks, and where it stands."""
    path = HIDDEN / folder / "words.toml"
    for name, words in tomllib.loads(path.read_text("utf-8")).items():
        yield name, f"{words.get('says', '')} {words.get('asks', '')}"
    for path in (HIDDEN / folder).glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield f"{path.name} {node.name}", ast.get_docstring(node) or ""
    for one in specimens(ROOT, "wrong", folder):
        yield f"{one.exercise}/{one.name}", f"{one.says} {one.asks}"


@pytest.mark.parametrize("folder", ["common", *LESSONS])
def test_what_students_read_of_a_mistake_or_a_check_is_in_plain_words(folder: str) -> None:
    hits = {where: found_in(text) for where, text in said_about(folder)}
    assert {where: found for where, found in hits.items() if found} == {}


def texts_of(path: Path) -> Iterator[str]:
    """Yield a module's texts that are no docstrings; a template as it is."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        yield text
        return
    tree = ast.parse(text)
    bodies = (node.body for node in ast.walk(tree) if isinstance(getattr(node, "body", 0), list))
    statements = (body[0] for body in bodies if body and isinstance(body[0], ast.Expr))
    docstrings = {id(statement.value) for statement in statements}
    texts = (node for node in ast.walk(tree) if isinstance(getattr(node, "value", 0), str))
    yield from (node.value for node in texts if id(node) not in docstrings)


TOLD = sorted([*ENGINE.rglob("*.py"), *ENGINE.rglob("*.html")])


def test_what_the_engine_says_is_in_plain_words() -> None:
    hits = {path: found_in("\n".join(texts_of(path))) for path in TOLD}
    assert {str(path): found for path, found in hits.items() if found} == {}


# --- one sign: error e = prediction − target, miss = −e

TARGET = r"(?:np\.asarray\()?(?:y|y_obs|y_page|seen|target|marks|tips?)\b"
BACKWARDS = re.compile(rf"\berrors? = {TARGET}[^\n]* - |\bmiss(?:es)? = [^\n]*- {TARGET}\W*$", re.M)


def test_what_the_rule_of_signs_finds() -> None:
    assert BACKWARDS.search("error = y - X @ theta")
    assert BACKWARDS.search("    error = np.asarray(y_obs, dtype=float) - theta[0] * x0")
    assert BACKWARDS.search("miss = X @ theta - y\n")
    assert not BACKWARDS.search("error = X @ theta - y\nmiss = marks - guess")


@pytest.mark.parametrize("lesson", LESSONS)
def test_code_calls_an_error_what_the_lessons_call_so(lesson: str) -> None:
    for cell in cells_of(lesson):
        assert not BACKWARDS.search(cell.source), cell.id


def test_the_model_answers_do_so_too() -> None:
    for path in (ROOT / "solutions").glob("*.py"):
        assert not BACKWARDS.search(path.read_text("utf-8")), path.name

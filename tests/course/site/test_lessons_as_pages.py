"""This course's lessons as pages: all that is released, and nothing that students must not see.

Their pictures are not drawn here; `tests/browser/test_site.py` makes the whole site.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from autograder.course import Assignment, Course, text_of, tools_on_path
from autograder.release import leaks_of_file, secrets_of
from autograder.site import pages, site_of
from autograder.site.shown import values_of
from autograder.site.solved import Drawn, Picture
from tests.course.support import ROOT

COURSE = Course.load(ROOT)
LESSONS = COURSE.assignments
REGION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
LEAST = 12  # letters of a line that says something
PHRASE = 8  # words in a row
tools_on_path()
each_lesson = pytest.mark.parametrize("name", LESSONS)


def not_drawn(assignment: Assignment) -> Mapping[str, Drawn]:
    drawn = Drawn((Picture(b"\x89PNG", 8, 6),), ("A line that a solution printed: 4711",))
    return {cell.name: drawn for cell in assignment.cells if cell.role == "picture"}


@pytest.fixture(scope="module")
def files() -> Iterator[Mapping[str, bytes]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "drawn_by", not_drawn)
        yield site_of(COURSE)


def text_of_page(files: Mapping[str, bytes], name: str) -> str:
    """What a reader of the whole page sees, formulas but for their signs."""
    return html.unescape(re.sub(r"<[^<>]*>", "", files[f"{name}.html"].decode()))


def cells(path: Path) -> list[dict]:
    return json.loads(path.read_text("utf-8"))["cells"]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def lines_of(text: str) -> set[str]:
    found = {squeezed(line) for line in text.splitlines()}
    return {line for line in found if len(line) >= LEAST}


def phrases_of(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i : i + PHRASE]) for i in range(len(words) - PHRASE + 1)}


def released(name: str) -> str:
    return "\n".join(text_of(raw) for raw in cells(COURSE.assignment(name).release))


@each_lesson
def test_every_line_of_code_is_there_as_released(files, name: str) -> None:
    told = text_of_page(files, name)
    for raw in cells(COURSE.assignment(name).release):
        if raw["cell_type"] == "code":
            assert text_of(raw).strip() in told, raw["id"]


@each_lesson
def test_no_line_of_a_solution_is_there(files, name: str) -> None:
    """Nor one that only a written model answer, a hidden test or a mark scheme has."""
    assignment = COURSE.assignment(name)
    secret, told = set[str](), squeezed(text_of_page(files, name))
    for raw in cells(assignment.source):
        marks = raw["metadata"].get("nbgrader", {})
        if marks.get("solution"):
            text = text_of(raw)
            secret |= lines_of("\n".join(REGION.findall(text)) if "### BEGIN" in text else text)
    for path in (ROOT / "tests" / "hidden" / name).glob("*.py"):
        secret |= lines_of(path.read_text("utf-8"))
    secret = {line for line in secret if line not in squeezed(released(name))}
    assert len(secret) > 50
    assert {line for line in secret if line in told} == set()


@each_lesson
def test_no_sentence_of_a_mark_scheme_is_there(files, name: str) -> None:
    rubric = (ROOT / "tests" / "hidden" / name / "rubric.md").read_text("utf-8")
    secret = phrases_of(rubric) - phrases_of(released(name))
    assert len(secret) > 20
    assert secret & phrases_of(text_of_page(files, name)) == set()


@each_lesson
def test_the_release_s_own_search_finds_nothing(files, name: str) -> None:
    secrets = secrets_of(COURSE.assignment(name))
    for page in (f"{name}.html", "index.html"):
        assert list(leaks_of_file(files[page], secrets, strict=True)) == []


@each_lesson
def test_what_a_solution_printed_is_not_there(files, name: str) -> None:
    assert "4711" not in text_of_page(files, name)


@each_lesson
def test_every_formula_is_one_and_no_link_leads_nowhere(files, name: str) -> None:
    page = files[f"{name}.html"].decode()
    code = re.compile(r'<div aria-label="Code".*?</pre></div>', re.DOTALL)
    assert "$" not in re.sub(r"<[^<>]*>", "", code.sub("", page).partition("<main>")[2])
    assert page.count("<math") > 10
    assert "&lt;m" not in page, "a formula that is shown as its code"
    for link in re.findall(r'(?:href|src)="([^"]+)"', page):
        file, _, place = link.partition("#")
        assert file in files or file.startswith(("https://", "data:image/")) or not file, link
        assert not place or f'id="{place}"' in page, link


def test_pictures_that_would_be_answers() -> None:
    found = {name: sorted(values_of(COURSE.assignment(name))) for name in LESSONS}
    for name, values in found.items():
        stubs = {e.name: e.stub for e in COURSE.assignment(name).exercises if not e.manual}
        assert values == sorted(n for n, stub in stubs.items() if "def " not in stub)
    assert sum(map(len, found.values())) >= 3

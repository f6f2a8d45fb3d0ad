"""The lessons as pages: what is released and nothing else, read without Jupyter and the network."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.build import build
from autograder.course import Course, tools_on_path
from autograder.errors import CourseError
from autograder.site import site_of, solved
from autograder.site.pages import FONT
from tests.course.support import OTHER_COURSE, copy_other_course, run_tool

NAME = "01_sorting"
PAGE = f"{NAME}.html"
tools_on_path()

HELPERS = """#@title Helpers: no need to read {display-mode: "form"}
%matplotlib inline
import matplotlib.pyplot as plt
secret = 5417


class Words(str):
    def __repr__(self):
        return f"Notice: {self}"
"""
DRAWS = """#@title Picture: your numbers in a row {display-mode: "form"}
plt.plot([smallest([3, 1, 2]), 7])
plt.show()
print("Notice:", "the line rises. By how much at each step?")
display(Words("and where is it lowest of all?"))
print("Your smallest, hidden, is", secret * (2 + smallest([3, 1, 2])))
"""
LOOKS = """#@title Picture: three numbers {display-mode: "form"}
for height in (1, 2):
    plt.plot([1, height])
    plt.show()
"""
GIVES_AWAY = "plt.bar(['low', 'high'], [fact['low'], fact['high']])\nplt.show()"
TEXT = """## A formula, $x^2$, and a table

<details><summary>What is $3 \\cdot 2$?</summary>

It is $6$, as in $$\\frac{12}{2}.$$

</details>

| a | b |
|---:|---|
| $1$ | 2 |

![dot](dot.png) and [the same lesson](../01_sorting/01_sorting.ipynb), at \\$5 or \\$6.

- [ ] Read $e = -1$ and $3 - 1$, and $f'(x)$.

## Twice

## Twice
"""
SOLVED_VALUE = "### BEGIN SOLUTION\nfact = {'low': 8161, 'high': 9323}\n### END SOLUTION"


def cell(name: str, source: str, kind: str = "code", **marks: Any) -> dict[str, Any]:
    """A cell as nbformat keeps it; with marks of nbgrader, one that nbgrader knows."""
    made: dict[str, Any] = {"cell_type": kind, "id": name, "metadata": {}, "source": source}
    if kind == "code":
        made |= {"execution_count": None, "outputs": []}
    if marks:
        usual = {"grade": False, "locked": True, "solution": False, "task": False}
        made["metadata"]["nbgrader"] = {**usual, "schema_version": 3, "grade_id": name, **marks}
    return made


def picture(name: str, source: str) -> dict[str, Any]:
    made = cell(name, source, locked=True)
    made["metadata"] |= {"tags": ["picture"], "jupyter": {"source_hidden": True}}
    return made


def with_pictures(notebook: dict[str, Any]) -> None:
    """Give the small course all that a lesson may have."""
    helpers = cell("helpers", HELPERS, locked=True)
    helpers["metadata"]["jupyter"] = {"source_hidden": True}
    value = [
        cell("fact", SOLVED_VALUE, solution=True, locked=False),
        cell("test_fact", "assert fact['low'] < fact['high']", grade=True, points=1),
        picture("see_fact", GIVES_AWAY),
    ]
    first, *rest = notebook["cells"]
    drawn = [picture("look_numbers", LOOKS), cell("words", TEXT, "markdown")]
    notebook["cells"] = [first, helpers, *drawn, *rest, picture("see_smallest", DRAWS), *value]


def edit(course: Course, change: Callable[[dict[str, Any]], None], *, built: bool = True) -> Course:
    path = course.assignment(NAME).source
    notebook = json.loads(path.read_text("utf-8"))
    change(notebook)
    text = json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", "utf-8")
    if built:
        build(course, NAME)
    return course


def cell_of(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    return next(cell for cell in notebook["cells"] if cell["id"] == name)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course.load(copy_other_course(tmp_path / "course"))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The site of the small course with pictures."""
    root = copy_other_course(tmp_path_factory.mktemp("site") / "course")
    (root / "source" / NAME / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n dot")
    return site_of(edit(Course.load(root), with_pictures))


@pytest.fixture(scope="module")
def page(files: Mapping[str, bytes]) -> str:
    return files[PAGE].decode()


def text_of_page(page: str) -> str:
    return html.unescape(re.sub(r"<[^<>]*>", "", page))


def part(page: str, name: str) -> str:
    """What the page shows of one cell."""
    return page.partition(f'id="cell-{name}"')[2].partition(' id="cell-')[0]


# --- what is on it


def test_there_is_a_page_a_contents_page_and_the_pictures_it_may_show(files) -> None:
    drawn = ("look_numbers-1", "look_numbers-2", "see_smallest")
    pictures = {f"pictures/{NAME}/{name}.png" for name in drawn}
    assert set(files) == {"index.html", PAGE, *FONT, *pictures}
    assert all(files[name].startswith(b"\x89PNG") for name in pictures)
    assert f'<a href="{PAGE}">Sorting by hand</a>' in files["index.html"].decode()


def test_code_stands_as_released(page: str) -> None:
    told = text_of_page(page)
    assert '"""Return the place of the smallest number."""\n    # YOUR CODE HERE' in told
    assert "YOUR ANSWER HERE" in told
    for source in (HELPERS, DRAWS, LOOKS, GIVES_AWAY):
        assert source.strip() in told


def test_machinery_is_folded_and_other_code_is_not(page: str) -> None:
    summary = "<summary>Helpers: no need to read</summary>"
    assert f'<details class="machinery">{summary}' in part(page, "helpers")
    assert "<details" not in part(page, "smallest")
    assert "<details" not in part(page, "test_smallest"), "its metadata does not fold it"


def test_a_picture_of_answers_waits_for_the_prediction_and_another_does_not(page: str) -> None:
    own, looked = part(page, "see_smallest"), part(page, "look_numbers")
    assert '<details class="reveal"><summary>Picture: your numbers in a row' in own
    assert "Drawn with the model answers" in own
    assert "reveal" not in looked
    assert "model answers" not in looked
    for shown, name in ((own, "see_smallest"), (looked, "look_numbers-2")):
        assert f'src="pictures/{NAME}/{name}.png"' in shown
        assert 'alt="Picture: ' in shown
        assert re.search(r'height="\d+" .*width="\d{3}"', shown), "so that nothing jumps"


def test_a_printed_line_is_shown_only_if_the_released_cell_holds_it(files, page: str) -> None:
    notice = "<p>Notice: the line rises. By how much at each step?</p>"
    assert notice in part(page, "see_smallest")
    assert "<p>Notice: and where is it lowest of all?</p>" in part(page, "see_smallest")
    assert all(str(5417 * 3).encode() not in data for data in files.values())
    assert text_of_page(page).count("Your smallest, hidden, is") == 1, "in the code only"


def test_a_picture_of_an_answer_that_is_a_value_is_not_shown(files, page: str) -> None:
    shown = part(page, "see_fact")
    assert "This picture would show the answer." in shown
    assert "<img" not in shown
    for data in files.values():
        assert b"8161" not in data
        assert b"9323" not in data


def test_no_other_cell_shows_what_it_printed(page: str) -> None:
    for name in ("helpers", "smallest", "test_smallest", "fact", "test_fact"):
        assert "<img" not in part(page, name)
    assert page.count("<img") == 4  # three of pictures, one of a text


# --- how it is read


def test_formulas_are_mathml_also_between_tags_and_dollars_stay(page: str) -> None:
    words = part(page, "words")
    assert words.count("<math") == 8
    assert re.search(r"<summary>What is .*<math.*</math>\?</span></summary>", words)
    assert [line for line in text_of_page(words).splitlines() if "$" in line] == [
        " and the same lesson, at $5 or $6."
    ]


def test_a_minus_that_is_a_sign_stands_close(page: str) -> None:
    words = part(page, "words")
    assert '<mo>=</mo><mo lspace="0" rspace="0">−</mo><mn>1</mn>' in words
    assert "<mn>3</mn><mo>−</mo><mn>1</mn>" in words


def test_a_prime_is_raised_once_and_a_formula_keeps_its_comma(page: str) -> None:
    words = part(page, "words")
    assert "<mrow><mi>f</mi><mo>′</mo></mrow>" in words
    assert re.search(r'<span class="together"><math><mn>3</mn>.*?</math>,</span> and', words)


def test_headings_can_be_linked_to(page: str) -> None:
    (link,) = re.findall(r'<a href="#([^"]+)">A formula', page)
    assert f'<h2 id="{link}">A formula' in page
    names = re.findall(r' id="([^"]+)"', page)
    assert sorted(set(names)) == sorted(names)


def test_a_picture_beside_the_notebook_comes_into_the_page(page: str) -> None:
    assert re.search(r'<img alt="dot" src="data:image/png;base64,[\w+/=]+"', page)


def test_a_link_to_a_notebook_leads_to_its_page(page: str) -> None:
    assert f'<a href="{PAGE}">the same lesson</a>' in page


def test_nothing_acts_and_nothing_is_loaded_from_elsewhere(files) -> None:
    for name in ("index.html", PAGE):
        text = files[name].decode()
        assert "<script" not in text
        assert " style=" not in text, "the policy forbids it"
        assert not re.search(r'(?:src|<link[^>]*href)="(?:https?:)?//', text)
        assert "default-src 'none'; img-src 'self' data:;" in html.unescape(text)
        assert 'name="viewport"' in text


def test_made_again_it_is_the_same(course: Course) -> None:
    edit(course, with_pictures_but_dot)
    assert site_of(course) == site_of(course)


def with_pictures_but_dot(notebook: dict[str, Any]) -> None:
    with_pictures(notebook)
    words = cell_of(notebook, "words")
    words["source"] = words["source"].replace("![dot](dot.png) and", "See")


def test_the_other_course_has_its_site(tmp_path: Path) -> None:
    course = copy_other_course(tmp_path / "course")
    done = run_tool(course, "course", "site", "--to", str(tmp_path / "pages"))
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{tmp_path / 'pages'}: 2 pages, 0 pictures; open index.html there\n"
    assert "Sorting by hand" in (tmp_path / "pages" / PAGE).read_text("utf-8")
    assert (course / "release" / NAME / f"{NAME}.ipynb").read_bytes() == (
        OTHER_COURSE / "release" / NAME / f"{NAME}.ipynb"
    ).read_bytes()


# --- what stops it


def stops(course: Course, *says: str) -> None:
    with pytest.raises(CourseError) as told:
        site_of(course)
    for words in says:
        assert words in str(told.value)
    assert len(str(told.value).splitlines()) == 1


def test_a_release_that_is_missing(course: Course) -> None:
    course.assignment(NAME).release.unlink()
    stops(course, f"{NAME}.ipynb: not built yet; run `course build`")


def test_a_release_that_is_damaged(course: Course) -> None:
    course.assignment(NAME).release.write_text("{")
    stops(course, f"{NAME}.ipynb: damaged", "run `course build`")


def test_a_release_that_is_stale(course: Course) -> None:
    edit(course, with_pictures_but_dot, built=False)
    where = f"release/{NAME}/{NAME}.ipynb"
    stops(course, f"{where}: is not what source/ gives; course build {NAME}")


def test_a_source_that_is_not_there(course: Course) -> None:
    course.assignment(NAME).source.unlink()
    stops(course, f"source/{NAME}/{NAME}.ipynb: not there, so nothing can draw the pictures")


def test_a_course_without_an_assignment(course: Course) -> None:
    for folder in ("source", "release"):
        next((course.root / folder).rglob("*.ipynb")).unlink()
    stops(course, "there is no assignment; begin one with `course new`")


def failing(name: str, source: str) -> Callable[[dict[str, Any]], None]:
    def change(notebook: dict[str, Any]) -> None:
        with_pictures_but_dot(notebook)
        cell_of(notebook, name)["source"] = source

    return change


SAYS = {
    "raises": ("1 / 0", "raises ZeroDivisionError: division by zero"),
    "ends": ("import os\nos._exit(3)", "ends its process"),
    "draws nothing": ("print('no numbers\\nyet')", "draws no picture (no numbers yet)"),
    "is silent": ("pass", "draws no picture (says nothing)"),
}


@pytest.mark.parametrize("how", SAYS)
def test_a_cell_of_the_solved_notebook_that(course: Course, how: str) -> None:
    source, says = SAYS[how]
    edit(course, failing("see_smallest", source))
    stops(course, f"source/{NAME}/{NAME}.ipynb: its cell 'see_smallest' {says}, when the solved")


def test_a_solution_that_raises_although_its_tag_allows_that(course: Course) -> None:
    def change(notebook: dict[str, Any]) -> None:
        answer = cell_of(notebook, "smallest")
        answer["metadata"]["tags"] = ["raises-exception"]
        text = "".join(answer["source"])
        answer["source"] = text + "\nraise KeyError('no place')"

    edit(course, change)
    stops(course, "its cell 'smallest' raises KeyError: 'no place'")


def test_a_cell_that_takes_too_long(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solved, "CELL_SECONDS", 2)
    edit(course, failing("see_smallest", "import time\ntime.sleep(60)"))
    stops(course, "its cell 'see_smallest' takes longer than 2 s")


def test_a_solution_that_was_pasted_below_its_region(course: Course) -> None:
    def change(notebook: dict[str, Any]) -> None:
        answer = cell_of(notebook, "sort_numbers")
        text = "".join(answer["source"])
        region = re.search(r"### BEGIN SOLUTION\n(.*?) *### END SOLUTION", text, re.DOTALL)
        answer["source"] = f"{text}\n\n'''\n{region[1]}'''"

    edit(course, change)
    stops(course, f"{PAGE} would hold a line of the solution of 'sort_numbers'", "--check")


def test_a_picture_that_cannot_be_looked_into(course: Course) -> None:
    def change(notebook: dict[str, Any]) -> None:
        words = cell("words", "![dot](attachment:dot.png)", "markdown")
        packed = base64.b64encode(b"7z\xbc\xaf\x27\x1c and the solutions").decode()
        words["attachments"] = {"dot.png": {"image/png": packed}}
        notebook["cells"].append(words)

    edit(course, change)
    stops(course, f"{PAGE} would hold an archive of a kind that cannot be looked into")


def test_the_source_and_its_folder_stay_as_they_are(course: Course) -> None:
    edit(course, failing("look_numbers", f"open('made', 'w').write('x')\n{LOOKS}"))
    before = {p: p.read_bytes() for p in course.root.rglob("*") if p.is_file()}
    site_of(course)
    after = {p: p.read_bytes() for p in course.root.rglob("*") if p.is_file()}
    assert {p for p in after if "__pycache__" not in p.parts} == set(before)
    assert all(after[path] == data for path, data in before.items())

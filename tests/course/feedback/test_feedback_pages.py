"""Feedback pages and the report of a hostile class: complete, valid, nothing on them is live."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import datetime
from html import unescape
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter

from autograder.course import Course
from autograder.course.rubric import rubrics_of
from autograder.feedback.graded import GradedClass, Shown
from autograder.feedback.page import Pages
from autograder.feedback.solutions import Solutions
from autograder.nbgrader_plugins.formgrader import ShowRubric
from tests.course.support import copy_course, run_tool
from tests.course.support import hostile_pages as hostile
from tests.course.support.hostile_pages import NAME, live_parts, page_of
from tests.course.support.points import points_of

POINTS = points_of(NAME)
OF_ALL = f"<small>of {POINTS.full:g} points</small>"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_course(tmp_path_factory.mktemp("hostile"))
    hostile.hostile_class(root)
    return root


def read(root: Path, student: str) -> str:
    return page_of(root, student).read_text("utf-8")


@pytest.mark.parametrize("student", ["mallory", "rosa", "ada", "zoe"])
def test_a_page_is_valid_and_holds_nothing_live(root: Path, student: str) -> None:
    assert live_parts(read(root, student)) == []


def test_the_report_is_valid_and_holds_nothing_live(root: Path) -> None:
    assert live_parts((root / "reports" / f"{NAME}.html").read_text("utf-8")) == []


def test_a_page_s_own_policy_forbids_all_but_its_pictures_and_style(root: Path) -> None:
    for page in (read(root, "mallory"), (root / "reports" / f"{NAME}.html").read_text("utf-8")):
        (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
        rules = dict(rule.split(maxsplit=1) for rule in policy.replace("&#39;", "'").split("; "))
        assert rules.pop("style-src").startswith("'sha256-")
        assert rules == {
            "default-src": "'none'",
            "img-src": "data:",
            "base-uri": "'none'",
            "form-action": "'none'",
        }


def test_what_can_be_shown_is_shown(root: Path) -> None:
    page = read(root, "mallory")
    assert "<th>kept</th>" in page  # HTML output keeps its tables
    assert "&lt;script&gt;" in page  # as text: the teacher sees what was tried
    assert page.count('alt="The figure that this cell drew"') == 1
    assert "\x1b" not in page
    assert "‮" not in page


def test_each_exercise_says_what_was_asked_and_what_came_of_it(root: Path) -> None:
    page = read(root, "ada")
    course = Course.load(root)
    for exercise in course.assignment(NAME).exercises:
        assert (
            f'<section class="{"manual" if exercise.manual else "passed"}" id="{exercise.name}"'
            in page
        )
    assert "Measure <em>both</em> slopes at the old point" in page
    assert f"{POINTS.by_tests:g} {OF_ALL}" in page
    assert "1 answer waits for a person" in page
    assert page.count('<svg class="picture"') == 1


def test_an_added_cell_tells_its_number(root: Path) -> None:
    """Messages such as "while running cell 36" speak of it."""
    notebook = json.loads((root / f"autograded/mallory/{NAME}/{NAME}.ipynb").read_text("utf-8"))
    last = len(notebook["cells"])
    assert notebook["cells"][-1]["id"].startswith("scratch")
    assert f"Cell {last}, which you added:" in read(root, "mallory")
    assert "which you added:" not in read(root, "ada")


def test_a_person_s_points_and_words_count(root: Path) -> None:
    page = read(root, "mallory")
    assert "A person wrote:" in page
    assert f"2.5 of {POINTS.read['why_subtract']:g} points" in page
    assert "read by a person" in page


def test_the_page_says_truly_what_a_part_of_the_points_is_for(root: Path) -> None:
    """A named mistake earns its own share, even with no check passed."""
    said = " ".join(read(root, "mallory").split())
    assert "a fixed part where this page names your one mistake, else the share of checks" in said


def test_an_untouched_notebook_is_told_where_to_write(root: Path) -> None:
    page = read(root, "rosa")
    assert f"0 {OF_ALL}" in page
    assert page.count("Replace the line under YOUR CODE HERE.") == len(POINTS.tested)


def test_a_refused_notebook_gets_a_page_that_says_why(root: Path) -> None:
    page = read(root, "zoe")
    assert "This notebook could not be taken in" in page
    assert "JSON" in page
    assert "<h2" in page


def test_our_fault_is_no_zero(root: Path) -> None:
    """The grade of a submission that could not be graded, as its graded notebook carries it."""
    from dataclasses import replace

    course = Course.load(root)
    assignment = course.assignment(NAME)
    (one,) = GradedClass(course, assignment, ["rosa"])
    grade = replace(one.grade, status="could_not_grade", exercises=(), message="Traceback: secret")
    page = Pages(course, assignment).html(replace(one, grade=grade))
    assert "Something broke on our side; this does not count against you." in page
    assert OF_ALL not in page
    assert "secret" not in page
    assert live_parts(page) == []


def test_a_student_s_name_is_text(root: Path) -> None:
    from dataclasses import replace

    course = Course.load(root)
    assignment = course.assignment(NAME)
    (one,) = GradedClass(course, assignment, ["rosa"])
    grade = replace(one.grade, student=hostile.HTML["closing"])
    page = Pages(course, assignment).html(replace(one, grade=grade))
    assert live_parts(page) == []
    assert "&lt;/code&gt;" in page


def test_outputs_that_nobody_cleaned_do_not_act_either(root: Path) -> None:
    """The second wall: as if an older version had graded, or somebody had written into the file."""
    from dataclasses import replace

    course = Course.load(root)
    assignment = course.assignment(NAME)
    (one,) = GradedClass(course, assignment, ["rosa"])
    shown = [{"text/html": vector} for vector in hostile.HTML.values()]
    shown += [{mime: vector} for mime, vector in hostile.OTHER.items()]
    cells = tuple(
        Shown(99, "", "code", "1", True, True, ({"output_type": "display_data", "data": data},))
        for data in (*shown, {"text/html": "<table><tr><th>kept</th></tr></table>"})
    )
    page = Pages(course, assignment).html(replace(one, cells=(*one.cells, *cells)))
    assert live_parts(page) == []
    assert "<th>kept</th>" in page


def test_lateness_is_told(root: Path) -> None:
    from dataclasses import replace

    course = Course.load(root)
    assignment = course.assignment(NAME)
    (one,) = GradedClass(course, assignment, ["ada"])
    late = replace(one, marks=replace(one.marks, late_penalty=1.7))
    page = Pages(course, assignment).html(late)
    assert f"Handed in late: 1.7 of the {POINTS.by_tests:g} points are lost." in page
    assert f"{POINTS.by_tests - 1.7:g} {OF_ALL}" in page


def test_stock_nbgrader_writes_the_same_page(root: Path) -> None:
    ours = {
        path.parent.parent.name: path.read_text() for path in root.glob(f"feedback/*/{NAME}/*.html")
    }
    done: subprocess.CompletedProcess[str] = run_tool(
        root, "nbgrader", "generate_feedback", NAME, "--force"
    )
    assert done.returncode == 0, done.stderr
    theirs = {
        path.parent.parent.name: path.read_text() for path in root.glob(f"feedback/*/{NAME}/*.html")
    }
    assert set(theirs) == {"mallory", "rosa", "ada", "zoe"}
    assert theirs == ours
    assert {path.name for path in page_of(root, "ada").parent.iterdir()} <= {
        f"{NAME}.html",
        "timestamp.txt",
        "submission_secret.txt",
    }


def test_a_notebook_of_another_version_is_left_out_with_the_way_on(root: Path) -> None:
    path = root / "autograded" / "rosa" / NAME / f"{NAME}.ipynb"
    kept = path.read_text()
    try:
        path.write_text(kept.replace('"grade": {', '"grades": {', 1))
        done = run_tool(root, "course", "feedback", NAME)
        assert "3 feedback pages" in done.stdout
        assert "course: 1 could not be given a page: 'rosa' (" in done.stderr
        assert f"course grade {NAME} --student rosa --force" in done.stderr
    finally:
        path.write_text(kept)


def by_nbconvert(root: Path, student: str) -> str:
    path = root / "autograded" / student / NAME / f"{NAME}.ipynb"
    return str(HTMLExporter().from_filename(str(path))[0])


@pytest.mark.parametrize("show", [hostile.in_the_form_grader, by_nbconvert])
def test_a_teacher_s_view_of_the_notebook_shows_nothing_live(root: Path, show) -> None:
    """Both have scripts of their own; an address that they turn into a link is not live."""
    tag = rf"<(?![/!])(?!a href=.https://)[^>]*(?:{hostile.MARK}|away\.example)[^>]*>"
    live = re.compile(rf"{tag}|<script[^>]*>[^<]*{hostile.MARK}")
    page = show(root, "mallory")
    assert hostile.MARK in page
    assert live.findall(page) == []


def test_the_form_grader_asks_no_other_place_and_shows_formulas(root: Path) -> None:
    """Stock nbgrader's page would load MathJax from elsewhere; ours has MathML in it."""
    page = hostile.in_the_form_grader(root, "ada")
    links = r"<(?!a )[^>]*"  # what a person may click is not asked for
    asked = re.findall(links + r'(?:src|href)="(?:https?:)?//([^/"]+)', page)
    assert {f"https://{host}" for host in asked} == {hostile.OWN}
    assert page.count("<math") > 5
    assert r"\theta" not in page


# --- model answers, after the date


def with_solutions(root: Path, student: str) -> str:
    course = Course.load(root)
    assignment = course.assignment(NAME)
    (one,) = GradedClass(course, assignment, [student])
    return Pages(course, assignment, Solutions(course, assignment, datetime(2100, 1, 1))).html(one)


@pytest.mark.parametrize("student", ["mallory", "rosa", "ada", "zoe"])
def test_a_page_with_model_answers_is_valid_and_holds_nothing_live(
    root: Path, student: str
) -> None:
    assert live_parts(with_solutions(root, student)) == []


def test_what_to_read_again_stands_on_the_page_under_the_lesson_s_own_heading(root: Path) -> None:
    page = with_solutions(root, "rosa")
    led = re.findall(r'Read again: <a href="#([\w-]+)">(.+?)</a>', page)
    assert len(led) == len(POINTS.tested) + len(POINTS.read)
    headings = Course.load(root).assignment(NAME).source.read_text("utf-8")
    for place, title in set(led):
        (text,) = re.findall(rf'<section id="{place}".*?</section>', page, re.DOTALL)
        assert f">{title}</h2>" in text
        assert f"## {title}" in headings
        assert len(text.split()) > 80


def test_who_has_all_points_is_sent_to_nothing(root: Path) -> None:
    """A written answer that waits may have them or not."""
    page = with_solutions(root, "ada")
    assert page.count("Read again:") == len(POINTS.read)
    assert page.count("A right one, of many") == len(POINTS.tested) + len(POINTS.read)


# --- the mark scheme, where a teacher gives points and nowhere else


def schemes(root: Path) -> list[str]:
    """Sentences of the mark schemes that stand nowhere else."""
    rubrics = rubrics_of(root, NAME).values()
    replies = [belief.reply for rubric in rubrics for belief in rubric.beliefs]
    assert len(replies) > 3
    return ["Mark scheme of", "Half of a point", "What students often believe", *replies]


def words_of(page: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", "", page).split()))


def test_the_form_grader_shows_the_scheme_below_each_written_answer(root: Path) -> None:
    for student in ("ada", "mallory", "rosa"):
        page = hostile.in_the_form_grader(root, student)
        shown = words_of(page)
        for exercise in POINTS.read:
            assert shown.count(f"Mark scheme of {exercise}") == 1
            field = page.index(f'id="{exercise}-comment"')
            assert field < page.index(f"Mark scheme of <code>{exercise}</code>")
        for sentence in schemes(root):
            assert sentence.replace("*", "") in shown, sentence


def test_the_scheme_is_as_it_is_now_and_one_that_cannot_be_read_is_told(root: Path) -> None:
    path = root / "tests" / "hidden" / NAME / "rubric.md"
    kept = path.read_bytes()
    try:
        path.write_bytes(kept.replace(b"Half points are fine", b"Thirds are fine, too"))
        assert "Thirds are fine, too" in hostile.in_the_form_grader(root, "ada")
        path.write_bytes(b"\xff")
        assert "rubric.md cannot be read" in hostile.in_the_form_grader(root, "ada")
        path.unlink()
        assert "Mark scheme" not in hostile.in_the_form_grader(root, "ada")
    finally:
        path.write_bytes(kept)


def nothing_of_the_schemes(text: str, root: Path) -> None:
    shown = words_of(text)
    assert [sentence for sentence in schemes(root) if sentence in shown or sentence in text] == []


@pytest.mark.parametrize("student", ["ada", "mallory", "rosa", "zoe"])
def test_no_graded_notebook_no_page_and_no_release_holds_a_scheme(root: Path, student: str) -> None:
    graded = root / "autograded" / student / NAME / f"{NAME}.ipynb"
    nothing_of_the_schemes(graded.read_text("utf-8"), root)
    nothing_of_the_schemes(read(root, student), root)
    nothing_of_the_schemes(by_nbconvert(root, student), root)
    nothing_of_the_schemes(Course.load(root).assignment(NAME).release.read_text("utf-8"), root)


@pytest.mark.parametrize("lacks", ["submission_id", "assignment_id", ""])
def test_only_a_page_of_the_form_grader_gets_a_scheme(root: Path, lacks: str) -> None:
    path = root / "autograded" / "ada" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    about = {"metadata": {"path": str(path.parent)}, "assignment_id": NAME, "submission_id": "1"}
    about.pop(lacks, None)
    made, _ = ShowRubric().preprocess(notebook, about)
    assert any("Mark scheme of" in cell.source for cell in made.cells) == (not lacks)


STOCK = (
    "--GenerateFeedback.exporter_class=nbconvert.exporters.HTMLExporter",
    f"--HTMLExporter.extra_template_basedirs={hostile.NBGRADERS_TEMPLATES}",
)


@pytest.mark.parametrize("options", [(), STOCK], ids=["our pages", "nbgrader's own pages"])
def test_what_nbgrader_returns_to_students_holds_no_scheme(
    root: Path, options: tuple[str, ...]
) -> None:
    """Not even on its own pages, for which its exporter reads the form grader's settings."""
    done: subprocess.CompletedProcess[str] = run_tool(
        root, "nbgrader", "generate_feedback", NAME, "--force", *options
    )
    assert done.returncode == 0, done.stderr
    pages = [path.read_text("utf-8") for path in root.glob(f"feedback/*/{NAME}/*.html")]
    assert len(pages) == 4
    for page in pages:
        assert ("(Score: " in page) == bool(options)
        nothing_of_the_schemes(page, root)

"""Backups hold what was typed so far; changed points and exercises keep what people gave."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from autograder.errors import CourseError
from autograder.gradebook.backup import backup, restore
from tests.course.support import OTHER_COURSE, copy_other_course, gradebook_dump, register, run_tool
from tests.course.support.points import points_of

NAME = "01_sorting"
POINTS = points_of(NAME, OTHER_COURSE)
MOST = POINTS.read["why"]  # fatima gets it


def class_of(root: Path, *students: str) -> Path:
    """The small course, in which these students have handed in what is right."""
    assignment = Course.load(copy_other_course(root)).assignment(NAME)
    for student in students:
        folder = root / "submitted" / student / NAME
        folder.mkdir(parents=True)
        notebook = json.dumps(notebook_with(assignment, solved(assignment)))
        (folder / f"{NAME}.ipynb").write_text(notebook, "utf-8")
    return root


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = class_of(tmp_path_factory.mktemp("class") / "course", "ada", "fatima")
    done = run_tool(root, "course", "grade", NAME, "--quiet")
    assert done.returncode == 0, done.stderr
    with gradebook(root) as book:
        for student, points in (("ada", MOST - 0.5), ("fatima", MOST)):
            one = book.find_submission_notebook(NAME, NAME, student)
            for grade in one.grades:
                if grade.name == "why":
                    grade.manual_score, grade.needs_manual_grade = points, False
            for comment in one.comments:
                comment.manual_comment = f"read, {student}"
        book.update_or_create_submission(NAME, "ada").extension = None
        book.db.commit()
    return root


@pytest.fixture
def root(graded: Path, tmp_path: Path) -> Path:
    return shutil.copytree(graded, tmp_path / "course")


def gradebook(root: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{root / 'gradebook.db'}", "sorting")


def typed(database: Path) -> list[tuple[str, str, float]]:
    with closing(sqlite3.connect(database)) as db:
        return db.execute(
            "select s.student_id, c.name, g.manual_score from grade g"
            " join base_cell c on c.id = g.cell_id"
            " join submitted_notebook n on n.id = g.notebook_id"
            " join submitted_assignment s on s.id = n.assignment_id"
            " where g.manual_score is not null order by 1, 2"
        ).fetchall()


def comments(database: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(database)) as db:
        return db.execute(
            "select c.name, m.manual_comment from comment m"
            " join base_cell c on c.id = m.cell_id order by 1, 2"
        ).fetchall()


def test_a_backup_holds_what_somebody_who_is_still_at_it_has_typed(root: Path) -> None:
    """The form grader's connection is open: a copy of the file alone would not have its points."""
    with closing(sqlite3.connect(root / "gradebook.db")) as person:
        person.execute("PRAGMA journal_mode=WAL")
        person.execute("PRAGMA wal_autocheckpoint=0")
        person.execute(f"UPDATE grade SET manual_score = 0.25 WHERE manual_score = {MOST - 0.5}")
        person.commit()
        shutil.copy(root / "gradebook.db", root / "by_hand.db")
        done = run_tool(root, "course", "backup", "kept.db")
        assert done.returncode == 0, done.stderr
    assert ("ada", "why", MOST - 0.5) in typed(root / "by_hand.db"), "no trap any more?"
    assert typed(root / "kept.db") == [
        ("ada", "why", 0.25),
        ("fatima", "why", MOST),
    ]
    assert "2 scores typed by a person" in done.stdout


def test_what_is_restored_is_the_backup_and_what_was_there_is_kept(root: Path) -> None:
    before = gradebook_dump(root)
    saved = backup(Course.load(root))
    assert saved.parent == root / "backups"
    with closing(sqlite3.connect(root / "gradebook.db")) as person:  # open all the while
        person.execute("UPDATE grade SET manual_score = 0")
        person.commit()
        after = typed(root / "gradebook.db")
        done = run_tool(root, "course", "restore", str(saved))
        assert done.returncode == 0, done.stderr
        assert person.execute("SELECT max(manual_score) FROM grade").fetchone() == (MOST,)
    assert gradebook_dump(root) == before
    (kept,) = (root / "backups").glob("before-restore-*.db")
    assert str(kept) in done.stdout
    assert typed(kept) == after


def test_a_damaged_gradebook_is_replaced_and_not_thrown_away(root: Path) -> None:
    saved = backup(Course.load(root))
    (root / "gradebook.db").write_bytes(b"not a database, but somebody may want it")
    for ending in ("-wal", "-shm"):
        (root / f"gradebook.db{ending}").unlink(missing_ok=True)
    kept = restore(Course.load(root), saved)
    assert kept is not None
    assert kept.read_bytes() == b"not a database, but somebody may want it"
    assert len(typed(root / "gradebook.db")) == 2


@pytest.mark.parametrize("what", ["text", "another database", "another version", "cut", "nothing"])
def test_what_is_no_backup_changes_nothing(root: Path, what: str) -> None:
    file = root / "odd.db"
    if what == "text":
        file.write_text("no database at all, but long enough to have a header of its own")
    elif what == "another database":
        with closing(sqlite3.connect(file)) as db:
            db.execute("CREATE TABLE other (a)")
            db.commit()
    elif what != "nothing":
        backup(Course.load(root), file)
        if what == "another version":
            with closing(sqlite3.connect(file)) as db:
                db.execute("UPDATE alembic_version SET version_num = 'older'")
                db.commit()
        else:
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    before = gradebook_dump(root)
    with pytest.raises(CourseError, match=r"odd\.db"):
        restore(Course.load(root), file)
    assert gradebook_dump(root) == before
    assert not list(root.glob("backups/before-restore*"))


def test_a_backup_is_never_written_over_something(root: Path) -> None:
    (root / "mine.txt").write_text("mine")
    done = run_tool(root, "course", "backup", "mine.txt")
    assert done.returncode == 2
    assert "exists already" in done.stderr
    assert (root / "mine.txt").read_text() == "mine"
    done = run_tool(root, "course", "backup", "nowhere/mine.db")
    assert "there is no folder" in done.stderr
    assert not [path for path in root.iterdir() if path.name.startswith(".mine")]


# --- points and exercises that change after people have read


def change_source(root: Path, change) -> None:
    path = root / "source" / NAME / f"{NAME}.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    change(notebook["cells"])
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")


def points(root: Path) -> dict[str, dict[str, str]]:
    done = run_tool(root, "course", "export", "--to", "csv", NAME)
    assert done.returncode == 0, done.stderr
    head, *rows = [line.split(",") for line in done.stdout.splitlines()]
    return {row[0]: dict(zip(head, row, strict=True)) for row in rows}


def test_changed_points_keep_every_score_and_comment(root: Path) -> None:
    before = typed(root / "gradebook.db"), comments(root / "gradebook.db")
    tested = POINTS.tested["smallest"]

    def fewer(cells):
        for cell in cells:
            marks = cell["metadata"].get("nbgrader", {})
            if marks.get("grade_id") == "test_smallest":
                marks["points"] = int(2 * tested)
            if marks.get("grade_id") == "why":
                marks["points"] = int(MOST) - 1

    change_source(root, fewer)
    done = run_tool(root, "course", "build", NAME)
    assert done.returncode == 0, done.stderr
    assert f"test_smallest: {tested:g} points are now {2 * tested:g}" in done.stderr
    assert "2 scores that people gave for why are above that" in done.stderr
    done = run_tool(root, "course", "grade", NAME, "--quiet")
    assert done.returncode == 0, done.stderr
    assert (typed(root / "gradebook.db"), comments(root / "gradebook.db")) == before
    rows = points(root)
    assert rows["ada"]["smallest"] == f"{2 * tested:g}"
    assert rows["ada"]["max_points"] == f"{POINTS.full + tested - 1:g}"
    assert rows["ada"]["why"] == f"{MOST - 0.5:g}"


def test_an_export_between_a_change_and_the_grading_says_why_it_is_none(root: Path) -> None:
    release = root / "release" / NAME / f"{NAME}.ipynb"
    text = release.read_text("utf-8")
    release.write_text(re.sub(r'"points": \d+', '"points": 99', text, count=1), "utf-8")
    done = run_tool(root, "course", "export", "--to", "csv", NAME, "--output", "grades.csv")
    assert done.returncode == 2
    assert "have changed since it was graded; course grade 01_sorting" in done.stderr
    assert not (root / "grades.csv").exists()


def test_an_export_before_anybody_was_graded_says_so(tmp_path: Path) -> None:
    root = class_of(tmp_path / "new", "ada")
    done = run_tool(root, "course", "export", "--to", "csv", NAME, "--output", "grades.csv")
    assert done.returncode == 2
    assert "nobody's work; course grade 01_sorting" in done.stderr
    register(root, NAME)
    assert run_tool(root, "course", "export", "--to", "csv", NAME).returncode == 2


def test_an_exercise_that_goes_is_backed_up_and_named_and_may_come_back(root: Path) -> None:
    before = typed(root / "gradebook.db")
    original = (root / "source" / NAME / f"{NAME}.ipynb").read_text("utf-8")

    def drop(cells):
        gone = ("sort_numbers", "test_sort_numbers", "why")
        cells[:] = [
            c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") not in gone
        ]

    change_source(root, drop)
    done = run_tool(root, "course", "build", NAME)
    assert done.returncode == 0, done.stderr
    assert "why is no longer there; 2 scores that people gave" in done.stderr
    (saved,) = (root / "backups").glob("gradebook-*.db")
    assert str(saved) in done.stderr
    assert typed(saved) == before
    assert run_tool(root, "course", "grade", NAME, "--quiet").returncode == 0
    assert "sort_numbers" not in points(root)["ada"]
    (root / "source" / NAME / f"{NAME}.ipynb").write_text(original, "utf-8")
    done = run_tool(root, "course", "build", NAME)
    assert f"why is new, {MOST:g} points" in done.stderr
    assert run_tool(root, "course", "grade", NAME, "--quiet").returncode == 0
    rows = points(root)
    assert rows["ada"]["sort_numbers"] == f"{POINTS.tested['sort_numbers']:g}"
    assert rows["ada"]["needs_person"] == "yes"
    done = run_tool(root, "nbgrader", "generate_assignment", NAME, "--force")
    assert done.returncode == 0, done.stderr


def test_a_build_without_a_gradebook_makes_none(tmp_path: Path) -> None:
    root = class_of(tmp_path / "new")
    assert run_tool(root, "course", "build", NAME).returncode == 0
    assert not (root / "gradebook.db").exists()

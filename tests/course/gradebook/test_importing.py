"""Points from a spreadsheet become a person's; nothing that somebody gave is replaced unasked."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.errors import CourseError
from autograder.gradebook.importing import Import, import_scores
from tests.course.support import copy_other_course, gradebook_dump, register, small_class
from tests.course.support.small_class import NAME, VALUE, cells, course, give

HEAD = "student,smallest,why\n"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    works = {"ada": {}, "bela": {"smallest": VALUE}}
    root = small_class.graded_class(tmp_path_factory.mktemp("class") / "course", works)
    give(root, "ada", "why", 2.0)
    return root


@pytest.fixture
def root(graded: Path, tmp_path: Path) -> Path:
    return shutil.copytree(graded, tmp_path / "course")


def manual(root: Path) -> dict[tuple[str, str], float]:
    return {
        (student, cell): about["manual_score"]
        for student in ("ada", "bela")
        for cell, about in cells(root, student).items()
        if about["manual_score"] is not None
    }


def test_new_points_are_shown_first_and_then_written(root: Path) -> None:
    (root / "points.csv").write_text('student;Why;smallest\nada;"2,0";2\nbela;"1,5";\n')
    before = gradebook_dump(root)
    done = course(root, "import-scores", NAME, "points.csv")
    assert "new: bela why no points → 1.5" in done.stdout
    assert "1 new, 0 differ from a person's, 2 equal; nothing written: --write" in done.stdout
    assert gradebook_dump(root) == before
    done = course(root, "import-scores", NAME, "points.csv", "--write")
    assert "1 written" in done.stdout
    assert manual(root) == {("ada", "why"): 2.0, ("bela", "why"): 1.5}
    assert not cells(root, "bela")["why"]["needs_manual_grade"]
    course(root, "grade", NAME, "--force")
    assert manual(root) == {("ada", "why"): 2.0, ("bela", "why"): 1.5}


def test_points_that_a_person_gave_before_are_replaced_only_when_asked(root: Path) -> None:
    (root / "points.csv").write_text(HEAD + "ada,,3\nbela,1.5,\n")
    done = course(root, "import-scores", NAME, "points.csv", "--write", code=1)
    assert "a person gave other points: ada why 2 → 3" in done.stdout
    assert "1 written; 1 left as they are: --replace takes them" in done.stdout
    assert manual(root) == {("ada", "why"): 2.0, ("bela", "test_smallest"): 1.5}
    course(root, "import-scores", NAME, "points.csv", "--write", "--replace")
    assert manual(root) == {("ada", "why"): 3.0, ("bela", "test_smallest"): 1.5}
    with (root / "reports" / f"{NAME}-changes.csv").open(newline="") as file:
        rows = [(r["student"], r["exercise"], r["from"], r["to"]) for r in csv.DictReader(file)]
    assert rows == [("bela", "smallest", "0.8", "1.5"), ("ada", "why", "2", "3")]


def test_an_export_that_is_filled_in_comes_back_and_lateness_follows(root: Path) -> None:
    config = root / "course_config.py"
    due = f"c.Course.due_dates = {{'{NAME}': '2027-03-01 23:59Z'}}"
    config.write_text(f"{config.read_text()}\n{due}\n")
    (root / "submitted" / "bela" / NAME / "timestamp.txt").write_text("2027-03-02 12:00:00 UTC\n")
    course(root, "grade", NAME, "--quiet")
    course(root, "export", "--to", "csv", NAME, "--output", "points.csv")
    done = course(root, "import-scores", NAME, "points.csv")
    assert "0 new, 0 differ" in done.stdout
    assert "1 zeros of unread answers passed over" in done.stdout
    table = list(csv.reader((root / "points.csv").read_text().splitlines()))
    column = table[0].index("why")
    table[2][column] = "3"
    with (root / "points.csv").open("w", newline="") as file:
        csv.writer(file).writerows(table)
    course(root, "import-scores", NAME, "points.csv", "--write")
    assert small_class.exported(root)["bela"]["late_penalty"] == "0.68"  # of 3.8 and 3


def test_an_export_that_a_spreadsheet_saved_again_says_the_same(root: Path) -> None:
    """As Excel and LibreOffice save it where numbers have commas, and as "Unicode text"."""
    course(root, "export", "--to", "csv", NAME, "--output", "points.csv")
    here, path = Course.load(root), root / "points.csv"
    assignment = here.assignment(NAME)

    def compared() -> Import:
        return import_scores(here, assignment, path, write=False, replace=False)

    rows = list(csv.reader(path.read_text().splitlines()))
    name = rows[0].index("name")
    for row in rows[1:]:
        row[name] = "Müller, Zoë; M."
    want = compared()
    assert want.same, "the export says what stands there"
    comma = [[cell.replace(".", ",") if cell[:1].isdigit() else cell for cell in r] for r in rows]
    for form, delimiter, start, encoding in (
        (comma, ";", "", "utf-8-sig"),
        (comma, ";", "sep=;\r\n", "cp1252"),
        (comma, "\t", "", "utf-16"),
        (rows, ",", "", "utf-8-sig"),
    ):
        out = io.StringIO()
        out.write(start)
        csv.writer(out, delimiter=delimiter).writerows(form)
        path.write_bytes(out.getvalue().encode(encoding))
        assert compared() == want


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (HEAD + "ada,3,\n", "line 2: smallest = '3': points are a number from 0 to 2"),
        (HEAD + "ada,-1,\n", "smallest = '-1'"),
        (HEAD + "ada,nan,\n", "smallest = 'nan'"),
        (HEAD + "ada,two,\n", "smallest = 'two'"),
        (HEAD + "adda,1,\nada,9,9\n", "'adda' has handed in nothing; did you mean 'ada'?"),
        (HEAD + "ada,1,\nada,1,\n", "line 3: 'ada' has a row above"),
        ("student,smalest\nada,1\n", "no exercise 'smalest'; did you mean 'smallest'?"),
        ("student,essay\nada,1\n", "no exercise 'essay'; it has smallest, sort_numbers, why"),
        ("student,points\nada,1\n", "no column is an exercise"),
        ("who,smallest\nada,1\n", "there is no column 'student'"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(root: Path, text: str, why: str) -> None:
    before = gradebook_dump(root)
    (root / "points.csv").write_text(text)
    here = Course.load(root)
    with pytest.raises(CourseError) as raised:
        import_scores(here, here.assignment(NAME), root / "points.csv", write=True, replace=True)
    assert why in str(raised.value)
    assert gradebook_dump(root) == before


def test_without_file_gradebook_or_assignment_it_says_what_is_missing(tmp_path: Path) -> None:
    here = Course.load(copy_other_course(tmp_path / "course"))
    file = here.root / "points.csv"

    def said() -> str:
        with pytest.raises(CourseError) as raised:
            import_scores(here, here.assignment(NAME), file, write=True, replace=False)
        return str(raised.value)

    assert "there is no file" in said()
    file.write_text(HEAD)
    assert "there is no gradebook yet; course grade 01_sorting" in said()
    register(here.root, NAME)
    small_class.sql(here.root, "update notebook set name = 'other'")
    assert "does not know it yet" in said()

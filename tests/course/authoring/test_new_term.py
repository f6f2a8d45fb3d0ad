"""A new term: the old one is put aside whole, and nothing of it is lost or graded again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.authoring import new_term
from autograder.authoring.new_term import archive_term, still_to_do
from autograder.course import Course
from autograder.errors import CourseError
from autograder.gradebook.backup import described
from tests.course.support import small_class
from tests.course.support.small_class import NAME, course, give


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small_class.graded_class(tmp_path_factory.mktemp("class") / "course", {"ada": {}})
    give(root, "ada", "why", 2.0)
    course(root, "feedback", NAME)
    config = root / "course_config.py"
    due = f"c.Course.due_dates = {{'{NAME}': '2027-03-01 23:59Z'}}"
    config.write_text(f"{config.read_text()}\n{due}\n")
    (root / "students.csv").write_text("id\nada\n")
    return root


@pytest.fixture
def root(graded: Path, tmp_path: Path) -> Path:
    return shutil.copytree(graded, tmp_path / "course")


def files(folder: Path) -> dict[str, bytes]:
    there = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in there
        if not path.name.startswith("gradebook")
    }


def test_a_term_is_put_aside_whole_and_the_next_one_begins_empty(root: Path) -> None:
    before = {part: files(root / part) for part in ("submitted", "autograded", "feedback")}
    done = course(root, "new-term", "2027-spring", "--id", "sorting-2028")
    aside = root / "terms" / "2027-spring"
    assert {part: files(aside / part) for part in before} == before
    assert (aside / "students.csv").read_text() == "id\nada\n"
    assert "1 submissions, 1 scores typed by a person" in described(aside / "gradebook.db")
    assert "1 scores typed by a person" in done.stdout
    assert "due_dates['01_sorting'] = '2027-03-01 23:59Z'" in done.stdout
    for part in (*before, "students.csv", "gradebook.db", ".grades"):
        assert not (root / part).exists(), part
    assert Course.load(root).config.CourseDirectory.course_id == "sorting-2028"
    assert not (aside / ".unfinished").exists()

    small_class.hand_in(root, "bo")
    assert "1 submission, 1 graded now" in course(root, "grade", NAME).stdout
    assert set(small_class.exported(root)) == {"bo"}
    done = course(root, "new-term", "2027-spring", code=2)
    assert "is there already; name the term otherwise" in done.stderr


def test_a_term_that_is_looked_up_comes_with_its_tables(root: Path) -> None:
    (root / "adjustments.csv").write_text(f"assignment,exercise,what\n{NAME},why,void\n")
    archive_term(Course.load(root), "spring")
    saved = "terms/spring/gradebook.db"
    (root / "students.csv").write_text("id\nbo\n")
    (root / "exceptions.csv").write_text("student,assignment,what\nada,*,excused\n")
    done = course(root, "restore", saved)
    assert "restored the tables of that term, too: students.csv, adjustments.csv" in done.stdout
    assert (root / "students.csv").read_text() == "id\nada\n"
    assert not (root / "exceptions.csv").exists(), "it would count for that term's grades"
    (kept,) = (root / "backups").glob("tables-before-restore-*")
    assert f"students.csv, exceptions.csv as they were before: {kept}" in done.stdout
    assert (kept / "students.csv").read_text() == "id\nbo\n"
    assert (kept / "exceptions.csv").is_file()
    ada = small_class.exported(root)["ada"]
    assert (ada["max_points"], ada["state"]) == ("5", "handed in")
    again = course(root, "restore", saved)
    assert "tables" not in again.stdout
    course(root, "backup", "kept.db")
    (root / "students.csv").write_text("id\nbo\n")
    assert "students.csv" not in course(root, "restore", "kept.db").stdout


def test_a_term_that_was_stopped_goes_on(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Course.load(root)
    real, moved = Path.rename, []

    def stops(self: Path, target: Path) -> Path:
        if self.name == "feedback":
            raise KeyboardInterrupt
        moved.append(self.name)
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", stops)
        with pytest.raises(KeyboardInterrupt):
            archive_term(here, "spring")
    assert "submitted" in moved
    assert archive_term(here, "spring").folder == root / "terms" / "spring"
    aside = root / "terms" / "spring"
    assert (aside / "submitted").is_dir()
    assert (aside / "feedback").is_dir()
    assert "1 scores typed by a person" in described(aside / "gradebook.db")


def test_without_another_id_it_says_what_would_be_collected_again(root: Path) -> None:
    here = Course.load(root)
    archive_term(here, "spring")
    first, *_ = still_to_do(here, "")
    assert "another name than 'sorting'" in first
    assert "nbgrader collect" in first


@pytest.mark.parametrize(
    ("name", "course_id", "why"),
    [
        ("../up", "", "is no name of a term"),
        ("spring", "a b", "is no course_id"),
    ],
)
def test_bad_names_are_refused(root: Path, name: str, course_id: str, why: str) -> None:
    with pytest.raises(CourseError, match=why):
        archive_term(Course.load(root), name, course_id)
    assert (root / "submitted").is_dir()


def test_nothing_is_moved_unless_the_backup_is_whole(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Course.load(root)
    with monkeypatch.context() as patch:
        said = iter(["1 submissions", "2 submissions"])
        patch.setattr(new_term, "described", lambda path: next(said))
        with pytest.raises(CourseError, match="has changed meanwhile: close JupyterLab"):
            archive_term(here, "spring")
    assert (root / "gradebook.db").is_file()
    (root / "gradebook.db").write_text("damaged " * 100)
    with pytest.raises(CourseError, match="could not be backed up"):
        archive_term(here, "autumn")
    assert (root / "submitted" / "ada").is_dir()


def test_a_course_without_a_class_and_a_config_of_another_form_are_said(tmp_path: Path) -> None:
    root = small_class.copy_other_course(tmp_path / "course")
    with pytest.raises(CourseError, match="there is nothing of a term here"):
        archive_term(Course.load(root), "spring")
    small_class.hand_in(root, "ada")
    config = root / "course_config.py"
    config.write_text(config.read_text().replace('course_id = "sorting"', 'course_id = "so" "rt"'))
    config.write_text(config.read_text().replace("c.CourseDirectory", "c . CourseDirectory"))
    with pytest.raises(CourseError, match="names no course_id in a line of its own"):
        archive_term(Course.load(root), "spring", "sorting-2028")

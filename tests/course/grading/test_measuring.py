"""What wrong answers reply is measured: the same each time, and only where something changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.cli.common import measured
from autograder.course import Course
from autograder.course.inputs import files_of
from autograder.errors import CourseError
from autograder.grading.measuring import refresh, stale, without_words
from autograder.testing.kept_replies import fingerprints_path, read_fingerprints
from autograder.testing.known import known_of
from tests.course.support import ROOT, copy_course, copy_other_course, run_tool

pytestmark = pytest.mark.usefixtures("borrowed")
NAME = "01_sorting"
WRONG = """# diagnosis: last_not_first
# says: The last of equal numbers is taken.
# asks: Which of two equal numbers does your comparison keep?
def smallest(items):
    return max(range(len(items)), key=lambda place: (-items[place], place))
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course.load(copy_other_course(tmp_path / "course"))


def put(course: Course, text: str, name: str = "last_not_first") -> Path:
    path = course.root / "tests" / "wrong_answers" / NAME / "smallest" / f"{name}.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_kept_is_what_would_be_measured() -> None:
    course = Course.load(ROOT)
    assert {name: stale(course, course.assignment(name)) for name in course.assignments} == {
        name: [] for name in course.assignments
    }


def test_measuring_all_of_a_lesson_again_gives_the_same_file(tmp_path: Path) -> None:
    course = Course.load(copy_course(tmp_path))
    name = course.assignments[0]
    path = fingerprints_path(course.root, name)
    before = path.read_bytes()
    path.unlink()
    assert refresh(course, course.assignment(name))
    assert path.read_bytes() == before


def test_only_a_new_answer_is_measured_and_what_is_gone_goes(course: Course) -> None:
    assignment = course.assignment(NAME)
    before = read_fingerprints(course.root, NAME)
    path = put(course, WRONG)
    assert stale(course, assignment) == ["smallest/last_not_first"]
    assert refresh(course, assignment) == ["smallest/last_not_first"]
    now = read_fingerprints(course.root, NAME).exercises["smallest"]
    assert now["value_not_place"] == before.exercises["smallest"]["value_not_place"]
    assert set(now["last_not_first"].replies) == {("test_takes_the_first_of_equal_ones", 1)}
    assert (refresh(course, assignment), stale(course, assignment)) == ([], [])
    path.unlink()
    assert refresh(course, assignment) == ["smallest/last_not_first"]
    assert read_fingerprints(course.root, NAME) == before


def test_a_changed_hidden_test_has_all_measured_again(course: Course) -> None:
    test = course.root / "tests" / "hidden" / NAME / "test_smallest.py"
    test.write_text(test.read_text().replace("[5, 2, 2, 7]", "[5, 2, 2]"), encoding="utf-8")
    assert len(stale(course, course.assignment(NAME))) == 2
    done = run_tool(course.root, "course", "build", "--check")
    assert done.returncode == 1
    assert "is not what would be measured now" in " ".join(done.stdout.split())


def test_a_mistake_without_words_is_told_to_nobody_and_said_to_the_teacher(
    course: Course,
) -> None:
    put(
        course,
        WRONG.replace("# says: The last of equal numbers is taken.", "# says:").replace(
            "# asks: Which of two equal numbers does your comparison keep?", "# asks:"
        ),
    )
    assignment = course.assignment(NAME)
    assert [one.name for one in without_words(course, assignment)] == ["last_not_first"]
    refresh(course, assignment)
    assert (
        read_fingerprints(course.root, NAME).exercises["smallest"]["last_not_first"].mistake == ""
    )
    done = run_tool(course.root, "course", "build")
    assert "last_not_first has no words" in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("smallest/no_header.py", b"def smallest(items):\n    return 0\n", "first line must be"),
        ("smallest/latin.py", b"# diagnosis: none\n# \xe4\n", "cannot be read"),
        ("biggest/any.py", b"# diagnosis: none\nbiggest = 1\n", "no exercise 'biggest'"),
    ],
)
def test_a_bad_file_of_the_gallery_stops_no_class(
    course: Course, name: str, content: bytes, said: str
) -> None:
    path = course.root / "tests" / "wrong_answers" / NAME / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    done = run_tool(course.root, "course", "grade", NAME)
    assert done.returncode == 0, done.stderr
    assert said in " ".join(done.stderr.split())


def test_a_byte_order_mark_is_no_part_of_the_first_line(course: Course) -> None:
    put(course, "\ufeff" + WRONG)
    refresh(course, course.assignment(NAME))
    assert read_fingerprints(course.root, NAME).exercises["smallest"]["last_not_first"].mistake


def test_where_nothing_can_be_written_a_class_is_graded_by_what_is_known(
    course: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(course, WRONG)

    def refuses(*args: object, **more: object) -> None:
        raise CourseError("read-only")

    monkeypatch.setattr("autograder.grading.measuring.write_atomically", refuses)
    measured(course, [course.assignment(NAME)])
    assert "not measured anew: read-only" in " ".join(capsys.readouterr().err.split())


def test_words_that_are_lost_stop_nobody(course: Course) -> None:
    """Words were moved out of a file: it is measured again, without a look at what was known."""
    path = put(course, WRONG)
    refresh(course, course.assignment(NAME))
    kept = fingerprints_path(course.root, NAME)
    kept.write_text(kept.read_text().replace("The last of equal numbers is taken.", ""), "utf-8")
    known = known_of(course.root, NAME).fingerprints["smallest"]
    assert [*known] == ["value_not_place/value_not_place"]
    path.write_text(WRONG.replace("The last", "The very last"), encoding="utf-8")
    assert refresh(course, course.assignment(NAME)) == ["smallest/last_not_first"]
    assert "last_not_first/last_not_first" in known_of(course.root, NAME).fingerprints["smallest"]


@pytest.mark.parametrize(
    "lost", ["# asks: Which of two equal numbers does your comparison keep?\n"]
)
def test_half_of_the_words_is_an_error(course: Course, lost: str) -> None:
    put(course, WRONG.replace(lost, ""))
    with pytest.raises(CourseError, match="stand together"):
        refresh(course, course.assignment(NAME))


@pytest.mark.parametrize("text", ["{", "[]", '{"smallest": {}}', ""])
def test_a_damaged_file_says_what_makes_it_anew_and_that_does(course: Course, text: str) -> None:
    path = fingerprints_path(course.root, NAME)
    before = path.read_bytes()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=f"course build {NAME} makes it anew"):
        read_fingerprints(course.root, NAME)
    done = run_tool(course.root, "course", "build", NAME)
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == before


def test_fingerprints_travel_with_the_course(course: Course) -> None:
    assert fingerprints_path(course.root, NAME) in files_of(course.root, NAME)

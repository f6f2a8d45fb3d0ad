"""Each event of a term has a heading for instructors, whose commands print what it says they do.

The document names a real lesson; its commands are run in the small course, which takes its place.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.course.support import postgresql, small_class
from tests.course.support.documents import FENCE, INSTRUCTORS
from tests.course.support.postgresql import Server
from tests.course.support.small_class import DOWNWARDS, NAME, course, give, hand_in, run_tool

# of nbgrader's own API, when it adds a submission
pytestmark = pytest.mark.filterwarnings("ignore:Object of type")
IN_ITS_PLACE = {"03_tips": NAME, "symptom": "sort_numbers", "mse": "smallest", "valley": "why"}
CLASS = "id,first_name,last_name,group\nada,Ada,Lovelace,\nk.lee,Kim,Lee,{0}\nchen,Chen,Wu,{0}\n"
TEST = Path("tests", "hidden", NAME, "test_sort_numbers.py")


# --- what has happened before each event


def nothing(root: Path) -> None:
    pass


def no_list_yet(root: Path) -> None:
    (root / "students.csv").unlink()
    rows = ('"Lee, Kim",1,,k.lee,A', '"Lovelace, Ada",2,,ada,A', '"Wu, Chen",3,,chen,A')
    head = "Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,"
    (root / "canvas-gradebook.csv").write_text("\n".join([head, *rows]) + "\n")


def shared_folder(root: Path) -> None:
    for path in (root, *root.rglob("*")):
        path.chmod(0o2775 if path.is_dir() else 0o664)


def a_group(root: Path) -> None:
    (root / "students.csv").write_text(CLASS.format("blue"))


def came(root: Path, moment: str) -> None:
    (root / "submitted" / "k.lee" / NAME / "timestamp.txt").write_text(moment)


def kim_was_late(root: Path) -> None:
    came(root, "2027-03-10 12:00 UTC")
    course(root, "grade", NAME, "--quiet")


def a_download(root: Path, *senders: str) -> None:
    folder = root / "downloaded" / NAME / "archive"
    folder.mkdir(parents=True)
    notebook = (root / "submitted" / "ada" / NAME / f"{NAME}.ipynb").read_bytes()
    with zipfile.ZipFile(folder / "class.zip", "w") as archive:
        for sender in senders:
            archive.writestr(f"{sender}{NAME}.ipynb", notebook)


def from_canvas(root: Path) -> None:
    a_download(root, "leeada_4711_20815_", "muellerzoe_LATE_4712_20817_")


def from_moodle(root: Path) -> None:
    a_download(*(root, "ada_1_assignsubmission_file/", "k.lee_2_assignsubmission_file/"))
    course(root, "feedback", NAME)


def an_earlier_hand_in(root: Path) -> None:
    kept = root / "earlier" / "k.lee" / NAME / "2027-03-08T191500Z"
    shutil.copytree(root / "submitted" / "ada" / NAME, kept)
    (kept / "timestamp.txt").write_text("2027-03-08 19:15:00 UTC")
    came(root, "2027-03-08 20:00:00 UTC")


def read_by_a_person(root: Path) -> None:
    give(root, "k.lee", "why", 2.0)


def changed_since(root: Path) -> None:
    read_by_a_person(root)
    course(root, "grade", NAME, "--quiet")
    hand_in(root, "k.lee", sort_numbers=DOWNWARDS, why="I have thought again.")


def typed_elsewhere(root: Path) -> None:
    (root / "points.csv").write_text("student,why\nada,3\nk.lee,2.5\n")


def a_corrected_test(root: Path) -> None:
    """Now any order is right: a list of equal numbers has but one."""
    text = re.sub(r"\[[\d, -]+\]", "[4, 4]", (root / TEST).read_text())
    assert text.count("[4, 4]") == 6
    (root / TEST).write_text(text)


def other_points(root: Path) -> None:
    path = root / "source" / NAME / f"{NAME}.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "test_sort_numbers":
            cell["metadata"]["nbgrader"]["points"] = 4
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")


def handed_in_under_another_id(root: Path) -> None:
    course(root, "students", "rename", "k.lee", "kim-private")
    (root / "students.csv").write_text(CLASS.format(""))


def a_backup(root: Path) -> None:
    course(root, "backup")


def moved_without_its_gradebook(root: Path) -> None:
    a_backup(root)
    for path in root.glob("gradebook.db*"):
        path.unlink()


def all_is_due(root: Path) -> None:
    with (root / "course_config.py").open("a") as config:
        config.write(f"c.Course.due_dates = {{{NAME!r}: '2021-03-08 23:59Z'}}\n")
    course(root, "grade", NAME, "--quiet")


# --- the events, in the order of a term, and their headings

Happened = Callable[[Path], None]
EVENTS: dict[str, dict[str, Happened]] = {
    "an assignment of one's own": {"An assignment of your own": nothing},
    "class list, who has not handed in": {"Who is in the class": no_list_yet},
    "teachers sharing a folder": {"Teachers who share a folder": shared_folder},
    "group work": {"Groups that hand in together": a_group},
    "extension, excuse, waiver, late days": {"Extensions and late days": kim_was_late},
    "lateness from Canvas": {"Late in Canvas": from_canvas},
    "several hand-ins": {"Which of several hand-ins counts": an_earlier_hand_in},
    "the table after people have read": {"The table after people have read": read_by_a_person},
    "handed in again; a regrade request": {"Handed in again after a person read it": changed_since},
    "points from a spreadsheet": {"Points from a spreadsheet": typed_elsewhere},
    "a test was wrong": {"A test was wrong": a_corrected_test},
    "void, full points, change points, curve": {
        "Points after the fact": nothing,
        "Points or exercises that change after grading": other_points,
    },
    "hand back by LMS": {"Pages back to Canvas or Moodle": from_moodle},
    "whole-term table": {"The whole term": all_is_due},
    "drop, rename, merge, remove": {
        "A student under another id, under two, or gone": handed_in_under_another_id
    },
    "new term, other machine, backup": {
        "Keep it safe": read_by_a_person,
        "Another machine": moved_without_its_gradebook,
        "A new term": nothing,
    },
}
HAPPENED = {heading: how for headings in EVENTS.values() for heading, how in headings.items()}
WITHOUT_GRADEBOOK = {"An assignment of your own", "Teachers who share a folder"}
SECTIONS = dict(re.findall(r"^### (.+)\n((?:(?!##).*\n)*)", INSTRUCTORS, re.MULTILINE))


def test_the_events_stand_in_the_order_of_a_term() -> None:
    term = INSTRUCTORS.partition("\n## Through the term\n")[2].partition("\n## ")[0]
    assert re.findall(r"^### (.+)$", term, re.MULTILINE) == list(HAPPENED)


# --- a class, and a gradebook of each kind


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ada is right, Kim sorts downwards, Chen has handed in nothing."""
    works: dict[str, dict[str, str]] = {"ada": {}, "k.lee": {"sort_numbers": DOWNWARDS}}
    root = small_class.graded_class(tmp_path_factory.mktemp("class") / "course", works)
    (root / "students.csv").write_text(CLASS.format(""))
    with (root / "course_config.py").open("a") as config:
        config.write(f"c.Course.due_dates = {{{NAME!r}: '2027-03-08 23:59Z'}}\n")
    return root


@pytest.fixture(scope="module")
def server(graded: Path) -> Iterator[Server]:
    """A server, with the class in the database 'graded'."""
    if postgresql.missing():
        pytest.skip(postgresql.missing())
    with postgresql.server() as running:
        copy = shutil.copytree(graded, graded.parent / "of the server")
        use(copy, running.database("graded"))
        course(copy, "grade", NAME, "--quiet")
        yield running


def use(root: Path, url: str) -> None:
    for path in root.glob("gradebook.db*"):
        path.unlink()
    with (root / "course_config.py").open("a") as config:
        config.write(f"c.CourseDirectory.db_url = {url!r}\n")


CASES = [
    (heading, kind)
    for heading in HAPPENED
    for kind in ("sqlite", "postgresql")
    if kind == "sqlite" or heading not in WITHOUT_GRADEBOOK
]


@pytest.mark.parametrize(("heading", "kind"), CASES)
def test_its_commands_print_what_the_document_shows(
    heading: str, kind: str, graded: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    root = shutil.copytree(graded, tmp_path / "course")
    if kind == "postgresql":
        name = f"of_{abs(hash(heading))}"
        use(root, request.getfixturevalue("server").database(name, "graded"))
    HAPPENED[heading](root)
    steps = list(steps_of(SECTIONS[heading]))
    assert any(shown for _, shown in steps)
    for words, shown in steps:
        saved = sorted((root / "backups").glob("*")) if "backups/FILE" in words else []
        done = run_tool(
            root, *(str(saved[-1]) if word == "backups/FILE" else word for word in words)
        )
        assert done.returncode == 0, (words, done.stdout + done.stderr)
        printed = [plain(line) for line in (done.stdout + done.stderr).splitlines()]
        for line in shown:
            pattern = re.sub(r"(\\ )?…(\\ )?", ".*", re.escape(plain(line)))
            assert any(re.fullmatch(pattern, one) for one in printed), (line, printed)


def steps_of(section: str) -> Iterator[tuple[list[str], list[str]]]:
    """Each command of a section's blocks, and the lines that it is to print."""
    words: list[str] = []
    shown: list[str] = []
    for kind, code in FENCE.findall(section):
        assert kind == "sh"
        for line in map(in_its_place, code.splitlines()):
            if line.startswith("# "):
                shown.append(line.removeprefix("# "))
                continue
            if words:
                yield words, shown
            words, shown = shlex.split(line, comments=True), []
            assert words[0] in ("course", "nbgrader")
    if words:
        yield words, shown


def in_its_place(line: str) -> str:
    for theirs, ours in IN_ITS_PLACE.items():
        line = re.sub(rf"(?<![a-z]){theirs}(?![a-z])", ours, line)
    return line


def plain(line: str) -> str:
    """A line of a table, or another, without rules and with single spaces."""
    return " ".join(re.sub("[│┃┏┓┡┩━╇┳└┴┘─]", " ", line).split())

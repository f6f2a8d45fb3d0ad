"""Stock `nbgrader zip_collect` on downloads as Canvas and Moodle make them."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest

from autograder.lms.names import sent_by
from autograder.lms.sent import Sent
from autograder.nbgrader_plugins.zip_collect import UNKNOWN
from tests.course.lms.archives import packed
from tests.course.support import copy_other_course, run_tool

LESSON = "01_sorting"
MOODLE = "_assignsubmission_file/01_sorting.ipynb"
RELEASED = Path("release", LESSON, f"{LESSON}.ipynb")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_other_course(tmp_path / "course")


def collect(
    root: Path, *files: tuple[str, bytes | str], flags: tuple[str, ...] = (), **more: bytes
):
    folder = root / "downloaded" / LESSON / "archive"
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in {"class": packed(*files), **more}.items():
        (folder / f"{name}.zip").write_bytes(data)
    return run_tool(root, "nbgrader", "zip_collect", LESSON, *flags)


def found(root: Path) -> dict[str, bytes]:
    submitted = root / "submitted"
    return {
        path.relative_to(submitted).as_posix().replace(f"/{LESSON}/", "/", 1): path.read_bytes()
        for path in submitted.rglob("*")
        if path.is_file()
    }


def encrypted(name: str, data: bytes) -> bytes:
    """A zip that says that its one file has a password."""
    made = bytearray(packed((name, data)))
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        made[made.index(start) + offset] |= 1
    return bytes(made)


def tar_gz(name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("link.ipynb")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return made.getvalue()


def test_two_files_of_one_canvas_student(root):
    done = collect(
        root,
        ("leeada_4711_20816_01_sorting-1.ipynb", "later"),
        ("leeada_4711_20815_01_sorting.ipynb", "first"),
        ("muellerzoe_LATE_4712_20817_01_sorting.ipynb", "zoe"),
    )
    assert done.returncode == 0, done.stderr
    assert found(root) == {
        "4711/01_sorting.ipynb": b"later",
        "4711/01_sorting-20815.ipynb.earlier": b"first",
        "4712/01_sorting.ipynb": b"zoe",
        "4712/timestamp.txt": UNKNOWN,
    }
    assert "'4711' handed in '01_sorting.ipynb' twice" in done.stderr
    assert "Canvas marks as late: '4712'" in done.stderr


def test_two_moodle_students_of_one_name(root):
    done = collect(
        root,
        (f"Kim Lee_100001{MOODLE}", "one"),
        (f"Kim Lee_100002{MOODLE}", "two"),
        (f"Pat O'Neil_100003{MOODLE}", "pat"),
        ("Jörg Müller_100004_assignsubmission_onlinetext/onlinetext.html", "<p>typed</p>"),
        (f"Jörg Müller_100004{MOODLE}", "jörg"),
        ("Ana B_100005_assignsubmission_file_01_sorting.ipynb", "no folders"),
    )
    assert done.returncode == 0, done.stderr
    assert found(root) == {
        "Kim Lee_100001/01_sorting.ipynb": b"one",
        "Kim Lee_100002/01_sorting.ipynb": b"two",
        "Pat O'Neil/01_sorting.ipynb": b"pat",
        "Jörg Müller/onlinetext.html": b"<p>typed</p>",
        "Jörg Müller/01_sorting.ipynb": "jörg".encode(),
        "Ana B/01_sorting.ipynb": b"no folders",
    }
    assert "Several students are called 'Kim Lee'" in done.stderr


def test_one_of_two_moodle_students_of_one_name(root):
    """The other has handed in nothing; the class list has both."""
    (root / "students.csv").write_text("id\nKim Lee_100001\nKim Lee_100002\nAna B\n")
    done = collect(root, (f"Kim Lee_100002{MOODLE}", "two"), (f"Ana B_100005{MOODLE}", "ana"))
    assert done.returncode == 0, done.stderr
    assert found(root) == {
        "Kim Lee_100002/01_sorting.ipynb": b"two",
        "Ana B/01_sorting.ipynb": b"ana",
    }
    (root / "students.csv").write_text("id\na/b\n")
    done = collect(root, (f"Bo_100006{MOODLE}", "bo"), flags=("--force",))
    assert done.returncode == 1
    assert "line 2: the id 'a/b' has a character" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_students_pack_is_theirs(root):
    theft = ("zoe_4712_20817_01_sorting.ipynb", "not zoe's")
    nested = packed(("work.zip", packed(("deep/01_sorting.ipynb", "deep"))))
    done = collect(
        root,
        ("a_1_11_work.zip", packed(theft)),
        ("b_2_12_work.zip", nested),
        ("c_3_13_work.tar.gz", tar_gz("x/01_sorting.ipynb", b"tar")),
        (
            "d_4_14_work.zip",
            packed(("w\\01_sorting.ipynb", "back"), ("__MACOSX/._01_sorting.ipynb", "-")),
        ),
        ("e_5_15_work.zip", encrypted("01_sorting.ipynb", b"secret")),
        ("f_6_16_work.zip", b"PK\x03\x04 cut"),
        ("g_7_17_work.zip", packed(("../../../../8/01_sorting/01_sorting.ipynb", "up"))),
        (f"Kim_100001_assignsubmission_file/{theft[0]}", theft[1]),
        ("h_9_18_timestamp.txt", "2020-01-01 00:00:00 UTC"),
        ("h_9_19_01_sorting.ipynb", "h"),
    )
    assert done.returncode == 0, done.stderr
    kept = found(root)
    assert kept.pop("5/work.zip") and kept.pop("6/work.zip")
    assert kept == {
        f"1/{theft[0]}": b"not zoe's",
        "2/01_sorting.ipynb": b"deep",
        "3/01_sorting.ipynb": b"tar",
        "4/01_sorting.ipynb": b"back",
        "7/01_sorting.ipynb": b"up",
        f"Kim/{theft[0]}": b"not zoe's",
        "9/01_sorting.ipynb": b"h",
    }
    assert "it has a password" in done.stderr
    assert "it is damaged, or no archive" in done.stderr
    assert "no proof of a time" in done.stderr


def test_a_damaged_download_costs_only_what_is_damaged(root):
    whole = packed(("a_1_11_01_sorting.ipynb", "aaaa"), ("b_2_12_01_sorting.ipynb", "bbbb"))
    done = collect(
        root,
        ("c_3_13_01_sorting.ipynb", "cccc"),
        ("readme.txt", "hello"),
        crc=whole.replace(b"bbbb", b"bxbb"),
        cut=whole[:-30],
    )
    assert done.returncode == 0, done.stderr
    assert set(found(root)) == {"1/01_sorting.ipynb", "3/01_sorting.ipynb"}
    assert "'01_sorting.ipynb' of '2' in crc.zip is left out" in done.stderr
    assert "cut.zip cannot be unpacked" in done.stderr
    assert "In class.zip, 'readme.txt' is named for no student and left out" in done.stderr


def test_nothing_but_damage_is_an_error(root):
    folder = root / "downloaded" / LESSON / "archive"
    folder.mkdir(parents=True)
    (folder / "class.zip").write_bytes(b"PK\x03\x04 cut")
    done = run_tool(root, "nbgrader", "zip_collect", LESSON)
    assert done.returncode == 1
    assert "Nothing was collected" in done.stderr


def test_work_that_is_there_stays_without_force(root):
    there = root / "submitted" / "1" / LESSON / "01_sorting.ipynb"
    there.parent.mkdir(parents=True)
    there.write_text("old")
    files = ("a_1_11_01_sorting.ipynb", "new"), ("b_2_12_01_sorting.ipynb", "two")
    done = collect(root, *files)
    assert done.returncode == 0, done.stderr
    assert found(root) == {"1/01_sorting.ipynb": b"old", "2/01_sorting.ipynb": b"two"}
    assert "--force replaces it" in done.stderr
    assert collect(root, *files, flags=("--force",)).returncode == 0
    assert found(root) == {"1/01_sorting.ipynb": b"new", "2/01_sorting.ipynb": b"two"}


def test_every_kind_of_file_is_in_every_table(root):
    notebook = (root / RELEASED).read_bytes()
    done = collect(
        root,
        ("a_1_11_01_sorting.py", "slope = 1"),
        ("b_2_12_01_sorting.html", "<html>"),
        ("c_3_13_01_sorting.ipynb.txt", notebook),
        ("d_4_14_work.zip", b"PK\x03\x04 cut"),
        ("e_5_15_text.html", "<p>typed</p>"),
        ("f_6_16_01_sorting-1.ipynb", notebook),
        ("f_6_15_01_sorting.ipynb", notebook),
    )
    assert done.returncode == 0, done.stderr
    run_tool(root, "course", "grade", LESSON, "--jobs", "1", "--json", "all.json")
    rows = {g["student"]: str(g) for g in json.loads((root / "all.json").read_text())["grades"]}
    assert set(rows) == {"1", "2", "3", "4", "5", "6"}
    for student, word in ("1", "01_sorting.py"), ("2", "01_sorting.html"), ("4", "work.zip"):
        assert "refused" in rows[student] and word in rows[student]
    assert "called '01_sorting.ipynb.txt'" in rows["3"]
    assert "01_sorting-15.ipynb.earlier" in rows["6"]
    exported = run_tool(root, "course", "export", "--to", "csv", LESSON).stdout
    assert [line.partition(",")[0] for line in exported.splitlines()[1:]] == sorted(rows)


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("o_neil_4711_20815_a_1_2_b.ipynb", Sent("4711", "4711", "a_1_2_b.ipynb", 20815)),
        ("ada_4711_text.html", Sent("4711", "4711", "text.html")),
        ("hw/Ada L_7_assignsubmission_file_/x/y.py", Sent("Ada L", "7", "y.py")),
        ("A_1_assignsubmission_file_B_2_x", Sent("A", "1", "B_2_x")),
        ("ada_4711_1_work/zoe_4712_2_01_sorting.ipynb", None),
        ("notes.txt", None),
    ],
)  # fmt: skip
def test_whose_a_file_is(path, sent):
    assert sent_by(path, LESSON) == sent


def test_a_pattern_of_ones_own():
    own = r".*/(?P<student_id>[^/]+)/(?P<file_id>[^/]+)\.ipynb"
    assert sent_by("ada/x.ipynb", LESSON, own) == Sent("ada", "", "x.ipynb")
    assert sent_by("A_1_assignsubmission_file/b.ipynb", LESSON, own) == Sent("A", "1", "b.ipynb")


def test_the_class_list_says_who_is_who(tmp_path: Path) -> None:
    """And with a class list that cannot be read, nothing is collected under a wrong id."""
    root = copy_other_course(tmp_path / "course")
    folder = root / "downloaded" / "01_sorting" / "archive"
    folder.mkdir(parents=True)
    (folder / "class.zip").write_bytes(packed(("leeada_4711_1_x.ipynb", "x")))
    (root / "students.csv").write_text("id,lms_user_id\na/b,4711\n")
    done = run_tool(root, "nbgrader", "zip_collect", "01_sorting")
    assert done.returncode == 1
    assert "students.csv, line 2: the id 'a/b' has a character that is not allowed" in done.stderr
    (root / "students.csv").write_text("id,lms_user_id\nada@uni,4711\n")
    done = run_tool(root, "nbgrader", "zip_collect", "01_sorting", "--force")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (root / "submitted").iterdir()] == ["ada@uni"]

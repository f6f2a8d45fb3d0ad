"""What is in a download, unpacked and given to those who handed it in."""

from __future__ import annotations

import io
import logging
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest

from autograder.lms.archive import MAX_FILES, MAX_MB
from autograder.lms.download import Download
from autograder.lms.people import People
from autograder.lms.settled import settle
from autograder.term.roster import Roster, Student
from tests.course.lms.archives import packed

HW = "01_sorting"
Found = dict[str, bytes]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "archive").mkdir()
    return tmp_path / "archive"


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog


def collected(archive: Path, *students: Student) -> tuple[Found, list[str]]:
    people = People.of(Roster({one.id: one for one in students}))
    log = logging.getLogger("download")
    unpacked = Path(tempfile.mkdtemp(dir=archive.parent))
    download = Download(archive, unpacked, HW, "", people, log)
    found, told = {}, []
    for one in settle(list(download.pieces()), lambda student: archive / "none", people):
        found |= {f"{one.student}/{name}": path.read_bytes() for name, path in one.files.items()}
        told += one.told
    return found, told


def tarred(*files: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def saying_size(data: bytes, size: int) -> bytes:
    """A zip of one file, which its list of files says is as large as ``size``."""
    made = bytearray(data)
    at = made.index(b"PK\x01\x02") + 24
    made[at : at + 4] = size.to_bytes(4, "little")
    return bytes(made)


def test_anonymous_grading_in_moodle_gives_each_a_number(archive: Path) -> None:
    name = "Participant_{}_assignsubmission_file/01_sorting.ipynb"
    (archive / "one.zip").write_bytes(packed((name.format(7), "seven")))
    assert collected(archive)[0] == {"Participant_7/01_sorting.ipynb": b"seven"}
    (archive / "two.zip").write_bytes(packed((name.format(8), "eight")))
    found, told = collected(archive)
    assert found["Participant_8/01_sorting.ipynb"] == b"eight"
    assert (len(found), told) == (2, [])


def test_a_group_is_collected_as_one_of_its_members(archive: Path) -> None:
    files = [
        ("Tuesday 5_17_assignsubmission_file/01_sorting.ipynb", "of a group"),
        ("Default group_assignsubmission_file/01_sorting.ipynb", "of the rest"),
        ("Wednesday_18_assignsubmission_file/01_sorting.ipynb", "not in the list"),
    ]
    (archive / "all.zip").write_bytes(packed(*files))
    members = [Student(name, group="Tuesday_5") for name in ("ada", "bo")]
    found, told = collected(archive, *members)
    assert found == {
        "ada/01_sorting.ipynb": b"of a group",
        "Default group/01_sorting.ipynb": b"of the rest",
        "Wednesday/01_sorting.ipynb": b"not in the list",
    }
    assert told == ["'Tuesday 5' is a group; its work is collected as that of 'ada'"]


def test_the_class_list_gives_the_ids(archive: Path) -> None:
    files = [
        ("lovelaceada_4711_1_01_sorting.ipynb", "by number"),
        ("Pat ONeil_9_assignsubmission_file/01_sorting.ipynb", "by name"),
        ("Kim Lee_10_assignsubmission_file/01_sorting.ipynb", "one of two in the list"),
        ("by hand/bo/01_sorting.ipynb", "by folder"),
    ]
    (archive / "all.zip").write_bytes(packed(*files))
    students = [
        Student("ada@uni", "Ada", "Lovelace", lms_user_id="4711"),
        Student("pat@uni", "Pat", "O'Neil"),
        *(Student(one, "Kim", "Lee") for one in ("kim1", "kim2")),
        Student("bo"),
    ]
    assert collected(archive, *students)[0] == {
        "ada@uni/01_sorting.ipynb": b"by number",
        "pat@uni/01_sorting.ipynb": b"by name",
        "Kim Lee/01_sorting.ipynb": b"one of two in the list",
        "bo/01_sorting.ipynb": b"by folder",
    }


def test_an_id_that_looks_like_the_number_of_another(archive: Path) -> None:
    """Bo's id is 4712, and his number 99; the one with the number 4712 is Zoe, or not listed."""
    bo, zoe = Student("4712", lms_user_id="99"), Student("zoe", lms_user_id="4712")
    (archive / "all.zip").write_bytes(packed(("x_4712_1_x.py", "4712"), ("x_99_2_x.py", "99")))
    assert collected(archive, bo, zoe)[0] == {"4712/x.py": b"99", "zoe/x.py": b"4712"}
    found, told = collected(archive, bo)
    assert found == {"4712/x.py": b"99"}
    assert told == ["'4712' is left out: students.csv has this id for another"]


def test_two_who_may_be_one_of_the_class_list_are_told_apart(archive: Path) -> None:
    names = ("Lee Kim_1", "Kim Lee_2")
    files = [(f"{name}_assignsubmission_file/x.py", name) for name in names]
    (archive / "all.zip").write_bytes(packed(*files))
    assert collected(archive, Student("kim@uni", "Kim", "Lee"))[0] == {
        "Kim Lee_2/x.py": b"Kim Lee_2",
        "Lee Kim_1/x.py": b"Lee Kim_1",
    }


def test_of_several_attempts_the_last_notebook_counts(archive: Path) -> None:
    early, late = "9-7 - Ada L - Mar 8, 2027 1159 AM", "9-7 - Ada L - Mar 8, 2027 1201 PM"
    files = [
        (f"{late}/mine.ipynb", "late"),
        (f"{early}/01_sorting.ipynb", "early"),
        (f"{early}/data.csv", "data"),
        ("index.html", "of the platform"),
        ("Lab_bo_attempt_2027-03-08-09-00-00_01_sorting.ipynb", "first"),
        ("Lab_bo_attempt_2027-03-08-10-00-00_01_sorting.ipynb", "second"),
        ("Lab_bo_attempt_2027-03-08-10-00-00.txt", "Name: Bo"),
    ]
    (archive / "all.zip").write_bytes(packed(*files))
    found, told = collected(archive)
    assert found == {
        "Ada L/mine.ipynb": b"late",
        "Ada L/01_sorting-2.ipynb.earlier": b"early",
        "Ada L/data.csv": b"data",
        "bo/01_sorting.ipynb": b"second",
        "bo/typed.txt": b"Name: Bo",
        "bo/01_sorting-2.ipynb.earlier": b"first",
    }
    assert len(told) == 2


def test_of_three_files_of_one_name_all_are_kept(archive: Path) -> None:
    inner = packed(*((f"{folder}/01_sorting.ipynb", folder) for folder in "abc"))
    (archive / "all.zip").write_bytes(packed(("ada_4711_5_work.zip", inner)))
    found, _ = collected(archive)
    assert sorted(found.values()) == [b"a", b"b", b"c"]
    assert next(iter(found)) == "4711/01_sorting.ipynb"


def test_what_systems_add_is_nobodys(archive: Path, said: pytest.LogCaptureFixture) -> None:
    junk = ("__MACOSX/ada_4711_5_x.ipynb", ".DS_Store", "Thumbs.db", "a/desktop.ini")
    junk += (".ipynb_checkpoints/ada_4711_5_x.ipynb", "__MACOSX/._ada_4711_5_x.ipynb")
    for name in junk:
        (archive / name).parent.mkdir(exist_ok=True)
        (archive / name).write_text("junk")
    (archive / "all.zip").write_bytes(
        packed(*((name, "junk") for name in junk), ("a_1_2_x.py", "a"))
    )
    assert collected(archive) == ({"1/x.py": b"a"}, [])
    assert said.text == ""


@pytest.mark.parametrize("data", [b"", bytes(2048), packed(), packed(("__MACOSX/._x", "-"))])
def test_a_download_without_a_file_is_said(
    archive: Path, said: pytest.LogCaptureFixture, data: bytes
) -> None:
    (archive / "all.zip").write_bytes(data)
    assert collected(archive) == ({}, [])
    assert "all.zip cannot be unpacked" in said.text


def test_a_tar_that_ends_in_a_zip_is_read_as_the_tar(archive: Path) -> None:
    theft = packed(("zoe_4712_6_01_sorting.ipynb", "not zoe's"))
    (archive / "all.tar").write_bytes(tarred(("ada_4711_5_work.zip", theft)))
    assert collected(archive)[0] == {"4711/zoe_4712_6_01_sorting.ipynb": b"not zoe's"}


def test_sizes_that_are_only_claimed(archive: Path, said: pytest.LogCaptureFixture) -> None:
    huge = saying_size(packed(("ada_4711_5_01_sorting.ipynb", "small")), (MAX_MB << 20) + 1)
    (archive / "a.zip").write_bytes(huge)
    inner = saying_size(packed(("01_sorting.ipynb", "small")), (MAX_MB << 20) + 1)
    (archive / "b.zip").write_bytes(packed(("bo_4712_6_work.zip", inner)))
    (archive / "c.zip").write_bytes(packed(("cy_4713_7_01_sorting.ipynb", "cy")))
    found, _ = collected(archive)
    assert found == {"4712/work.zip": inner, "4713/01_sorting.ipynb": b"cy"}
    assert (
        f"'01_sorting.ipynb' of '4711' in a.zip is left out: it is larger than {MAX_MB}"
        in said.text
    )
    assert f"'work.zip' of '4712' cannot be unpacked: it holds more than {MAX_MB} MB" in said.text


def test_archives_in_archives_share_one_budget(
    archive: Path, said: pytest.LogCaptureFixture
) -> None:
    half = packed(*((f"{n}.txt", b"") for n in range(MAX_FILES // 2)))
    work = packed(("1.zip", half), ("2.zip", half))
    (archive / "all.zip").write_bytes(packed(("ada_4711_5_work.zip", work)))
    found, _ = collected(archive)
    assert "cannot be unpacked" in said.text
    assert len(found) <= MAX_FILES


def test_names_of_any_script_and_length(archive: Path) -> None:
    name = "Ольга Ким_{}_assignsubmission_file/" + "н" * 300 + ".ipynb"
    data = bytearray(packed((name.format(1), "utf-8")))
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(start) + flags + 1] = 0  # nothing says UTF-8: many tools leave it out
    (archive / "all.zip").write_bytes(data)
    with zipfile.ZipFile(archive / "all.zip") as read:
        assert "Ольга" not in read.namelist()[0]
    (student,) = collected(archive)[0]
    assert student.startswith("Ольга Ким/н")
    assert len(student.split("/")[1].encode()) <= 200


def test_each_that_nobody_is_known_for_is_a_line(
    archive: Path, said: pytest.LogCaptureFixture
) -> None:
    files = [(f"notes {n}.txt", "") for n in range(60)]
    (archive / "all.zip").write_bytes(packed(*files, ("ada_4711_5_x.ipynb", "ada")))
    assert collected(archive)[0] == {"4711/x.ipynb": b"ada"}
    assert "In all.zip, 'notes 49.txt' is named for no student and left out" in said.text
    assert "10 more are left out, too" in said.text


def test_the_download_may_have_any_name(archive: Path, said: pytest.LogCaptureFixture) -> None:
    inner = packed(("ada_4711_5_x.ipynb", "ada"), ("zoe_4712_6_x.ipynb", "zoe"))
    (archive / "submissions_2027_03_08.zip").write_bytes(inner)
    assert set(collected(archive)[0]) == {"4711/x.ipynb", "4712/x.ipynb"}
    (archive / "submissions_2027_03_08.zip").rename(archive / "hw_3_4_all.zip")
    assert collected(archive)[0] == {}, "it may as well be what student 3 handed in"
    assert "if it is the download, rename it" in said.text
    (archive / "bo_5_6_notes.txt").write_text("so it was unpacked by hand")
    assert set(collected(archive)[0]) == {
        "3/ada_4711_5_x.ipynb", "3/zoe_4712_6_x.ipynb", "5/notes.txt",
    }  # fmt: skip
    (archive / "bo_5_6_notes.txt").unlink()
    theirs = collected(archive, Student("3"))[0]
    assert set(theirs) == {"3/ada_4711_5_x.ipynb", "3/zoe_4712_6_x.ipynb"}

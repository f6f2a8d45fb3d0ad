"""The folder of the site: only what we wrote is ever changed or taken away."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from autograder.errors import CourseError
from autograder.release import target
from autograder.site import check_target, write_site
from autograder.site.target import LIST
from tests.course.support import copy_other_course, run_tool

FIRST = {"index.html": b"one", "a.html": b"a", "pictures/a/x.png": b"x", "pictures/b/y.png": b"y"}
SECOND = {"index.html": b"two", "a.html": b"a", "pictures/a/x.png": b"x"}


def content(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def pages(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in content(folder).items() if name != LIST}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.mark.parametrize("there", [False, True], ids=["new", "empty"])
def test_a_folder_that_is(folder: Path, there: bool) -> None:
    if there:
        folder.mkdir()
    write_site(FIRST, folder)
    assert pages(folder) == FIRST


def test_an_earlier_site_is_brought_up_to_date_and_other_files_stay(folder: Path) -> None:
    write_site(FIRST, folder)
    (folder / "CNAME").write_text("lessons.example")
    write_site(SECOND, folder)
    assert pages(folder) == {**SECOND, "CNAME": b"lessons.example"}
    assert not (folder / "pictures" / "b").exists()
    listed = subprocess.run(["sha256sum", "--check", LIST], cwd=folder, capture_output=True)
    assert listed.stdout.split() == [b for n in sorted(SECOND) for b in (f"{n}:".encode(), b"OK")]


def test_a_branch_of_git_is_an_empty_folder(folder: Path) -> None:
    folder.mkdir()
    (folder / ".git").write_text("gitdir: elsewhere")
    write_site(FIRST, folder)
    assert pages(folder) == {**FIRST, ".git": b"gitdir: elsewhere"}


def refused(folder: Path, says: str) -> None:
    before = content(folder.parent)
    with pytest.raises(CourseError, match=says):
        write_site(SECOND, folder)
    assert content(folder.parent) == before


def test_a_folder_that_holds_something_else(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.tex").write_text("three years")
    with pytest.raises(CourseError, match="holds something else"):
        check_target(folder)
    refused(folder, r"site: holds something else \(thesis.tex\); name a new folder")


def test_a_file_where_the_folder_would_be(folder: Path) -> None:
    folder.write_text("a file")
    refused(folder, "site: is a file; name a new folder")


def test_somebody_s_file_with_a_page_s_name(folder: Path) -> None:
    write_site({"index.html": b"one"}, folder)
    (folder / "a.html").write_text("mine")
    refused(folder, "a.html: is not ours, and would be overwritten")


def test_a_file_of_ours_that_somebody_has_changed_is_theirs(folder: Path) -> None:
    write_site(FIRST, folder)
    (folder / "index.html").write_text("one, and a word of mine")
    refused(folder, "index.html: somebody has changed it since it was written")
    (folder / "index.html").unlink()
    write_site(SECOND, folder)
    assert pages(folder) == SECOND


def test_a_list_without_hashes_is_of_an_older_version(folder: Path) -> None:
    write_site(FIRST, folder)
    (folder / LIST).write_text("".join(f"{name}\n" for name in FIRST))
    write_site(SECOND, folder)
    assert pages(folder) == SECOND


def test_a_list_that_names_a_file_elsewhere(folder: Path) -> None:
    write_site(FIRST, folder)
    precious = folder.parent / "precious"
    precious.write_text("keep")
    with (folder / LIST).open("a") as listed:
        listed.write(f"../precious\n{precious}\n")
    write_site(SECOND, folder)
    assert precious.read_text() == "keep"


def test_stopped_on_the_way_it_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(FIRST, folder)
    write, third = target.write_atomically, {**SECOND, "b.html": b"b", "c.html": b"c"}

    def full(path: Path, *args: object, **kwargs: object) -> None:
        if path.name == "c.html":
            raise CourseError("no space left")
        write(path, *args, **kwargs)

    monkeypatch.setattr(target, "write_atomically", full)
    with pytest.raises(CourseError, match="no space"):
        write_site(third, folder)
    assert pages(folder)["b.html"] == b"b"
    monkeypatch.undo()
    write_site(third, folder)
    assert pages(folder) == third


def test_the_command_looks_at_the_folder_first(tmp_path: Path) -> None:
    course = copy_other_course(tmp_path / "course")
    next((course / "release").rglob("*.ipynb")).unlink()  # what it would tell of next
    done = run_tool(course, "course", "site", "--to", str(course))
    assert done.returncode == 2
    assert "holds something else" in done.stderr
    assert len(done.stderr.splitlines()) == 1

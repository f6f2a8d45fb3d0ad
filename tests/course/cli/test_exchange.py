"""The doctor says what is wrong with an exchange's rights, and the command that mends it."""

from __future__ import annotations

import grp
import os
import pwd
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.cli.exchange import exchange
from autograder.course import Course
from tests.course.support import copy_other_course

INBOX, PAGES = "exchange/sorting/inbound", "exchange/sorting/feedback"
MODES = {  # as `nbgrader release_assignment` and `release_feedback` leave them
    "exchange/sorting": 0o755,
    "exchange/sorting/outbound": 0o755,
    "exchange/sorting/outbound/01_sorting": 0o755,
    INBOX: 0o2733,
    PAGES: 0o711,
}


@pytest.fixture
def root() -> Iterator[Path]:
    """A course beside an exchange that all is well with, where every user can reach both."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        root = copy_other_course(Path(folder) / "course")
        root.chmod(0o700)
        with (root / "course_config.py").open("a") as config:
            config.write(f"c.Exchange.root = {folder + '/exchange'!r}\n")
        Path(folder, "exchange").mkdir()
        Path(folder, "exchange").chmod(0o1777)
        for name, mode in MODES.items():
            Path(folder, name).mkdir()
            Path(folder, name).chmod(mode)
        for name in ("outbound/01_sorting/01_sorting.ipynb", "feedback/a.html"):
            path = Path(folder, "exchange/sorting", name)
            path.touch()
            path.chmod(0o644)
        yield root


def said(root: Path) -> dict[str, tuple[str, bool]]:
    return {name: (words, good) for name, words, good in exchange(Course.load(root))}


def test_rights_as_nbgrader_gives_them_are_fine(root: Path) -> None:
    place = root.parent / "exchange"
    assert said(root) == {"exchange": (f"{place}: students can fetch and hand in", True)}


@pytest.mark.parametrize(
    ("place", "mode", "words"),
    [
        ("exchange", 0o755, "not everybody can hand in to"),
        ("exchange", 0o777, "everybody can rename what others put into"),
        (".", 0o700, "students cannot reach"),
        ("exchange/sorting", 0o750, "students cannot list and enter"),
        ("exchange/sorting", 0o777, "students can write to"),
        (INBOX, 0o2730, "students cannot write to and enter"),
        (INBOX, 0o2777, "students can list"),
        (PAGES, 0o700, "students cannot enter"),
        (PAGES, 0o755, "students can list"),
        (f"{PAGES}/a.html", 0o600, "students cannot read"),
    ],
)
def test_each_wrong_right_is_named_with_the_command_that_mends_it(
    root: Path, place: str, mode: int, words: str
) -> None:
    path = root.parent / place
    path.chmod(mode)
    found, good = said(root)["exchange"]
    assert not good
    assert found.startswith(words)
    assert str(path) in found
    mend = found.rpartition("; ")[2]
    subprocess.run(shlex.split(mend), check=True)
    assert said(root)["exchange"][1], "the command mends it"


def test_an_exchange_that_is_not_there(root: Path) -> None:
    place = root.parent / "exchange"
    place.rename(root.parent / "gone")
    found = f"{place} is not there; as root: install -d -m 1777 {place}"
    assert said(root)["exchange"] == (found, False)
    subprocess.run(shlex.split(found.rpartition(": ")[2]), check=True)
    assert said(root)["exchange"][1]


def test_answers_that_students_could_read(root: Path) -> None:
    root.chmod(0o755)
    assert said(root)["answers"] == (
        f"everybody on this machine can read {root}; chmod o= {root}",
        False,
    )


def test_a_folder_that_teachers_share(root: Path) -> None:
    """The umask, nbgrader's setting, and the exchange's folders for the group."""
    root.chmod(0o770)
    own = {os.getgid(), pwd.getpwuid(os.getuid()).pw_gid}
    others = [one.gr_gid for one in grp.getgrall()] if os.getuid() == 0 else os.getgroups()
    if not (others := [group for group in others if group not in own]):
        pytest.skip("this user has no second group")
    assert said(root)["exchange"][1], "a user's own group is nobody else's"
    os.chown(root, -1, others[0])
    root.chmod(0o2770)
    before = os.umask(0o022)
    try:
        assert said(root)["umask"][0].startswith("022: other teachers cannot write")
        assert "groupshared = True" in said(root)["exchange"][0]
        os.umask(0o007)
        with (root / "course_config.py").open("a") as config:
            config.write("c.CourseDirectory.groupshared = True\n")
        for _ in range(4):  # each folder in turn
            found, good = said(root)["exchange"]
            assert not good
            assert found.startswith("other teachers cannot write to")
            subprocess.run(shlex.split(found.rpartition("; ")[2]), check=True)
            if said(root)["exchange"][1]:
                break
        assert list(said(root)) == ["exchange"]
        assert said(root)["exchange"][1]
    finally:
        os.umask(before)


def test_a_course_without_an_exchange_hears_nothing_of_it(tmp_path: Path) -> None:
    assert said(copy_other_course(tmp_path / "course")) == {}


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be nobody")
def test_an_exchange_that_its_reader_cannot_enter(root: Path) -> None:
    root.chmod(0o755)  # readable to the one who looks
    closed = root.parent / "closed"
    closed.mkdir(mode=0o700)
    place = (root.parent / "exchange").rename(closed / "exchange")
    with (root / "course_config.py").open("a") as config:
        config.write(f"c.Exchange.root = {str(place)!r}\n")
    os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        assert said(root)["exchange"] == (f"{place}: Permission denied", False)
    finally:
        os.seteuid(0)

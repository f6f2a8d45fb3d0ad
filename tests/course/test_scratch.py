"""Temporary folders: what a killed process leaves is removed, and what lives is not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from autograder import scratch as scratch_module
from autograder.scratch import PREFIX, scratch, sweep

CODE = "import sys\nfrom autograder.scratch import Scratch\n"
CODE += "made = Scratch()\nprint(made.path, flush=True)\nsys.stdin.read()\n"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary folders of the test's own, where none is too young to be swept."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(scratch_module, "OLD_SECONDS", 0.0)
    return tmp_path


def test_a_folder_is_gone_after_use(temporary: Path) -> None:
    with scratch() as folder:
        (folder / "file").write_text("x")
        assert folder.parent == temporary
    assert list(temporary.iterdir()) == []


def test_what_a_killed_process_left_is_removed_and_what_lives_stays() -> None:
    living = subprocess.Popen(
        [sys.executable, "-c", CODE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    folder = Path(living.stdout.readline().strip())
    assert folder.is_dir()
    sweep()
    assert folder.is_dir()
    os.kill(living.pid, signal.SIGKILL)
    living.communicate()
    assert folder.is_dir()
    sweep()
    assert not folder.exists()


def test_links_files_and_young_folders_stay(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = temporary / "other"
    other.mkdir()
    (temporary / f"{PREFIX}link").symlink_to(other)
    (temporary / f"{PREFIX}file").write_text("x")
    monkeypatch.setattr(scratch_module, "OLD_SECONDS", 60.0)
    (temporary / f"{PREFIX}young").mkdir()
    before = sorted(temporary.iterdir())
    sweep()
    assert sorted(temporary.iterdir()) == before
    monkeypatch.setattr(scratch_module, "OLD_SECONDS", 0.0)
    sweep()
    assert {path.name for path in before} - {path.name for path in temporary.iterdir()} == {
        f"{PREFIX}young"
    }


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make another user's folder")
def test_another_user_s_folder_stays(temporary: Path) -> None:
    folder = temporary / f"{PREFIX}theirs"
    folder.mkdir()
    os.chown(folder, 12345, 12345)
    sweep()
    assert folder.is_dir()

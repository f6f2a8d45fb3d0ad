"""The shell completes the names of commands and of assignments."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.course.support import BIN, run_tool


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_gives_a_script_that_asks_the_command(course_root: Path, shell: str) -> None:
    done = run_tool(course_root, "course", "completion", shell)
    assert "_COURSE_COMPLETE" in done.stdout
    environment = {**os.environ, "_COURSE_COMPLETE": "bash_complete", "COMP_CWORD": "2"}
    environment["COMP_WORDS"] = "course grade 0"
    asked = subprocess.run(
        [str(BIN / "course")], cwd=course_root, env=environment, capture_output=True, text=True
    )
    assert "plain,02_one_step" in asked.stdout

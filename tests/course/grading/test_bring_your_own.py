"""The commands of docs/bring-your-own.md, as they stand there, in an empty folder."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.course.support import ROOT, tool_environment


def test_a_newcomer_who_copies_every_line_sees_a_page(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "bring-your-own.md").read_text(encoding="utf-8")
    commands = re.search(r"```sh\n(.+?)```", text, re.DOTALL)
    assert commands is not None
    done = subprocess.run(
        ["bash", "-e", "-c", commands[1]],
        cwd=tmp_path,
        env=tool_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 tests run outside of the student's process; 1 inside" in done.stdout
    assert "1 submission, 1 graded now" in done.stdout
    assert (tmp_path / "course101" / "feedback" / "ada" / "ps1" / "ps1.html").is_file()

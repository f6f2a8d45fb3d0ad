"""A fork of a tool's server (tests/course/support) gives what a program of its own gives."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from pathlib import Path

import pytest

from tests.course.support import BIN, prepared, small_class, tool_environment
from tests.course.support.small_class import NAME, VALUE

COMMANDS = (
    ("course", "--help"),
    ("course", "nothing-of-this-name"),
    ("course", "grade", NAME),
    ("course", "export", "--to", "csv", NAME),
    ("course", "report", "09_none"),
    ("nbgrader", "--version"),
    ("nbgrader", "export", "--to", "of_nbgrader.csv"),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    works: dict[str, dict[str, str]] = {"ada": {}, "bob": {"smallest": VALUE}}
    return small_class.graded_class(tmp_path_factory.mktemp("class") / "course", works)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_fork_says_what_a_program_says(root: Path, command: tuple[str, ...]) -> None:
    words = [str(BIN / command[0]), *command[1:]]
    streams = {"capture_output": True, "text": True}
    own = subprocess.run(words, cwd=root, env=tool_environment(), **streams)  # type: ignore[call-overload]
    fork = prepared.run(words, root, tool_environment(), 300)
    assert (fork.args, fork.returncode) == (words, own.returncode)
    assert (fork.stdout, fork.stderr) == (own.stdout, own.stderr)


def test_a_fork_that_takes_too_long_is_ended(root: Path) -> None:
    course, environment = str(BIN / "course"), tool_environment()
    with pytest.raises(subprocess.TimeoutExpired):
        prepared.run([course, "grade", NAME, "--force"], root, environment, 0.05)
    assert prepared.run([course, "-h"], root, environment, 60).returncode == 0


def test_the_server_outlives_one_who_asked_and_was_ended(root: Path) -> None:
    command, environment = [str(BIN / "course"), "-h"], tool_environment()
    asked = {"command": command, "folder": str(root), "environment": environment}
    gone, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    gone.close()
    with theirs, Path(os.devnull).open("r+") as nothing:
        control = prepared._server("course", environment)
        handed = [theirs.fileno(), *[nothing.fileno()] * 3]
        socket.send_fds(control, [json.dumps(asked).encode()], handed)
    assert prepared.run(command, root, environment, 60).returncode == 0


def test_each_subcommand_is_a_program_of_its_own_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "_begun", set())
    for command in (("course", "grade"), ("course", "build"), ("nbgrader", "export")):
        assert [prepared.ready_for((*command, NAME)) for _ in range(3)] == [False, True, True]
    assert not any(prepared.ready_for(("pytest", "-q")) for _ in range(3))
    monkeypatch.setenv("COLUMNS", "40")  # which a server has read already
    assert not prepared.ready_for(("course", "grade", NAME))

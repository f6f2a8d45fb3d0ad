"""The documents name commands, options and settings that exist, and all of them."""

from __future__ import annotations

import re

import click
import click.testing
import pytest

from autograder.cli import main
from autograder.cli.diagnostics import settings_lines
from autograder.course import Course
from tests.course.support.documents import (
    INSTRUCTORS,
    ROOT,
    of_tool,
)


@pytest.mark.parametrize("name", sorted(Course.class_traits(config=True)))
def test_every_setting_has_a_help_text_that_the_doctor_prints(name: str) -> None:
    said = Course.class_traits(config=True)[name].help
    assert len(said.split()) >= 4, "say what it means"
    assert said.endswith(".")
    assert any(line.startswith(f"c.Course.{name} ") and said in line for line in settings_lines())


def test_every_setting_in_the_config_exists() -> None:
    used = re.findall(r"^c\.Course\.(\w+)", (ROOT / "course_config.py").read_text(), re.MULTILINE)
    assert used
    assert set(used) <= set(Course.class_traits(config=True))


def every_command(group: click.Group, before: str = "course") -> dict[str, click.Command]:
    """Each command by what one types, those of groups included."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        typed = f"{before} {name}"
        if isinstance(command, click.Group):
            found |= every_command(command, typed)
        if not isinstance(command, click.Group) or command.invoke_without_command:
            found[typed] = command
    return found


COMMANDS = every_command(main)
OPTIONS = [
    (typed, max(option.opts, key=len))
    for typed, command in COMMANDS.items()
    for option in command.params
    if isinstance(option, click.Option)
]


@pytest.mark.parametrize("typed", sorted(COMMANDS))
def test_every_command_is_in_the_table_and_has_help(typed: str) -> None:
    assert re.search(rf"^\| `{typed}\b", INSTRUCTORS, re.MULTILINE)
    done = click.testing.CliRunner().invoke(main, [*typed.split()[1:], "--help"])
    assert done.exit_code == 0
    assert len(done.output.splitlines()) > 4


@pytest.mark.parametrize(("typed", "option"), OPTIONS, ids=" ".join)
def test_every_option_is_in_the_table(typed: str, option: str) -> None:
    assert re.search(rf"^\| `{typed}` \| `{option}\b.*` \| \w+", INSTRUCTORS, re.MULTILINE)


def test_the_table_of_options_has_no_others() -> None:
    rows = re.findall(r"^\| `(course [\w -]+)` \| `(--\w+)", INSTRUCTORS, re.MULTILINE)
    assert len(rows) == len(OPTIONS)
    assert set(rows) == set(OPTIONS)


@pytest.mark.parametrize("name", sorted(Course.class_traits(config=True)))
def test_every_setting_is_in_the_table_with_its_default(name: str) -> None:
    trait = Course.class_traits(config=True)[name]
    assert f"| `{name}` | `{trait.default()!r}` | {trait.help} |" in INSTRUCTORS


def test_the_table_of_settings_has_no_others() -> None:
    table = INSTRUCTORS.partition("| setting |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == set(
        Course.class_traits(config=True)
    )


@pytest.mark.parametrize("words", of_tool("course"), ids=" ".join)
def test_course_commands_parse(words: list[str]) -> None:
    if words[0].startswith("--"):
        return
    command: click.Command = main
    arguments = [word.strip("[]") for word in words]
    while isinstance(command, click.Group) and arguments and arguments[0][0] != "-":
        command = command.commands[arguments.pop(0)]
    options = {text for option in command.params for text in option.opts}
    assert {word for word in arguments if word.startswith("--")} <= options
    if arguments and not arguments[-1].startswith("--"):  # a text may name an option by itself
        command.make_context(words[0], arguments).close()


def test_make_targets_exist_and_are_described() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {word for line in of_tool("make") for word in line if "=" not in word}
    assert {"demo", "test", "test-browser", "pictures"} <= named <= targets


def test_nbgrader_commands_exist() -> None:
    from nbgrader.apps import NbGraderApp

    named = {line[0] for line in of_tool("nbgrader")}
    assert {"generate_assignment", "autograde", "generate_feedback", "export"} <= named
    assert named <= set(NbGraderApp.subcommands) | {"zip_collect"}

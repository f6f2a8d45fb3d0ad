"""The documents, and the command lines in them."""

from __future__ import annotations

import re
import shlex

from tests.course.support import ROOT

README = (ROOT / "README.md").read_text("utf-8")
STUDENTS, INSTRUCTORS, EXTENDING = (
    (ROOT / "docs" / f"{reader}.md").read_text("utf-8")
    for reader in ("students", "instructors", "extending")
)
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:)([^)\s]+)\)")
TOP_LEVEL = ("source", "release", "solutions", "tests", "autograder", "docs", ".github", ".ci")
OF_A_NEW_EXERCISE = "residuals"  # an example: what it names is not there yet


def commands_of(text: str) -> list[list[str]]:
    """Every command line of a text: in its sh blocks, and in backticks."""
    blocks = "\n".join(code for kind, code in FENCE.findall(text) if kind == "sh")
    lines = [line.partition("#")[0] for line in blocks.splitlines()]
    lines += INLINE.findall(FENCE.sub("", text))
    tools = ("course", "make", "nbgrader", "pytest", "python", "jupyter", ".venv/bin/pre-commit")
    words = (shlex.split(line) for line in lines if line.startswith(tools) and "'" not in line)
    return [line for line in words if len(line) > 1 and line[0] in tools]


def of_tool(name: str) -> list[list[str]]:
    """The arguments of every command line of a tool, in all documents."""
    lines = (line for path in DOCUMENTS for line in commands_of(path.read_text("utf-8")))
    return [line[1:] for line in lines if line[0] == name]

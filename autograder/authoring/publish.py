"""What students are given, as a folder that stands alone: lessons, what they need, how to begin."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import packages_distributions
from pathlib import Path

from autograder.authoring.build import ReleaseProblem, drift, leaks_in
from autograder.client.packages import version_of
from autograder.course import Assignment, Course, text_of
from autograder.course.nbgrader_settings import KERNEL
from autograder.errors import CourseError
from autograder.feedback.lesson import titles
from autograder.release import Unreadable, leaks, secrets_of

LIST = ".course-publish"  # names what we wrote
README, REQUIREMENTS, LICENSE = "README.md", "requirements.txt", "LICENSE"
TOOLS = ("ipykernel", "jupyterlab", "nbgrader")  # to open a notebook, to check it, to hand it in
HOW_TO = """\
# {title}

| lesson | due |
|---|---|
{lessons}

## Install

You need Python {python} or later, and the network once. In this folder:

```sh
python3 -m venv .venv
.venv/bin/pip install -r requirements.txt
```

On Windows write `py` for `python3`, and `.venv\\Scripts\\` for `.venv/bin/`, here and below.
`requirements.txt` names the versions that your work is graded with.

## Open

`.venv/bin/jupyter lab`, then open a lesson's notebook in its folder. Write your answers where it
says `YOUR CODE HERE`, and leave the names of the functions as they are. The files beside a notebook
belong to it.

## Check

Below each answer is a cell with checks: run it. Before you hand in: *Kernel → Restart Kernel and
Run All Cells*, then save. The *Validate* button above the notebook lists every check that does not
pass. So does this:

```sh
.venv/bin/nbgrader validate {example}
```

More tests, on other numbers, follow when your notebook is graded.

## Hand in

Hand in the notebook, such as `{file}`, where your instructor says: the `.ipynb` file itself, under
its own name, not a link, a PDF or a web page.{all_of}
"""
ALL_OF = " Of a lesson with several notebooks, hand in each."


CONFIG = "nbgrader_config.py"  # of whoever validates there
WARNINGS_PASS = f'''"""For Validate: a warning is no failure."""

c = get_config()
c.Execute.extra_arguments = {KERNEL!r}
'''


def check_place(course: Course, folder: Path) -> None:
    """Raise CourseError for a folder in the course, which is private, but for build/."""
    place = folder.resolve()
    if place.is_relative_to(course.root) and not place.is_relative_to(course.root / "build"):
        raise CourseError(
            f"{folder}: is in the course, which is private; name a folder outside, or in build/"
        )


def published(course: Course, names: Sequence[str]) -> dict[str, bytes]:
    """Return every file that students of these assignments are given, by its path in the folder.

    Raise CourseError where one of the files beside the lessons holds an answer.
    """
    lessons = [course.assignment(name) for name in names]
    if not lessons:
        raise CourseError(f"{course.root}: there is nothing to publish; see: course new")
    found = {path: data for lesson in lessons for path, data in _released(course, lesson)}
    beside = {
        README: _readme(course, lessons).encode(),
        CONFIG: WARNINGS_PASS.encode(),
        REQUIREMENTS: "".join(f"{line}\n" for line in requirements(found)).encode(),
    }
    if (course.root / LICENSE).is_file():
        beside[LICENSE] = (course.root / LICENSE).read_bytes()
    for name, data in beside.items():
        _refuse_leaks(course, name, data)
    return {**found, **beside}


def problems(course: Course, names: Iterable[str]) -> list[ReleaseProblem]:
    """Find what forbids to give the releases out: one that is stale, or gives something away."""
    return [
        problem
        for name in names
        for problem in (*drift(course, name), *leaks_in(course, course.assignment(name)))
    ]


def requirements(files: Mapping[str, bytes]) -> list[str]:
    """Return what the files of students import, with the versions that are installed here."""
    here = packages_distributions()
    own = {Path(name).stem for name in files if name.endswith(".py")}
    modules = {module for name, data in files.items() for module in _imports(name, data)}
    modules -= {*sys.stdlib_module_names, *own}
    found = {one for module in modules for one in here.get(module, ())}
    pinned = {name: version_of(name) for name in {*found, *TOOLS}}
    return [f"{name}=={version}" for name, version in sorted(pinned.items()) if version]


def _released(course: Course, lesson: Assignment) -> Iterator[tuple[str, bytes]]:
    folder = course.root / "release"
    if not lesson.release.is_file():
        raise CourseError(f"{lesson.name} is not released yet; course build {lesson.name}")
    for path in sorted((folder / lesson.name).rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _readme(course: Course, lessons: Sequence[Assignment]) -> str:
    lines = []
    for lesson in lessons:
        due = str(course.due_dates.get(lesson.name) or "").strip()
        due = f"{due[:-1]} UTC" if due.endswith("Z") else due
        lines.append(f"| {_links(lesson)} | {due} |")
    first = lessons[0].notebooks[0]
    course_id = course.config.get("CourseDirectory", {}).get("course_id", "") or "Lessons"
    return HOW_TO.format(
        title=str(course_id).replace("-", " ").capitalize(),
        lessons="\n".join(lines),
        python=".".join(map(str, sys.version_info[:2])),
        example=f"{lessons[0].name}/{first}.ipynb",
        file=f"{first}.ipynb",
        all_of=ALL_OF if any(len(lesson.notebooks) > 1 for lesson in lessons) else "",
    )


def _links(lesson: Assignment) -> str:
    """Link to each notebook of a lesson, one by the lesson's title, several by their names."""
    one = len(lesson.notebooks) == 1
    links = (
        f"[{titles(lesson)[''] if one else name}]({lesson.name}/{name}.ipynb)"
        for name in lesson.notebooks
    )
    return ("" if one else f"{lesson.name}: ") + ", ".join(links)


def _refuse_leaks(course: Course, name: str, data: bytes) -> None:
    for lesson in course.assignments:
        try:
            for what in leaks(name, data, secrets_of(course.assignment(lesson))):
                raise CourseError(f"{name} would give something of {lesson} away: {what}")
        except Unreadable as error:
            raise CourseError(f"{name}: {error}") from None


def _imports(name: str, data: bytes) -> Iterator[str]:
    """The modules that a file of students imports, by their first names."""
    if name.endswith(".py"):
        sources = [data.decode("utf-8", "replace")]
    elif name.endswith(".ipynb"):
        cells = json.loads(data)["cells"]
        sources = [text_of(cell) for cell in cells if cell["cell_type"] == "code"]
    else:
        return
    for source in sources:
        try:
            nodes = list(ast.walk(ast.parse(source)))
        except SyntaxError:  # of IPython, such as %matplotlib
            lines = [line for line in source.splitlines() if line.startswith(("import ", "from "))]
            nodes = [node for line in lines for node in ast.walk(_parsed(line))]
        for node in nodes:
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield str(node.module).partition(".")[0]


def _parsed(line: str) -> ast.Module:
    try:
        return ast.parse(line)
    except SyntaxError:  # an import over several lines
        return ast.parse("")

"""The whole site as files by name: a page for each lesson, its pictures, and the contents."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from autograder.authoring.build import drift
from autograder.course import Assignment, Course
from autograder.errors import CourseError
from autograder.feedback.lesson import titles
from autograder.feedback.template import STYLE, policy, template
from autograder.release import Unreadable, leaks_of_file, secrets_of
from autograder.site.exporter import TEMPLATES, Around, LessonExporter
from autograder.site.shown import shown_notebook
from autograder.site.solved import Drawn, drawn_by
from autograder.wording.words import points_text

CONTENTS = "index.html"
LOADS = "img-src 'self' data:; font-src 'self'"  # beside the page, or in a text's attachment
FONT = ("math.woff2", "math.LICENSE.txt")  # few phones have one for formulas


@dataclass(frozen=True)
class Lesson:
    """One lesson's page before it is laid out."""

    file: str
    title: str
    size: str
    notebook: str
    parts: tuple[tuple[str, Markup], ...]
    body: Markup
    pictures: Mapping[str, bytes]


def site_of(course: Course) -> dict[str, bytes]:
    """Return every file of the site by its name in the folder, for all assignments of a course.

    The text is that of ``release/``. Raises CourseError where that is missing or is not what
    ``source/`` gives, where a cell of a solved notebook fails, and where a page would hold what
    students must not see.
    """
    assignments = [course.assignment(name) for name in course.assignments]
    if not assignments:
        raise CourseError(f"{course.root}: there is no assignment; begin one with `course new`")
    for assignment in assignments:
        _refuse_stale(course, assignment)
    lessons = [_lesson(assignment, course.assignments) for assignment in assignments]
    files = dict(_files(course, lessons))
    for assignment, lesson in zip(assignments, lessons, strict=True):
        _refuse_leaks(assignment, [lesson.file, CONTENTS], files)
    return files


def _refuse_stale(course: Course, assignment: Assignment) -> None:
    if len(assignment.parts) > 1 or not all(cell.get("id") for cell in assignment.master["cells"]):
        raise CourseError(
            f"{assignment.name}: only lessons of one notebook, whose cells have ids "
            "(nbformat 4.5), are shown as pages; hand out the notebooks themselves"
        )
    if not assignment.source.is_file():
        raise CourseError(f"{assignment.source}: not there, so nothing can draw the pictures")
    for problem in drift(course, assignment.name):
        raise CourseError(f"{problem.where}: {problem.what}; {problem.mend}")


def _lesson(assignment: Assignment, lessons: Collection[str]) -> Lesson:
    drawn = drawn_by(assignment)
    notebook = shown_notebook(assignment, drawn)
    around = Around(assignment.files, lessons)
    body, _ = LessonExporter(around).from_notebook_node(notebook)
    count = len(assignment.exercises)
    return Lesson(
        file=f"{assignment.name}.html",
        title=titles(assignment)[""],
        size=f"exercises: {count}, points: {points_text(assignment.max_points)}",
        notebook=assignment.release.name,
        parts=tuple((name, words) for level, name, words in around.headings if level == 2),
        body=Markup(body),
        pictures=dict(_pictures(notebook, drawn)),
    )


def _pictures(notebook: Any, drawn: Mapping[str, Drawn]) -> Iterator[tuple[str, bytes]]:
    for cell in notebook.cells:
        page = cell.metadata.page
        if shown := page.get("pictures"):
            for picture, data in zip(shown, drawn[page.name].pictures, strict=True):
                yield picture.file, data.png


def _files(course: Course, lessons: list[Lesson]) -> Iterator[tuple[str, bytes]]:
    style = Markup(STYLE + (TEMPLATES / "site.css").read_text(encoding="utf-8"))
    ours = {"style": style, "policy": policy(style, LOADS)}
    name = (str(course.directory.course_id) or course.root.name).replace("-", " ").capitalize()
    page = template("index").render(**ours, course=name, lessons=lessons)
    yield CONTENTS, page.encode()
    for file in FONT:
        yield file, (TEMPLATES / file).read_bytes()
    for place, lesson in enumerate(lessons):
        around = {"before": lessons[place - 1] if place else None}
        around["after"] = lessons[place + 1] if place + 1 < len(lessons) else None
        page = template("lesson").render(**ours, **around, lesson=lesson)
        yield lesson.file, page.encode()
        yield from lesson.pictures.items()


def _refuse_leaks(assignment: Assignment, names: list[str], files: Mapping[str, bytes]) -> None:
    """Look at a page as at a released file; pictures are encoded here and hold pixels only."""
    secrets = secrets_of(assignment)
    for name in names:
        try:
            found = next(leaks_of_file(files[name], secrets, strict=True), None)
        except Unreadable as error:
            found = str(error)
        if found:
            raise CourseError(f"{name} would hold {found}; course build {assignment.name} --check")

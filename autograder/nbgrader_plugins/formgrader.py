"""nbgrader's form grader: formulas without the network, and mark schemes beside the answers.

nbgrader's page loads MathJax from elsewhere, and waits for it. ``course_config.py`` names the
filter below, and puts ``templates/formgrade/mathjax.html.j2`` before the template that loads it.
Mark schemes are put in while that page is made, and stand in no notebook that anybody could hand
on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat.v4 import new_markdown_cell

from autograder.course import Course
from autograder.course.rubric import rubrics_of
from autograder.errors import CourseError
from autograder.feedback.formulas import formula

OF_THE_FORM_GRADER = ("submission_id", "assignment_id")  # what its page alone is made with
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
BEFORE = (
    '<details open style="border-left: 4px solid #337ab7; padding-left: 1em">'
    "<summary><b>Mark scheme of <code>{}</code></b>: for you, it is in nobody's notebook</summary>"
    "\n\n"
)
BEHIND = "\n\n</details>"


class FormulaRenderer(IPythonRenderer):  # type: ignore[misc]
    """Renders markdown as nbconvert does, but for formulas."""

    def block_math(self, body: str) -> str:
        """Write a formula that stands alone."""
        return formula(body, display=True)

    def inline_math(self, body: str) -> str:
        """Write a formula within a line."""
        return formula(body)

    def latex_environment(self, name: str, body: str) -> str:
        r"""Write what stands between ``\begin{name}`` and ``\end{name}``."""
        return formula(f"\\begin{{{name}}}{body}\\end{{{name}}}", display=True)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Write a picture that is attached to the cell; one that is missing leaves its name."""
        name = url.removeprefix("attachment:")
        if name != url and name not in self.attachments:
            return str(self.text(f"({name})"))
        return str(super().image(text, url, title))


@pass_context
def markdown_with_mathml(context: Context, source: str) -> str:
    """Return markdown as HTML; stands where nbconvert's filter ``markdown2html`` stands."""
    attached = context.get("cell", {}).get("attachments", {})
    renderer = FormulaRenderer(escape=False, attachments=attached)
    return str(MarkdownWithMath(renderer=renderer).render(source))


class ShowRubric(Preprocessor):  # type: ignore[misc]
    """Puts the mark scheme of an answer that a person reads below it, in the form grader only."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Return the notebook with the schemes in it; as it is, for any other page."""
        if all(name in resources for name in OF_THE_FORM_GRADER):
            folder = Path(resources.get("metadata", {}).get("path") or ".")
            schemes = _schemes(folder, resources["assignment_id"])
            nb.cells = list(_with_schemes(nb.cells, schemes))
        return nb, resources


def _schemes(folder: Path, assignment: str) -> Callable[[str], str]:
    """Return what says the mark scheme of an exercise: "" where it has none."""
    try:
        rubrics = rubrics_of(Course.load(folder).root, assignment)
    except CourseError as error:
        why = f"No mark scheme: {error}"
        return lambda exercise: why
    return lambda exercise: rubrics[exercise].text if exercise in rubrics else ""


def _with_schemes(cells: Iterable[Any], schemes: Callable[[str], str]) -> Iterator[Any]:
    for cell in cells:
        yield cell
        marks = cell.metadata.get("nbgrader", {})
        by_hand = marks.get("grade") and marks.get("solution")
        if by_hand and (text := schemes(marks["grade_id"])):
            compact = HEADING.sub(r"**\1**\n", text)  # the page's own headings are larger
            yield new_markdown_cell(f"{BEFORE.format(marks['grade_id'])}{compact}{BEHIND}")

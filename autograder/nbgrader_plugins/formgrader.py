"""Formulas in nbgrader's form grader: written here as MathML, so that no page asks the network.

nbgrader's page loads MathJax from elsewhere, and waits for it. ``course_config.py`` names the
filter below, and puts ``templates/formgrade/mathjax.html.j2`` before the template that loads it.
"""

from __future__ import annotations

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.feedback.prose import formula


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

"""Formulas in nbgrader's form grader: written here as MathML, so that no page asks the network.

nbgrader's page loads MathJax from elsewhere, and waits for it. ``course_config.py`` names the
filter below, and puts ``templates/formgrade/mathjax.html.j2`` before the template that loads it.
"""

from __future__ import annotations

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


def markdown_with_mathml(source: str) -> str:
    """Return markdown as HTML; stands where nbconvert's filter ``markdown2html`` stands."""
    return str(MarkdownWithMath(renderer=FormulaRenderer(escape=False)).render(source))

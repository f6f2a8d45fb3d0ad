"""A tiny course of another subject, graded by the same engine."""

from pathlib import Path

import autograder
from autograder.course import tools_on_path

tools_on_path()  # nbgrader calls `alembic` by its name
c = get_config()

# ── the course ────────────────────────────────────────────────────────────────────────────────
c.CourseDirectory.course_id = "sorting"

# ── stock nbgrader uses our grader: leave these as they are ───────────────────────────────────
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
c.IncludeHeaderFooter.header = ""
c.GenerateAssignment.exporter_class = "autograder.release.exporter.ReleaseExporter"
c.ExchangeFactory.collect = "autograder.nbgrader_plugins.collect.Collect"
c.Autograde.exporter_class = "autograder.nbgrader_plugins.autograde.IntakeExporter"
c.Autograde.sanitize_preprocessors = []
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader_plugins.autograde.GradeInSandbox",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.GenerateFeedback.exporter_class = "autograder.nbgrader_plugins.feedback.FeedbackExporter"

# ── the form grader shows formulas without the network, and mark schemes ──────────────────────────
c.HTMLExporter.filters = {
    "markdown2html": "autograder.nbgrader_plugins.formgrader.markdown_with_mathml"
}
c.HTMLExporter.preprocessors = ["autograder.nbgrader_plugins.formgrader.ShowRubric"]
_templates = Path(autograder.__file__).parent / "feedback" / "templates"
c.HTMLExporter.extra_template_basedirs.prepend([str(_templates)])

"""The settings by which nbgrader's own commands, and its form grader, grade with our grader."""

from __future__ import annotations

from pathlib import Path

from traitlets.config import Config

import autograder
from autograder.course.config import tools_on_path

PLUGINS = "autograder.nbgrader_plugins"
# nbgrader's Validate takes anything on the error stream for a failure. A warning costs no points
# here, and `course check` says so: what a kernel writes there comes with its other output.
KERNEL = [
    "--HistoryManager.hist_file=:memory:",
    "--IPKernelApp.exec_lines=import sys; sys.stderr = sys.stdout",
]
TEMPLATES = Path(autograder.__file__).parent / "feedback" / "templates"


def use_in_nbgrader(c: Config) -> None:
    """Put our grader into nbgrader's place; what a course sets below the call stands.

    A course says this once, and a new version of ours changes nothing in its file.
    """
    tools_on_path()  # nbgrader calls `alembic` by its name
    c.IncludeHeaderFooter.header = ""
    c.GenerateAssignment.exporter_class = "autograder.release.exporter.ReleaseExporter"
    c.ExchangeFactory.collect = f"{PLUGINS}.collect.Collect"
    c.ZipCollectApp.extractor_plugin = f"{PLUGINS}.zip_collect.Extractor"
    c.ZipCollectApp.collector_plugin = f"{PLUGINS}.zip_collect.Collector"
    c.Autograde.exporter_class = f"{PLUGINS}.autograde.IntakeExporter"
    c.Autograde.sanitize_preprocessors = []
    c.Autograde.autograde_preprocessors = [
        f"{PLUGINS}.autograde.GradeInSandbox",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    c.Execute.extra_arguments = KERNEL
    c.GenerateFeedback.exporter_class = f"{PLUGINS}.feedback.FeedbackExporter"
    # the form grader shows formulas without the network, and mark schemes
    c.HTMLExporter.filters = {"markdown2html": f"{PLUGINS}.formgrader.markdown_with_mathml"}
    c.HTMLExporter.preprocessors = [f"{PLUGINS}.formgrader.ShowRubric"]
    c.HTMLExporter.extra_template_basedirs.prepend([str(TEMPLATES)])

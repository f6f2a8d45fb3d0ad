"""A lesson's cells as HTML, by nbconvert: formulas as MathML, folded cells, nothing that acts."""

from __future__ import annotations

import base64
import html
import mimetypes
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import MarkdownWithMath

from autograder.feedback.formulas import formula
from autograder.nbgrader_plugins.formgrader import FormulaRenderer

TEMPLATES = Path(__file__).parent / "templates"
IN_TAGS = re.compile(r"(?<![\\$])\$(?!\s)([^$]+?)(?<![\s\\])\$(?!\d)")
NOT_OF_A_NAME = re.compile(r"[^\w]+")
TAG = re.compile(r"<[^<>]*>")
WITH_STOP = re.compile(r"(<math[^>]*>(?:(?!</math>).)*</math>)([.,;:?!)]+)", re.DOTALL)
ROOM = '<div class="{}" role="region" tabindex="0" aria-label="{}">'
NOTEBOOK = re.compile(r"(?:.*/)?([^/]+)\.ipynb")


@dataclass
class Around:
    """What a lesson's text may lead to, and the headings that were met in it."""

    beside: Mapping[str, bytes]  # the released files beside the notebook
    lessons: Collection[str]
    headings: list[tuple[int, str, Markup]] = field(default_factory=list)  # level, name, words


class LessonRenderer(FormulaRenderer):
    """Renders a lesson's markdown for a page that loads nothing from elsewhere."""

    def __init__(self, around: Around, **kwargs: Any) -> None:
        super().__init__(escape=False, **kwargs)
        self._around = around

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        """Write a heading that links can lead to."""
        words = NOT_OF_A_NAME.sub("-", html.unescape(TAG.sub("", text)).lower()).strip("-")
        taken = {name for _, name, _ in self._around.headings}
        name = words or "part"
        while name in taken:
            name += "-"
        self._around.headings.append((level, name, Markup(text)))
        return f'<h{level} id="{html.escape(name)}">{text}</h{level}>\n'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Write a picture; one that is released beside the notebook comes into the page."""
        if url in self._around.beside:
            kind = mimetypes.guess_type(url)[0] or "image/png"
            url = f"data:{kind};base64,{base64.b64encode(self._around.beside[url]).decode()}"
        return super().image(text, url, title)

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """Write a link; one to another lesson's notebook leads to its page."""
        found = NOTEBOOK.fullmatch(url)
        there = found is not None and found[1] in self._around.lessons
        return str(super().link(text, f"{found[1]}.html" if found and there else url, title))

    def block_html(self, html: str) -> str:
        """Write tags as they are: markdown does not look between them, so formulas wait there."""
        return IN_TAGS.sub(_formula, super().block_html(html))

    def block_code(self, code: str, info: str | None = None) -> str:
        """Write code in a room that scrolls."""
        return in_a_room(super().block_code(code, info))

    def table(self, text: str) -> str:
        """Write a table in a room that scrolls."""
        return f"{ROOM.format('wide', 'Table')}<table>\n{text}</table></div>\n"

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        """Write a cell without a style of its own, which the page's policy forbids."""
        tag, kind = ("th" if head else "td"), f' class="{align}"' if align else ""
        return f"<{tag}{kind}>{text}</{tag}>\n"

    def task_list_item(self, text: str, checked: bool = False) -> str:
        """Write a box to tick off, for the eye: nobody can tick it here."""
        return f'<li class="todo">{"☑" if checked else "☐"} {text}</li>\n'


class LessonExporter(HTMLExporter):  # type: ignore[misc]
    """Writes what `shown_notebook` returns as the middle of a page."""

    def __init__(self, around: Around) -> None:
        super().__init__(template_name="cells", extra_template_basedirs=[str(TEMPLATES)])
        self._around = around
        self.register_filter("markdown2html", self.markdown)
        self.register_filter("room", in_a_room)

    @pass_context
    def markdown(self, context: Context, source: str) -> str:
        """Return a cell's text as HTML."""
        attached = context["cell"].get("attachments", {})
        renderer = LessonRenderer(self._around, attachments=attached)
        text = str(MarkdownWithMath(renderer=renderer).render(source))
        return WITH_STOP.sub(r'<span class="together">\1\2</span>', text)


def in_a_room(code: str) -> str:
    """Put code where it can scroll, also by keyboard, while the page stays."""
    return f"{ROOM.format('code', 'Code')}{code}</div>"


def _formula(found: re.Match[str]) -> str:
    return str(formula(html.unescape(found[1])))

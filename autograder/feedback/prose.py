"""Markdown and mathematics → inert HTML: tasks, written answers, comments.

Nothing is loaded and nothing leads anywhere: tags, links and pictures stay text, formulas become
MathML, and what comes out is cleaned once more by a list of allowed tags.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from markupsafe import Markup
from mdit_py_plugins.dollarmath import dollarmath_plugin

from autograder.feedback import formulas
from autograder.wording.plain import strip_controls

MAX_PROSE = 20_000  # characters; longer text is shown as it was typed
# what may have to be moved sideways on a phone
MANY_COLUMNS = 4  # of a table
LONG_LINE = 40  # characters of code
WORDS = {"p", "em", "strong", "code", "pre", "br", "hr", "ul", "ol", "li", "blockquote", "s"}
WORDS |= {"table", "thead", "tbody", "tr", "th", "td", "div", "span"}
ATTRIBUTES = {
    **formulas.ATTRIBUTES,
    "div": {"tabindex", "role", "aria-label"},
    "pre": {"tabindex"},
    "span": {"tabindex"},
}
CLASSES = {
    **formulas.CLASSES,
    "p": {"heading"},
    "div": {"wide"},
    "pre": {"wide"},
    "span": {"formula", "within"},
}
NOT_MARKDOWN = ("link", "image", "autolink", "reference", "html_inline", "html_block")


def _formula(latex: str, options: dict[str, Any]) -> str:
    """Write a formula where the parser met one."""
    return formulas.formula(latex, bool(options.get("display_mode")))


def _block(self: Any, tokens: Sequence[Token], index: int, options: Any, environment: Any) -> str:
    """Write a formula that stands alone."""
    return f"{formulas.formula(str(tokens[index].content).strip(), display=True)}\n"


def _table(self: Any, tokens: Sequence[Token], index: int, options: Any, environment: Any) -> str:
    """Put a wide table into a place where it can be moved by itself, also by keys."""
    opens = tokens[index].nesting > 0
    if opens:
        environment["is_wide"] = _is_wide(tokens, index)
    if not environment["is_wide"]:
        return "<table>\n" if opens else "</table>\n"
    region = '<div class="wide" role="region" tabindex="0" aria-label="A table">'
    return f"{region}<table>\n" if opens else "</table></div>\n"


def _is_wide(tokens: Sequence[Token], index: int) -> bool:
    """Say whether the table that begins here has many columns, or a long formula in one."""
    table = list(takewhile(lambda token: token.type != "table_close", tokens[index:]))
    head = takewhile(lambda token: token.type != "thead_close", table)
    inside = (child for token in table for child in token.children or ())
    return sum(token.type == "th_open" for token in head) >= MANY_COLUMNS or any(
        child.type.startswith("math") and len(child.content) > formulas.LONG for child in inside
    )


def _code(self: Any, tokens: Sequence[Token], index: int, options: Any, environment: Any) -> str:
    """Write lines of code; long ones stay lines, as a drawing in them needs."""
    about = tokens[index].info.strip()  # of a fence: the name of a language, or words
    text = f"{about}\n{tokens[index].content}" if " " in about else tokens[index].content
    is_wide = max(map(len, text.splitlines()), default=0) > LONG_LINE
    moves = ' class="wide" tabindex="0"' if is_wide else ""
    return f"<pre{moves}><code>{escapeHtml(text)}</code></pre>\n"


def _heading(self: Any, tokens: Sequence[Token], index: int, options: Any, environment: Any) -> str:
    """Headings belong to the page; those of a text become bold lines."""
    return '<p class="heading">' if tokens[index].nesting > 0 else "</p>"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable(NOT_MARKDOWN)
    dollarmath_plugin(
        parser,
        allow_labels=False,
        allow_space=False,  # so that "$3 and $4" are dollars
        allow_digits=False,
        double_inline=True,
        renderer=_formula,
    )
    formulas.environments(parser)
    for kind in ("math_block", "math_inline_double"):
        parser.add_render_rule(kind, _block)
    for kind in ("table_open", "table_close"):
        parser.add_render_rule(kind, _table)
    for kind in ("fence", "code_block"):
        parser.add_render_rule(kind, _code)
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    return parser


PARSER = _parser()


@lru_cache(maxsize=4096)
def prose(markdown: str) -> Markup:
    """Return a text as HTML blocks."""
    if len(markdown) > MAX_PROSE:
        return Markup("<pre>{}</pre>").format(printable(markdown))
    return _clean(PARSER.render(printable(markdown)))


@lru_cache(maxsize=4096)
def line(markdown: str) -> Markup:
    """Return a sentence or two as HTML without blocks."""
    if len(markdown) > MAX_PROSE:
        return Markup(escapeHtml(printable(markdown)))
    return _clean(PARSER.renderInline(printable(markdown)))


def printable(value: Any) -> str:
    """Return text without anything that HTML does not allow, or that a terminal acts on."""
    kept = strip_controls(value).replace("\x1b", "�")
    return "".join(c for c in kept if not _is_odd(ord(c))) if not kept.isascii() else kept


def _is_odd(code: int) -> bool:
    """Surrogates, and the code points that are no characters."""
    return 0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def _clean(html: str) -> Markup:
    kept = nh3.clean(
        html, tags=formulas.TAGS | WORDS, attributes=ATTRIBUTES, allowed_classes=CLASSES
    )
    return Markup(kept)

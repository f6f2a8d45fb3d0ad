"""Markdown and formulas on our pages: readable, inert, and made in a reasonable time."""

from __future__ import annotations

import time

import html5lib
import pytest
from jinja2 import Environment

from autograder.feedback.formulas import formula
from autograder.feedback.prose import MAX_PROSE, line, printable, prose
from autograder.nbgrader_plugins.formgrader import markdown_with_mathml
from tests.course.support.hostile_pages import HTML, MARKDOWN, live_parts

PAGE = "<!DOCTYPE html><html lang=en><head><title>t</title></head><body><div>{}</div></body></html>"


def valid(html: str) -> None:
    html5lib.HTMLParser(strict=True).parse(PAGE.format(html))


@pytest.mark.parametrize("attack", [*HTML.values(), *MARKDOWN.values()])
def test_no_text_acts(attack: str) -> None:
    for made in (prose(f"Before.\n\n{attack}\n\nAfter."), line(f"Before {attack} after")):
        assert live_parts(PAGE.format(made)) == []
        assert "after" in made.lower()


def test_what_people_write_stays_readable() -> None:
    made = prose(
        "# Title\n\nBecause **both** slopes `<` *one*; 3 < 4 & 5.\n\n1. first\n2. second\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n```python\nx < 1\n```\n"
    )
    valid(made)
    assert '<p class="heading">Title</p>' in made
    assert "<strong>both</strong> slopes <code>&lt;</code> <em>one</em>; 3 &lt; 4 &amp; 5." in made
    assert made.count("<li>") == 2
    assert made.count("<td>") == 2
    assert "<pre><code>x &lt; 1" in made


def test_links_and_pictures_are_text() -> None:
    made = prose("[a page](https://example.org) ![drawn](x.png) <https://example.org>")
    assert "[a page](https://example.org) ![drawn](x.png) &lt;https://example.org&gt;" in made


def test_formulas_become_mathml() -> None:
    made = prose(r"$\frac{1}{n}\sum_i e_i^2$ and $$\theta \leftarrow \theta - \alpha g$$")
    valid(made)
    assert made.count("<math") == 2
    assert 'display="block"' in made
    assert "<mfrac>" in made
    assert "θ" in made
    assert "$" not in made


def test_what_may_be_too_wide_for_a_phone_moves_by_itself() -> None:
    """Short formulas and narrow tables are no stop for somebody who goes through a page by keys."""
    long = r"L = \frac1n\sum_i\left(y_i - \theta_0 x_{0,i} - \theta_1 x_{1,i}\right)^2"
    made = prose(f"$$x = 1$$\n\n$${long}$$\n\nand $${long}$$ within")
    valid(made)
    assert made.count('<span class="formula"><math') == 1
    assert made.count('<span class="formula" tabindex="0"><math') == 2
    assert '<span class="formula within" tabindex="0"><math>' in prose(f"Within ${long}$ a line.")
    code = prose(f"```\n{'x' * 41}\n```\n\n```python\nx < 1\n```")
    valid(code)
    assert code.count("<pre><code>x &lt; 1") == code.count('<pre class="wide" tabindex="0">') == 1
    narrow, wide = (
        prose("\n".join(("| a " * n + "|", "|---" * n + "|", "| 1 " * n + "|"))) for n in (3, 4)
    )
    valid(wide)
    assert narrow.startswith("<table>")
    assert wide.startswith('<div class="wide" role="region" tabindex="0" aria-label="A table">')
    assert wide.rstrip().endswith("</table></div>")
    assert prose(f"| a |\n|---|\n| ${long}$ |").startswith('<div class="wide"')


@pytest.mark.parametrize("broken", [r"\frac{", r"\left(", "x" * 2000, r"\begin{array}"])
def test_a_formula_that_cannot_be_read_stays_as_it_was_typed(broken: str) -> None:
    made = prose(f"See ${broken}$.")
    valid(made)
    assert "math" not in made
    assert broken in made


def test_dollars_are_no_formulas() -> None:
    assert "<math" not in prose("A tip of $3 on a bill of $20 is 15 %.")


@pytest.mark.parametrize(
    "piece",
    [
        "\\begin{a}",
        "$",
        "$$",
        "$x$ ",
        "![",
        "`",
        "~",
        "](",
        "<",
        "*",
        "_",
        "> ",
        "- ",
        "|",
        "\\(",
        "[",
    ],
)
def test_any_text_takes_a_reasonable_time(piece: str) -> None:
    began = time.process_time()
    prose(piece * (MAX_PROSE // len(piece)))
    assert time.process_time() - began < 3


def test_longer_text_is_shown_as_it_is() -> None:
    made = prose("*" * (MAX_PROSE + 1))
    assert made == f"<pre>{'*' * (MAX_PROSE + 1)}</pre>"


def test_no_character_breaks_a_page() -> None:
    odd = "".join(map(chr, [*range(32), 0x7F, 0x85, 0x202E, 0xFDD0, 0xFFFE, 0x1FFFF, 0xD800]))
    valid(f"<pre>{printable(odd)}</pre>")
    assert printable("tab\tα β\n") == "tab\tα β\n"


@pytest.mark.parametrize("attack", [*HTML.values(), *MARKDOWN.values()])
def test_a_formula_is_inert_wherever_it_is_written(attack: str) -> None:
    for latex in (attack, rf"\text{{{attack}}}", rf"x_{{{attack}}}"):
        assert live_parts(PAGE.format(formula(latex))) == []


def test_the_form_grader_s_markdown_has_its_formulas_as_mathml() -> None:
    shown = markdown_with_mathml(
        Environment().from_string("").new_context(),
        "$a<b$ costs \\$5\n\n$$\\sum_i x_i$$\n\n\\begin{pmatrix}1&2\\end{pmatrix}\n\n*so*",
    )
    assert shown.count("<math") == 3
    assert shown.count('display="block"') == 2
    assert "<em>so</em>" in shown
    assert r"\sum" not in shown
    assert "$5" in shown

"""Formulas as notebooks write them come out as mathematics, or as their LaTeX."""

from __future__ import annotations

import html
import re
from pathlib import Path

import html5lib
import pytest
from jinja2 import Environment

from autograder.course import Course
from autograder.feedback.formulas import formula
from autograder.feedback.prose import prose
from autograder.nbgrader_plugins.formgrader import markdown_with_mathml
from tests.course.support import ROOT

WRITTEN = Path(__file__).with_name("formulas.txt").read_text("utf-8").splitlines()
AS_LATEX = {  # MathJax reads some of these
    r"a & = b",
    r"\begin{foo} x \end{foo}",
    r"\foo{x}",
    r"\SI{3}{m}",
    r"\unicode{x2113}",
    r"\intertext{and} x",
    r"\begin{align} a &= b \\ \intertext{so} c &= d \end{align}",
}
PAGE = "<!DOCTYPE html><html lang=en><head><title>t</title></head><body><p>{}</p></body></html>"
LINES = [
    (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a=b", "c=d"),
    (r"\begin{gathered} a = b \\ c = d \end{gathered}", "a=b", "c=d"),
    (r"\begin{align} a &= b \label{x} \\ c &= d \nonumber \end{align}", "a=b", "c=d"),
    (r"\begin{align*} a &= b \\ c &= d \end{align*}", "a=b", "c=d"),
    (r"\begin{split} a &= b \\ &= d \end{split}", "a=b", "=d"),
    (r"\begin{equation} \begin{split} a &= b \\ &= d \end{split} \end{equation}", "a=b", "=d"),
    (r"\begin{eqnarray} a &=& b \\ c &=& d \end{eqnarray}", "a=b", "c=d"),
    (r"\begin{alignat}{2} a &= b & c &= d \\ e &= f & g &= h \end{alignat}", "a=bc=d", "e=fg=h"),
    (r"\begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases}", "xx>0", "0otherwise"),
    (r"\begin{cases} x & \text{if $x > 0$} \\ 0 & x = 0 \end{cases}", "xif x>0", "0x=0"),
    (r"\begin{gather} a = b \\ c = d \end{gather}", "a=b", "c=d"),
    (r"\begin{multline} a + b \\ + c \end{multline}", "a+b", "+c"),
]  # fmt: skip


def words(made: str) -> str:
    """What a reader sees, without what sets only distances."""
    said = html.unescape(re.sub(r"<[^>]*>", "", made))
    return re.sub("[\u2061\u2063]", "", said).replace("\xa0", " ")


@pytest.mark.parametrize("latex", WRITTEN)
def test_what_notebooks_write_is_mathematics_or_its_latex(latex: str) -> None:
    for made in (formula(latex), formula(latex, display=True)):
        html5lib.HTMLParser(strict=True).parse(PAGE.format(made))
        if latex in AS_LATEX:
            assert f"<code>{html.escape(latex, quote=False)}</code>" in made
            continue
        assert "<math" in made
        left = words(made) if latex != r"\% \$ \# \& \_ \{ \}" else ""
        assert not re.search(r"[&\\$]|\w_\w\b(?<!learning_rate)(?<!code_x)", left)


@pytest.mark.parametrize(("latex", "first", "second"), LINES)
def test_each_line_of_a_formula_is_a_line(latex: str, first: str, second: str) -> None:
    """With dollars and without, on our pages and in the form grader."""
    context = Environment().from_string("").new_context()
    for text in (
        f"$${latex}$$",
        f"So it is:\n\n{latex}\n\nand on.",
        f"So it is:\n{latex}\nand on.",
    ):
        for made in (str(prose(text)), str(markdown_with_mathml(context, text))):
            rows = re.findall(r"<mtr>(.*?)</mtr>", made)
            assert [words(row) for row in rows] == [first, second]
            assert made.count('<span class="formula"') == 1
            assert "\\" not in words(made)
            assert "and on" in made or "$" in text


@pytest.mark.parametrize(
    ("latex", "said"),
    [
        (r"\arg\min_x f(x)", "argminxf(x)"),
        (r"\underset{\theta}{\arg\min}\ L(\theta)", "argminθ L(θ)"),
        (r"\underset{w}{\operatorname{argmin}} L", "argminwL"),
        (r"\operatorname*{arg\,max}_{x \in \mathbb{R}^n} f", "arg\u2009maxx∈ℝnf"),
        (r"\DeclareMathOperator*{\argmin}{argmin} \argmin_x f", "argminxf"),
        (r"\newcommand{\R}{\mathbb{R}} x \in \R", "x∈ℝ"),
        (r"\mathbb{E}[X]", "𝔼[X]"),
        (r"\text{for $x$ in } X", "for x in X"),
        (r"a = b \tag{3.1}", "a=b(3.1)"),
    ],
)
def test_names_of_operators_are_words(latex: str, said: str) -> None:
    assert words(formula(latex)).replace("\u2003", "") == said


def test_columns_stand_below_each_other() -> None:
    made = formula(r"\begin{aligned} a &= b \\ c &= d \end{aligned}", display=True)
    assert made.count('<mtd class="right at-right">') == 2
    assert made.count('<mtd class="left at-left">') == 2
    ruled = formula(r"\begin{array}{c|c} x & y \\ \hline 1 & 2 \end{array}", display=True)
    assert ruled.count("line-right") == 2
    assert ruled.count("line-top") == 2


@pytest.mark.parametrize(
    "text",
    [
        "`\\begin{align}` begins it",
        "```\n\\begin{align}\na &= b\n\\end{align}\n```",
        "\\begin{align} without an end",
        "see \\begin{align} within a line \\end{align}",
    ],
)
def test_what_only_looks_like_a_formula_stays_text(text: str) -> None:
    made = prose(text)
    assert "<math" not in made
    assert "begin{align}" in made


def test_every_formula_of_the_lessons_is_mathematics() -> None:
    course = Course.load(ROOT)
    between_dollars = re.compile(r"\$\$(.+?)\$\$|(?<![\\$])\$(?! )([^$\n]+?)\$")
    count = 0
    for name in course.assignments:
        for cell in course.assignment(name).cells:
            if cell.kind == "markdown":
                for latex in between_dollars.findall(cell.source):
                    count += 1
                    assert "<math" in formula(latex[0] or latex[1]), latex
    assert count > 500

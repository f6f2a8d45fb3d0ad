"""LaTeX → MathML Core, by math-core; what it does not read is shown as its LaTeX.

Notebooks are written for MathJax, which reads more: what is common there is rewritten first.
Styles become classes, since our pages allow no style within a tag.
"""

from __future__ import annotations

import re

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markupsafe import Markup
from math_core import LatexToMathML

MAX_FORMULA = 1_000  # characters
LONG = 40  # characters of LaTeX, from which on it may be wider than a phone
TAGS = {"math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot"}
TAGS |= {"msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd"}
TAGS |= {"mstyle", "mpadded", "mphantom", "menclose", "mmultiscripts", "mprescripts"}
ATTRIBUTES = {
    "math": {"display"},
    "mo": {"stretchy", "fence", "form", "separator", "accent", "lspace", "rspace", "minsize"}
    | {"maxsize", "symmetric", "movablelimits", "largeop"},
    "mi": {"mathvariant"},
    "mfrac": {"linethickness", "displaystyle", "scriptlevel"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "mspace": {"width"},
    "mpadded": {"width", "height", "depth", "lspace", "voffset"},
    "mstyle": {"displaystyle", "scriptlevel"},
    "mtable": {"displaystyle", "scriptlevel"},
    "menclose": {"notation"},
}
CLASSES = {
    "mtd": {"left", "right", "at-left", "at-right", "apart"}
    | {"line-top", "line-right", "line-bottom", "line-left"},
}
STYLES = {
    "text-align:left": "left",
    "text-align:right": "right",
    "padding-left:0": "at-left",
    "padding-right:0": "at-right",
    "padding-left:1em": "apart",
}
BORDER = re.compile(r"border-(top|right|bottom|left):")
PRIMES = re.compile(r"<msup>(<mi>[^<]*</mi>)<mo>([′″‴])</mo></msup>")  # which stand high already
STYLED = re.compile(r'<mtd style="([^"]*)"')

# MathJax's environments by those of math-core; neither number nor label is shown on our pages
ENVIRONMENTS = {
    **dict.fromkeys(("align", "split", "flalign", "alignat", "alignedat", "eqalign"), "aligned"),
    **dict.fromkeys(("gather", "multline", "multlined"), "gathered"),
    "smallmatrix": "matrix",
    "eqnarray": "array",
    **dict.fromkeys(("equation", "subequations", "displaymath", "math"), ""),
}
_NAMES = "|".join(ENVIRONMENTS)
COUNT = r"(?:(?:(?<=at\})|(?<=at\*\}))\{\d+\})?"  # the argument of alignat
ENVIRONMENT = re.compile(rf"\\(begin|end)\{{({_NAMES})\*?\}}{COUNT}")
IN_TEXT = re.compile(r"\\(?:text|mbox|textrm)\{([^{}]*\$[^{}]*)\}")
REWRITTEN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\\(?:label|require)\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![a-zA-Z])"), ""),
    (re.compile(r"\\tag\*?\s*\{([^{}]*)\}"), r"\\qquad\\text{(\1)}"),
    (re.compile(r"\\(?:eq)?ref\s*\{([^{}]*)\}"), r"\\text{(\1)}"),
    (re.compile(r"\}\s*\\limits(?![a-zA-Z])"), "}"),
    (
        re.compile(r"\\DeclareMathOperator(\*?)\s*\{?(\\[a-zA-Z]+)\}?\s*\{([^{}]*)\}"),
        r"\\def\2{\\operatorname\1{\3}}",
    ),
    (re.compile(r"\\(?:re)?newcommand\*?\s*\{?(\\[a-zA-Z]+)\}?\s*(?=\{)"), r"\\def\1"),
)
MACROS = {"mbox": r"\text{#1}", "substack": r"\begin{gathered}#1\end{gathered}"}
BEGINS = re.compile(r"\\begin\{([a-zA-Z]+\*?)\}")

_converter = LatexToMathML(fancy_error=False, allow_unreliable_rendering=True, macros=MACROS)


def formula(latex: str, display: bool = False) -> Markup:
    """Write a formula as clean MathML; one that cannot be read stays as it was typed.

    Where it stands alone, or is long, it scrolls by itself; a long one by keys, too.
    """
    made = _mathml(latex, display) or Markup("<code>{}</code>").format(latex)
    long = len(latex) > LONG
    if not (display or long):
        return made
    room = Markup('<span class="formula{}"{}>{}</span>')
    return room.format("" if display else " within", Markup(' tabindex="0"' * long), made)


def _mathml(latex: str, display: bool) -> Markup:
    """Return "" for what is not read."""
    if len(latex) > MAX_FORMULA:
        return Markup("")
    try:
        made = _converter.convert_with_local_state(_rewritten(latex), displaystyle=display)
    except Exception:  # LatexError, and what half a character raises
        return Markup("")
    made = PRIMES.sub(r"<mrow>\1<mo>\2</mo></mrow>", made)
    styled = STYLED.sub(lambda found: f'<mtd class="{_classes(found[1])}"', made)
    return Markup(nh3.clean(styled, tags=TAGS, attributes=ATTRIBUTES, allowed_classes=CLASSES))


def _rewritten(latex: str) -> str:
    """Write for math-core what MathJax reads."""
    latex = IN_TEXT.sub(_text, ENVIRONMENT.sub(_environment, latex))
    for pattern, instead in REWRITTEN:
        latex = pattern.sub(instead, latex)
    return latex


def _environment(found: re.Match[str]) -> str:
    name = ENVIRONMENTS[found[2]]
    columns = "{rcl}" if name == "array" and found[1] == "begin" else ""
    return f"\\{found[1]}{{{name}}}{columns}" if name else ""


def _text(found: re.Match[str]) -> str:
    """Write the formulas within a text beside it: every second piece is one."""
    pieces = found[1].split("$")
    return "".join(
        f"{{{piece}}}" if index % 2 else f"\\text{{{piece}}}" for index, piece in enumerate(pieces)
    )


def _classes(style: str) -> str:
    known = [STYLES.get(one.replace(" ", ""), "") for one in style.split(";")]
    return " ".join([*filter(None, known), *(f"line-{side}" for side in BORDER.findall(style))])


def environments(parser: MarkdownIt) -> None:
    r"""Let a markdown parser read ``\begin{…}`` without dollars as a formula, as notebooks do."""
    parser.block.ruler.before(
        "blockquote", "environment", _bare, {"alt": ["paragraph", "blockquote", "list"]}
    )


def _bare(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    start = state.bMarks[first] + state.tShift[first]
    opened = BEGINS.match(state.src, start)
    if opened is None or state.is_code_block(first):
        return False
    closing = f"\\end{{{opened[1]}}}"
    close = state.src.find(closing, start, state.eMarks[end - 1])
    if close < 0:
        return False
    last = next(number for number in range(first, end) if close < state.eMarks[number])
    if not silent:
        token = state.push("math_block", "math", 0)
        token.block = True
        token.content = state.getLines(first, last + 1, state.sCount[first], False)
        token.map = [first, last + 1]
    state.line = last + 1
    return True

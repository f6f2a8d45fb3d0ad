"""Makes a student's markdown harmless where stock nbgrader renders it: pages, comments.

Stock nbgrader renders markdown as it is: tags, ``javascript:`` links and diagrams would be live on
the page that a teacher opens. A space in the right place takes each of these its meaning, and
leaves text, code and mathematics readable. What links may lead to is listed, since a scheme that is
not allowed can be spelled in many ways.
"""

from __future__ import annotations

import re

from autograder.wording.plain import strip_controls

SPACES = (
    (re.compile(r"<(?=[a-zA-Z/!?])"), "< "),  # a tag, a comment, an autolink
    (
        re.compile(
            r"!\[(?!picture\]\(attachment:picture-\d{1,3}\))"
            r"(?![^\]\n]{0,200}+\]\(data:image/(?:png|jpeg|gif);)"
        ),
        "! [",
    ),  # a file, a beacon
    (
        re.compile(
            r"\]\((?!\s*(?:https?://|mailto:|#|attachment:picture-\d|data:image/(?:png|jpeg|gif);))"
        ),
        "] (",
    ),
    (re.compile(r"\]:(?!\s*https?://)"), "] :"),  # the same, as a definition
    # A fence chooses who reads what is in it: a script that draws, or one of 600 lexers, some of
    # which take hours for a thousand letters. Text and Python are enough.
    (
        re.compile(
            r"^(?:[^\S\n]|[>*+\-\d.):\[\]xX])*+"  # lists and quotes may stand around it
            r"(?:`{3,}+(?=[^\S\n]*[^\s`][^`\n]*$)|~{3,}+(?=[^\S\n]*[^\s~]))"
            r"(?![^\S\n]*(?:text|python3?|py3?|pycon)[^\S\n]*$)",
            re.MULTILINE | re.IGNORECASE,
        ),
        r"\g<0>text\n",  # words there are shown as a line of what is in the fence
    ),
)
FORMULA = re.compile(
    r"\\(?=begin\{|\\[(\[])"
)  # nbconvert looks for the end of each to the end of the cell
MOST_FORMULAS = 200


def neutralise_markdown(source: str) -> str:
    """Return markdown that reads the same, cannot act and is rendered in a reasonable time."""
    source = strip_controls(source)
    if len(FORMULA.findall(source)) > MOST_FORMULAS:
        source = FORMULA.sub(r"\\ ", source)
    for place, spaced in SPACES:
        source = place.sub(spaced, source)
    return source

"""What of a student's text may be an answer in words: counted by letters, since not every script
has spaces.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from autograder.intake.written import comments_of, parsed, prose_of, statements
from autograder.records import Cell

FEW = 3  # letters from which on a text may be an answer, where there should be one
SENTENCE = 5  # words from which on a text reads as an answer, where other texts stand, too
SHOWN_AS_TEXT = re.compile(r"\s*%%(?:markdown|html|latex)\b", re.IGNORECASE)
LETTERS_OF_A_WORD = 3  # in a script without spaces, where one letter may be a word


def new_prose(said: str, cells: Sequence[Cell], least: int = 0) -> str:
    """Return the lines of a text that are none of ours, with at least so many words."""
    ours = _ours(tuple(cells))
    lines = (line.strip() for line in said.split("\n"))
    new = (line for line in lines if " ".join(line.split()) not in ours)
    return "\n".join(line for line in new if letters(line) and words(line) >= least)


@lru_cache(maxsize=100)
def _ours(cells: tuple[Cell, ...]) -> frozenset[str]:
    texts = (text for c in cells for text in (c.source, prose_of(c.source)))
    return frozenset(" ".join(line.split()) for text in texts for line in text.split("\n"))


def may_answer(said: str) -> bool:
    """Say whether a text has more than a letter or two."""
    return letters(said) >= FEW or (not said.isascii() and letters(said) > 0)


def letters(said: str) -> int:
    """Count the letters of a text."""
    return sum(map(str.isalpha, said))


def words(said: str) -> int:
    """Count the words of a text, in a script without spaces as many as its letters may be."""
    whole = [word for word in re.findall(r"\w+", said) if letters(word)]
    long = sum(unicodedata.category(letter) == "Lo" for letter in said)
    return max(len(whole), long // LETTERS_OF_A_WORD)


def said_in(code: str) -> str:
    """Return what a code cell says: comments and texts, and what reads as such in no Python."""
    if SHOWN_AS_TEXT.match(code):
        return code.lstrip().partition("\n")[2]
    if parsed(code) is not None:
        return prose_of(code)
    lines = code.split("\n")
    return "\n".join(x for x in lines if words(x) >= SENTENCE or not x.isascii())


def only_says(code: str) -> bool:
    """Say whether a code cell holds nothing but comments and texts, or is no Python."""
    body = getattr(parsed(code), "body", [])
    return all(isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant) for n in body)


def said_below(code: str, cells: Sequence[Cell]) -> str:
    """Return what a code cell says beside its code: texts alone, and comments at its end.

    Other comments, and texts that code uses, are about the code.
    """
    tree = parsed(code)
    if tree is None:
        return ""
    body = list(statements(tree.body))
    alone = [
        node.value.value
        for node in body
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ]
    end = max((node.end_lineno or 0 for node in tree.body), default=0)
    below = [text for line, text in comments_of(code) if line > end] if "#" in code else []
    texts = new_prose("\n".join(alone), cells)
    return "\n".join(filter(None, [texts, new_prose("\n".join(below), cells, SENTENCE)]))

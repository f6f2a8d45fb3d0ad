"""How easy the released lessons are to read: ``make readability``, or ``… readability COMMIT``.

LIX, by Björnsson (1968): words per sentence, plus the percentage of words of more than six letters.
Below 30 is very easy, 40 is a newspaper, 60 a law. It counts no syllables, so that it holds for
words such as "gradient". Formulas, code, tables and headings are left out. Exit code 1 where a
lesson has 30 or more, or a sentence of more than 40 words.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import textstat

MOST_LIX, MOST_WORDS = 30, 40
RELEASE = Path(__file__).parents[1] / "release"
NOT_PROSE = (
    (r"(?s)```.*?```", ""),
    (r"(?s)\$\$.*?\$\$", ""),
    (r"\$[^$]*\$", "x"),
    (r"`[^`\n]*`", "code"),
    (r"<[^>]*>", "\n"),
    (r"(?m)^\|.*$", ""),
    (r"(?m)^#+ .*$", ""),
    (r"(?m)^\s*(?:- \[ \] |- |\d+\. )", ""),
    (r"\]\([^)\n]*\)", "]"),
    (r"[*_\[\]]", ""),
)
END = re.compile(r"(?<=[.!?:;])\s+|\n\s*\n")  # what leads to a list or a formula ends at its colon


def prose_of(notebook: str) -> str:
    """Return what is read as sentences in a notebook's text cells."""
    cells = (cell for cell in json.loads(notebook)["cells"] if cell["cell_type"] == "markdown")
    text = "\n\n".join("".join(cell["source"]) for cell in cells)
    for pattern, instead in NOT_PROSE:
        text = re.sub(pattern, instead, text)
    return text


def released(path: Path, commit: str) -> str:
    """Return a released notebook as it is, or as it was in a commit."""
    if not commit:
        return path.read_text("utf-8")
    name = f"{commit}:{path.relative_to(RELEASE.parent).as_posix()}"
    shown = subprocess.run(["git", "show", name], cwd=RELEASE, capture_output=True, check=True)
    return shown.stdout.decode()


def main() -> None:
    """Print LIX, the number of words and the longest sentence of each lesson."""
    commit, hard = " ".join(sys.argv[1:2]), []
    for path in sorted(RELEASE.glob("*/*.ipynb")):
        prose = prose_of(released(path, commit))
        lix = textstat.lix(prose)
        longest = max(END.split(prose), key=lambda sentence: len(sentence.split()))
        words = len(longest.split())
        print(f"{path.stem}: LIX {lix:.1f}, {len(prose.split()):,} words, longest sentence {words}")
        if lix >= MOST_LIX or words > MOST_WORDS:
            hard.append(f"{path.stem} is hard to read; its longest sentence: {longest}")
    sys.exit("\n".join(hard) or 0)


if __name__ == "__main__":
    main()

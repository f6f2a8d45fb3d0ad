"""What people open in a browser holds nothing live."""

from __future__ import annotations

import base64
import io
import json
import time
from functools import cache
from html.parser import HTMLParser

import pytest
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import ansi2html, markdown2html
from PIL import Image

from autograder.course import Course
from autograder.course.gallery import notebook_with
from autograder.feedback.notebook import graded_notebook
from autograder.feedback.outputs import Cleaner
from autograder.feedback.prose import prose
from autograder.intake import parse, rebuild
from autograder.records import ExerciseGrade, Grade
from autograder.wording.markdown import neutralise_markdown
from autograder.wording.plain import strip_controls
from autograder.wording.words import comment
from tests.course.support import ROOT

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[link](javascript:alert(1))",
    "[link](JaVaScRiPt:alert(1))",
    "[link](data:text/html,alert(1))",
    "[link](javascript&colon;alert(1))",
    "[link](java&#115;cript:alert(1))",
    "[link](javascript\\:alert(1))",
    "[link](data\\:text/html;base64,PHNjcmlwdD4=)",
    "[link](<javascript:alert(1)>)",
    "[link][there]\n\n[there]: javascript\\:alert(1)",
    "[![picture](https://example.org)](vbscript\\:alert(1))",
    "![picture](https://example.org/beacon.png)",
    "![picture](attachment:pasted.png)",
    "![picture](../../secret.png)",
    "```mermaid\ngraph LR; A[<img src=x onerror=alert(1)>]\n```",
    "> ~~~ mermaid\n> graph LR\n> ~~~",
    "```\u00a0mermaid\ngraph LR\n```",
    "~~~~\u2003 mermaid\ngraph LR\n~~~~",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<!--<script>alert(1)</script>-->",
    "<a href='vbscript:x'>x</a>",
    "<style>*{display:none}</style>",
]


class Live(HTMLParser):
    """Collects what would act: scripts of the student's, handlers, schemes, frames."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("iframe", "object", "embed", "svg", "img") or ("class", "mermaid") in attrs:
            self.found.append(tag)
        for name, value in attrs:
            value = "".join((value or "").lower().split())
            if name.startswith("on") or value.startswith(("javascript:", "vbscript:", "data:text")):
                self.found.append(f"{tag} {name}={value[:30]}")

    def handle_data(self, data: str) -> None:
        if self.lasttag == "script" and "alert(1)" in data:
            self.found.append("script")


def page_with(answer: str) -> str:
    """A written answer and a scratch cell, as stock nbconvert renders the graded notebook."""
    assignment = Course.load(ROOT).assignment("02_one_step")
    raw = notebook_with(assignment, {"why_subtract": answer})
    raw["cells"].append({"cell_type": "markdown", "id": "m", "metadata": {}, "source": answer})
    submission = rebuild(parse(json.dumps(raw).encode()), "<b>ada</b>", assignment)
    grade = Grade("ada", assignment.name, "graded", 0, 20, (), "full")
    notebook = graded_notebook(submission, grade, assignment)
    # the code is none of the student's here, and half a second of colouring
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    page, _ = by_nbconvert().from_notebook_node(notebook)
    return str(page)


@cache
def by_nbconvert() -> HTMLExporter:
    """One for all pages: it reads its templates at the first, which takes half a second."""
    return HTMLExporter()


@pytest.fixture(scope="module")
def ordinary() -> list[str]:
    """What nbconvert's own page has of such things."""
    found = Live()
    found.feed(page_with("Because the gradient points uphill, and $a<b$."))
    return found.found


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_written_answer_cannot_act(attack: str, ordinary: list[str]) -> None:
    found = Live()
    found.feed(page_with(f"My answer.\n\n{attack}\n\nEnd."))
    assert found.found == ordinary


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("status", ["failed", "not_attempted"])
def test_a_comment_that_quotes_a_student_cannot_act(attack: str, status: str) -> None:
    message = f"`mse` raised ValueError, in the line `x = '`{attack}`'`. What happens in that line?"
    found = Live()
    found.feed(markdown2html(comment(ExerciseGrade("mse", status, 0, 2, None, message))))  # type: ignore[arg-type]
    assert found.found == []


def test_mathematics_code_and_pictures_stay() -> None:
    text = (
        "$a < b$ and `x <- 1`, **bold**, 3 < 4, the data: 5, [a page](https://example.org),"
        " [above](#one), ![drawn](data:image/png;base64,iVBORw0KGgo=)\n\n```python\nx[0] = 1\n```\n"
    )
    assert neutralise_markdown(text) == text


def test_an_image_that_is_no_image_is_dropped() -> None:
    fake = base64.b64encode(b"<svg onload=alert(1)>").decode()
    assert Cleaner().clean([{"output_type": "display_data", "data": {"image/png": fake}}]) == []


def test_an_image_is_encoded_anew_without_its_extras() -> None:
    from PIL.PngImagePlugin import PngInfo

    extras, buffer = PngInfo(), io.BytesIO()
    extras.add_text("note", "<script>alert(1)</script>")
    Image.new("RGB", (4, 4)).save(buffer, "png", pnginfo=extras)
    assert b"script" in buffer.getvalue()
    raw = base64.b64encode(buffer.getvalue()).decode()
    html = '<b class="mermaid" onclick=alert(1)>hi</b><script>x</script><table class="dataframe">'
    shown = {"image/png": raw, "text/html": html}
    (output,) = Cleaner().clean(
        [
            {
                "output_type": "display_data",
                "data": shown,
                "metadata": {"image/png": {"width": "1 o"}},
            }
        ]
    )
    assert b"script" not in base64.b64decode(output["data"]["image/png"])
    assert output["data"]["text/html"] == '<b>hi</b><table class="dataframe"></table>'
    assert output["metadata"] == {}


@pytest.mark.parametrize("mime", ["image/svg+xml", "application/javascript", "text/latex"])
def test_other_kinds_of_output_are_dropped(mime: str) -> None:
    assert Cleaner().clean([{"output_type": "display_data", "data": {mime: "<svg/>"}}]) == []


def display(mime: str, raw: str) -> dict[str, object]:
    return {"output_type": "display_data", "data": {mime: raw, "text/plain": "words"}}


def test_who_draws_alike_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    saved = []
    save = Image.Image.save
    buffer = io.BytesIO()
    Image.new("RGB", (5, 3), "teal").save(buffer, "png")
    picture = base64.b64encode(buffer.getvalue()).decode()
    monkeypatch.setattr(Image.Image, "save", lambda *a, **k: saved.append(1) or save(*a, **k))
    first, second = (Cleaner().clean([display("image/png", picture)]) for _ in range(2))
    assert first == second
    assert len(saved) == 1


def test_pictures_and_tables_have_a_budget_for_the_notebook() -> None:
    buffer = io.BytesIO()
    Image.new("1", (4000, 4000)).save(buffer, "png")
    picture = base64.b64encode(buffer.getvalue()).decode()
    outputs = [display("image/png", picture)] * 8
    outputs += [display("text/html", "<p>" * 30_000)] * 13
    outputs += [display("text/html", "<p>" * 40_000)]
    shown = [set(output["data"]) for output in Cleaner().clean(outputs)]
    assert shown.count({"image/png", "text/plain"}) == 6
    assert shown.count({"text/html", "text/plain"}) == 11
    assert shown.count({"text/plain"}) == 2 + 2 + 1


def test_colours_stay_unless_there_are_thousands() -> None:
    some = "\x1b[31mred\x1b[0m " * 100
    assert strip_controls(some) == some
    began = time.process_time()
    shown = strip_controls("\x1b[0m\x1b[31" * 60_000)
    assert "\x1b" not in shown
    ansi2html(shown)
    assert time.process_time() - began < 2


@pytest.mark.parametrize("piece", ["\\begin{a}", "\\\\(", "\\\\[", "![", "`", "~", "](", "<"])
def test_markdown_is_rendered_in_a_reasonable_time(piece: str) -> None:
    began = time.process_time()
    markdown2html(neutralise_markdown(piece * (100_000 // len(piece))))
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "fence", ["```because the steps", "~~~ because the steps", "```python the steps"]
)
def test_words_beside_a_fence_are_shown(fence: str) -> None:
    markdown = f"{fence} shrink\nwith the slope\n{fence[:3]}"
    assert "the steps shrink" in prose(markdown)
    assert "the steps shrink" in markdown2html(neutralise_markdown(markdown))

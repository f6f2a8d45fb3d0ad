"""A class whose work attacks whoever opens its pages: a live one leaves a mark that tests see."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import html5lib
import nbgrader
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.course import Assignment, Course
from autograder.course.gallery import notebook_with, solved
from autograder.feedback.write import write_feedback
from autograder.report import write_report
from tests.course.support import run_tool

NAME = "02_one_step"
MARK = "hit-7f3a"  # in every payload; the browser looks whether one ran
RUN = f"window.hit=&quot;{MARK}&quot;"
ACT = f"window.hit='{MARK}';alert('{MARK}')"
AWAY = f"https://away.example/{MARK}"
NBGRADERS_TEMPLATES = Path(nbgrader.__file__).parent / "server_extensions/formgrader/templates"
OWN = "https://form-grader.example"  # where the form grader has its own scripts from

HTML = {
    "script": f"<script>{ACT}</script>",
    "script in svg": f"<svg><script>{ACT}</script></svg>",
    "module": f'<script type="module">{ACT}</script>',
    "remote script": f'<script src="{AWAY}.js"></script>',
    "image error": f'<img src="x:" onerror="{ACT}">',
    "image away": f'<img src="{AWAY}.png">',
    "svg load": f'<svg onload="{ACT}"></svg>',
    "body load": f'<body onload="{ACT}">',
    "focus": f'<input autofocus onfocus="{ACT}">',
    "toggle": f'<details open ontoggle="{ACT}"><summary>x</summary></details>',
    "animation": f'<style>@keyframes a{{}}</style><b style="animation:a" onanimationstart="{ACT}">',
    "frame": f'<iframe src="javascript:{ACT}"></iframe>',
    "frame source": f'<iframe srcdoc="<script>{ACT}</script>"></iframe>',
    "object": f'<object data="data:text/html,<script>{ACT}</script>"></object>',
    "embed": f'<embed src="{AWAY}.svg">',
    "link": f'<a href="javascript:{ACT}">x</a>',
    "form": f'<form action="{AWAY}"><button>x</button></form>',
    "refresh": f'<meta http-equiv="refresh" content="0;url={AWAY}">',
    "base": '<base href="https://away.example/">',
    "style sheet": f'<link rel="stylesheet" href="{AWAY}.css">',
    "style import": f"<style>@import '{AWAY}.css'</style>",
    "style image": f'<p style="background:url({AWAY}.png)">x</p>',
    "mutation": f'<math><mtext><table><mglyph><style><img src onerror="{ACT}"></style>',
    "noscript": f'<noscript><p title="</noscript><img src=x onerror={ACT}>">',
    "comment": f"<!--><script>{ACT}</script>-->",
    "template": f"<template><script>{ACT}</script></template>",
    "closing": f"</code></pre></div></section><script>{ACT}</script>",
    "media": f'<video src="{AWAY}.mp4" onerror="{ACT}"></video><audio src="{AWAY}.mp3">',
    "mermaid": f'<pre class="mermaid">graph LR; A[<img src=x onerror={ACT}>]</pre>',
}
MARKDOWN = {
    "link": f"[x](javascript:{ACT.replace(' ', '')})",
    "reference": f"[x][y]\n\n[y]: javascript:{ACT}",
    "autolink": f"<javascript:{ACT}>",
    "picture away": f"![x]({AWAY}.png)",
    "attachment": "![x](attachment:x.png)",
    "file": "![x](../../../gradebook.db)",
    "mermaid": f"```mermaid\ngraph LR; A[<img src=x onerror={ACT}>]\n```",
    "formula": f"$\\href{{javascript:{ACT}}}{{x}}$ $\\text{{<img src=x onerror={ACT}>}}$",
    "formula style": "$\\style{background:url(https://away.example)}{x}$ $\\unicode{x3c}script$",
    "unfinished": f"$$\\frac{{<script>{ACT}</script>",
    "fence": f'```html"><script>{ACT}</script>\nx\n```',
}
OTHER = {
    "image/svg+xml": f"<svg xmlns='http://www.w3.org/2000/svg' onload='{ACT}'/>",
    "application/javascript": ACT,
    "application/json": f'{{"a": "<script>{ACT}</script>"}}',
    "application/vnd.jupyter.widget-view+json": f'{{"model_id": "<script>{ACT}</script>"}}',
    "text/vnd.mermaid": f"graph LR; A[<img src=x onerror={ACT}>]",
    "text/latex": f"$\\href{{javascript:{ACT}}}{{x}}$",
    "text/markdown": f"<script>{ACT}</script> [x](javascript:{ACT})",
    "text/plain": f"<script>{ACT}</script>",
    "image/png": f"<svg onload={ACT}>",
    "image/gif": "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
    "application/pdf": "JVBERi0=",
}
DOT = (  # one dot, as PNG
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)
META = {"width": f"1 onload={ACT}", "height": f'1" onload="{ACT}', "isolated": True}

SHOWS = f"""
from IPython.display import display, publish_display_data
import sys
for vector in {list(HTML.values())!r}:
    display({{"text/html": vector, "text/plain": vector}}, raw=True)
    print(vector, file=sys.stderr)
for mime, vector in {OTHER!r}.items():
    display({{mime: vector}}, raw=True)
print("\\x1b]8;;javascript:{MARK}\\x07click\\x1b]8;;\\x07 \\x1b[31mred\\x1b[0m \\x00 \\u202e")
"""
RAISES = f"""
raise type("<img src=x onerror={MARK}>", (Exception,), {{}})("<script>{MARK}</script>")
"""
KEPT = f"""
from IPython.display import display
display({{"text/html": "<table><tr><th>kept</th></tr></table>"}}, raw=True)
display({{"image/png": {DOT!r}}}, metadata={{"image/png": {META!r}}}, raw=True)
"""


def hostile_notebook(assignment: Assignment) -> dict[str, Any]:
    """One notebook with every vector: in outputs, text, code, names, metadata, attachments."""
    answers = solved(assignment)
    shows, raises = [e.name for e in assignment.exercises if not e.manual][-2:]
    answers["why_subtract"] = "My answer.\n\n" + "\n\n".join([*HTML.values(), *MARKDOWN.values()])
    answers[shows] = f"'''{HTML['closing']}'''\n{KEPT}\n{SHOWS}\n{answers[shows]}"
    answers[raises] = f"def {raises}(*given):\n    {RAISES.strip()}"
    raw = notebook_with(assignment, answers, RAISES)
    for kind, vectors in (("markdown", {**HTML, **MARKDOWN}), ("raw", HTML), ("code", HTML)):
        for number, vector in enumerate(vectors.values()):
            source = f"# {vector}" if kind == "code" else vector
            cell = {"cell_type": kind, "id": f"{kind}-{number}", "source": source}
            cell["metadata"] = {"raw_mimetype": "text/html", "tags": [vector]}
            if kind == "code":
                cell |= {"outputs": [], "execution_count": None}
            else:
                cell["attachments"] = {"x.png": {"image/svg+xml": OTHER["image/svg+xml"]}}
            raw["cells"].append(cell)
    raw["metadata"]["title"] = HTML["script"]
    raw["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    return raw


def hostile_class(root: Path) -> Course:
    """Hand in, grade, comment, hand back and report in the course at ``root``."""
    course = Course.load(root)
    assignment = course.assignment(NAME)
    works = {"mallory": hostile_notebook(assignment)}
    works["rosa"] = notebook_with(assignment, {})
    works["ada"] = notebook_with(assignment, solved(assignment))
    for student, raw in works.items():
        hand_in(root, student, json.dumps(raw))
    hand_in(root, "zoe", "{" + HTML["script"])
    finish(root, "course", "grade", NAME, "--jobs", "1")
    comment_on(root, "mallory", "why_subtract", "\n\n".join([*HTML.values(), *MARKDOWN.values()]))
    write_feedback(course, assignment)
    write_report(course, assignment)
    return course


def hand_in(root: Path, student: str, text: str) -> None:
    folder = root / "submitted" / student / NAME
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").write_text(text)


def finish(root: Path, *command: str) -> None:
    done = run_tool(root, *command)
    assert done.returncode == 0, done.stdout + done.stderr


def comment_on(root: Path, student: str, cell: str, words: str, name: str = NAME) -> None:
    """Write a comment, and 2.5 points, as the form grader does."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        gradebook.find_comment(cell, name, name, student).manual_comment = words
        given = gradebook.find_grade(cell, name, name, student)
        given.manual_score, given.needs_manual_grade = 2.5, False
        gradebook.db.commit()


def in_the_form_grader(root: Path, student: str) -> str:
    """Return a graded notebook as nbgrader's form grader lays it out for a teacher."""
    own = {"template_name": "formgrade", "extra_template_basedirs": [str(NBGRADERS_TEMPLATES)]}
    config = Config(HTMLExporter=own)  # as nbgrader's extension begins; then the course's settings
    config.merge(PyFileConfigLoader("course_config.py", path=str(root)).load_config())
    exporter = HTMLExporter(config=config)
    resources = {"assignment_id": NAME, "notebook_id": NAME, "submission_id": "1", "index": 0}
    resources |= {"total": 1, "base_url": OWN, "student": student, "notebook_path": "x"}
    resources |= {"last_name": None, "first_name": None}
    path = root / "autograded" / student / NAME / f"{NAME}.ipynb"
    return str(exporter.from_filename(str(path), resources=resources)[0])


def page_of(root: Path, student: str) -> Path:
    return root / "feedback" / student / NAME / f"{NAME}.html"


ELEMENTS = {"html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section"}
ELEMENTS |= {"h1", "h2", "h3", "p", "div", "span", "small", "strong", "em", "bdi", "code", "pre"}
ELEMENTS |= {"ul", "ol", "li", "br", "a", "table", "caption", "thead", "tbody", "tr", "th", "td"}
ELEMENTS |= {"details", "summary", "figure", "figcaption", "picture", "source", "img", "b", "i"}
ELEMENTS |= {"blockquote", "sub", "sup", "hr", "s"}
DRAWN = {"svg", "title", "desc", "rect", "path", "text", "polyline", "circle"}
FORMULAS = {"math", "mrow", "mi", "mn", "mo", "mtext", "mfrac", "msqrt", "mroot", "msub", "msup"}
FORMULAS |= {"msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mspace", "mstyle"}


def live_parts(html: str) -> list[str]:
    """Everything on one of our pages that could act, load or lead away; the page must be valid."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=True).parse(html)
    found = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            found.append(f"comment {element.text}")
            continue
        space, _, tag = element.tag.partition("}")
        kind = space.rpartition("/")[2]
        allowed = {"xhtml": ELEMENTS, "svg": DRAWN, "MathML": FORMULAS}[kind]
        if tag not in allowed:
            found.append(tag)
        found += [
            f"{tag} {name}={value[:40]}"
            for name, value in element.attrib.items()
            if not _is_inert(tag, name, value)
        ]
    return found


def _is_inert(tag: str, name: str, value: str) -> bool:
    if name.startswith("on") or name in ("style", "srcdoc", "action", "background", "ping"):
        return False
    if name in ("src", "srcset"):
        return value.startswith(("data:image/png;base64,", "data:image/jpeg;base64,"))
    if name == "href":
        return value.startswith("#")
    if name == "http-equiv":
        return value == "Content-Security-Policy"
    return True

"""Our pages in Chromium: nothing runs, nothing is asked for, everybody can read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from autograder.authoring.demo import make_class
from autograder.course import Course
from autograder.feedback.graded import GradedClass
from autograder.feedback.page import Pages
from autograder.feedback.prose import prose
from autograder.feedback.solutions import Solutions
from autograder.feedback.template import STYLE
from autograder.feedback.write import write_feedback
from autograder.report import write_report
from tests.course.support import copy_course, quick_limits, run_tool
from tests.course.support import hostile_pages as hostile

NAME = hostile.NAME
LOOKS = [(width, scheme) for width in (400, 1280) for scheme in ("light", "dark")]
CLASS = ("goran", "sven", "rosa", "umar", "zoe", "ada")
WITH_ANSWERS = "with-answers.html"  # the first one's page, after the date
SEEN = ("goran", "sven", "ada", "zoe")  # wrong, stopped, read by a person, refused


@pytest.fixture(scope="module")
def hostile_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_course(tmp_path_factory.mktemp("hostile"))
    hostile.hostile_class(root)
    return root


@pytest.fixture(scope="module")
def example_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example class, graded and handed back."""
    root = quick_limits(copy_course(tmp_path_factory.mktemp("example")))
    course = Course.load(root)
    assignment = course.assignment("03_tips")
    make_class(course, [assignment])
    for folder in (root / "submitted").iterdir():
        if folder.name not in CLASS:
            folder.rename(root / f"not-{folder.name}")
    done = run_tool(root, "course", "grade", "03_tips")
    assert done.returncode == 0, done.stderr
    hostile.comment_on(root, "ada", "valley", "Good, with **numbers**.", "03_tips")
    write_feedback(course, assignment)
    write_report(course, assignment)
    answers = Pages(course, assignment, Solutions(course, assignment, datetime(2100, 1, 1)))
    (wrong,) = GradedClass(course, assignment, [SEEN[0]])
    (root / WITH_ANSWERS).write_text(answers.html(wrong), encoding="utf-8")
    return root


@pytest.fixture
def watched(browser) -> Iterator[Callable[[Path], list[str]]]:
    """Open a file; return all that a script that ran, or a page that asks, would leave."""
    context = browser.new_context()
    found: list[str] = []

    def away(route) -> None:
        found.append(f"asks for {route.request.url}")
        route.abort()

    context.route(lambda url: not url.startswith(("file:", "data:image/")), away)

    def look(path: Path) -> list[str]:
        found.clear()
        page = context.new_page()
        page.on("dialog", lambda dialog: (found.append("a dialog"), dialog.dismiss()))
        page.on("popup", lambda popup: found.append("a window"))
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.keyboard.press("Tab")
        page.wait_for_timeout(300)
        if page.evaluate("window.hit"):
            found.append("a script ran")
        assert len(page.content()) > 1000
        page.close()
        return list(found)

    yield look
    context.close()


def test_the_watch_sees_what_it_should(watched, tmp_path: Path) -> None:
    """Without it, the next tests would pass on anything."""
    acts = ("script", "module", "image error", "svg load", "focus", "toggle", "frame source")
    for name in (*acts, "remote script", "image away", "style import", "style sheet"):
        page = tmp_path / f"{name}.html"
        page.write_text(f"<!DOCTYPE html><title>t</title><p>{hostile.HTML[name]}<p>{'x ' * 600}")
        said = watched(page)
        assert any(word in said for word in ("a script ran", "a dialog")) == (name in acts), name
        assert any(hostile.AWAY in word for word in said) == (name not in acts), name


@pytest.mark.parametrize("student", ["mallory", "rosa", "zoe"])
def test_nothing_on_a_feedback_page_runs(student: str, hostile_root: Path, watched) -> None:
    assert watched(hostile.page_of(hostile_root, student)) == []


def test_nothing_in_the_report_runs(hostile_root: Path, watched) -> None:
    assert watched(hostile_root / "reports" / f"{NAME}.html") == []


def test_a_script_on_our_page_would_be_stopped_by_its_policy(
    hostile_root: Path, watched, tmp_path: Path
) -> None:
    """The second wall: as if everything before had let it through."""
    page = hostile.page_of(hostile_root, "rosa").read_text()
    for name in ("script", "image error", "svg load", "remote script", "frame source", "media"):
        broken = tmp_path / "broken.html"
        broken.write_text(page.replace("<main>", f"<main>{hostile.HTML[name]}", 1))
        assert watched(broken) == [], name


def test_nothing_of_a_student_s_runs_in_the_form_grader(
    hostile_root: Path, watched, tmp_path: Path
) -> None:
    """The graded notebook as the form grader shows it, whose own scripts do run."""
    shown = tmp_path / "graded.html"
    shown.write_text(hostile.in_the_form_grader(hostile_root, "mallory"))
    own = f"asks for {hostile.OWN}/"
    said = watched(shown)
    assert any(word.startswith(own) for word in said)
    assert [word for word in said if not word.startswith(own)] == []


def pages(root: Path) -> list[Path]:
    found = [root / "feedback" / student / "03_tips" / "03_tips.html" for student in SEEN]
    return [*found, root / WITH_ANSWERS, root / "reports" / "03_tips.html"]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_everybody_can_read_them(width: int, scheme: str, example_root: Path, browser) -> None:
    """No serious fault for axe, no scrolling sideways; pictures of the pages are kept."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    # axe is a script, which our pages forbid: only here may it run
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    for path in pages(example_root):
        page = context.new_page()
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        faults = axe.run(page).response["violations"]
        bad = [
            (f["id"], f["nodes"][0]["html"])
            for f in faults
            if f["impact"] in ("serious", "critical")
        ]
        assert bad == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.close()
    context.close()


WIDE = (
    r"J(\theta)=\frac{1}{2m}\sum_{i=1}^{m}\left(h(x_i)-y_i\right)^{2}+\lambda\sum_j\theta_j^2+a+b+c"
)


def test_wide_formulas_scroll_and_the_page_does_not(tmp_path: Path, browser) -> None:
    ways = (
        f"Within ${WIDE}$ a line.",
        f"$${WIDE}$$",
        rf"\begin{{align}} a &= b \\ c &= {WIDE} \end{{align}}",
        f"- in a list ${WIDE}$",
    )
    in_table = f"| a |\n|---|\n| ${WIDE}$ |"
    text = "\n\n".join((*ways, in_table, "Short: $x$."))
    path = tmp_path / "wide.html"
    path.write_text(f"<style>{STYLE}</style><main>{prose(text)}</main>", encoding="utf-8")
    page = browser.new_page(viewport={"width": 400, "height": 900})
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    rooms = page.locator(".formula[tabindex='0'], .wide")
    moved = rooms.evaluate_all(
        "rooms => rooms.map(room => { room.scrollLeft = 50; return room.scrollLeft })"
    )
    assert moved.count(50) == len(ways) + 1
    page.close()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_how_they_look(width: int, scheme: str, example_root: Path, browser) -> None:
    """Pictures for people, in build/screenshots."""
    from tests.browser.conftest import SCREENSHOTS

    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    shown = (pages(example_root)[place] for place in (0, -2, -1))
    for name, path in zip(("feedback", "answers", "report"), shown, strict=True):
        page.goto(path.as_uri())
        shot = SCREENSHOTS / f"{name}-{width}-{scheme}.png"
        page.screenshot(path=shot, full_page=True)
        assert shot.stat().st_size > 50_000
    context.close()


def test_paper_shows_what_is_folded_on_the_screen(example_root: Path, browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(pages(example_root)[SEEN.index("ada")].as_uri())
    answer = page.locator("pre.code").first
    assert not answer.is_visible()
    page.emulate_media(media="print")
    assert answer.bounding_box()["height"] > 20
    context.close()

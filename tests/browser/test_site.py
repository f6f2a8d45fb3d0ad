"""The lessons as pages in Chromium, on a phone and on a desk: all of it is made, and read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Course, tools_on_path
from autograder.site import site_of, write_site
from tests.browser.conftest import SCREENSHOTS
from tests.course.support import ROOT

COURSE = Course.load(ROOT)
LESSONS = COURSE.assignments
WIDTHS = (400, 1100)
KEPT = LESSONS[:2]  # their pictures are kept for people to look at
OPEN = "document.querySelectorAll('details').forEach(one => one.open = true)"
ALL_PICTURES = """() => Promise.all([...document.images].map(image => {
    image.loading = 'eager'; return image.decode(); }))"""
tools_on_path()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site of this course, its pictures drawn by the solved notebooks."""
    folder = tmp_path_factory.mktemp("site") / "lessons"
    write_site(site_of(COURSE), folder)
    return folder


@pytest.fixture(params=WIDTHS)
def window(browser, request) -> Iterator[Any]:
    """A page of one width; what it asks for beyond its folder fails the test."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    asked: list[str] = []

    def away(route: Any) -> None:
        asked.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith(("file:", "data:")), away)
    page = context.new_page()
    page.on("console", lambda said: asked.append(said.text) if said.type == "error" else None)
    yield page
    assert asked == []
    context.close()


def show_all(page: Any, path: Path) -> None:
    page.goto(path.as_uri())
    page.evaluate(OPEN)
    page.evaluate(ALL_PICTURES)


def test_every_picture_is_pixels_only(site: Path) -> None:
    pictures = list(site.rglob("*.png"))
    assert len(pictures) > 20
    for path in pictures:
        data, kinds, place = path.read_bytes(), [], 8
        while place < len(data):
            size = int.from_bytes(data[place : place + 4], "big")
            kinds.append(data[place + 4 : place + 8])
            place += 12 + size
        assert set(kinds) <= {b"IHDR", b"PLTE", b"IDAT", b"IEND"}, path
        assert len(data) < 250_000, path


@pytest.mark.parametrize("name", LESSONS)
def test_every_picture_says_what_to_notice(site: Path, name: str) -> None:
    cells = [cell for cell in COURSE.assignment(name).cells if cell.role == "picture"]
    assert (site / f"{name}.html").read_text("utf-8").count("<p>Notice: ") == len(cells) > 3


@pytest.mark.parametrize("name", ["index", *LESSONS])
def test_it_can_be_read(site: Path, window, name: str) -> None:
    """No scrolling sideways, no picture that is broken or too wide, formulas as formulas."""
    width = window.viewport_size["width"]
    window.goto((site / f"{name}.html").as_uri())
    if name in KEPT:
        shot(window, f"site-{name}-{width}-closed")
    show_all(window, site / f"{name}.html")
    assert window.evaluate("document.documentElement.scrollWidth") <= width
    for box in window.evaluate("[...document.images].map(i => [i.naturalWidth, i.clientWidth])"):
        assert box[0] > 100
        assert 100 < box[1] <= width
    sizes = window.evaluate("[...document.querySelectorAll('math')].map(m => m.clientHeight)")
    assert all(size > 5 for size in sizes)
    assert window.evaluate("document.fonts.check('16px \"Lesson Math\"')") or name == "index"
    if name in KEPT:
        window.evaluate("document.querySelectorAll('.machinery').forEach(d => d.open = false)")
        shot(window, f"site-{name}-{width}")


def shot(page: Any, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True, timeout=120_000)


def test_a_hint_and_a_picture_open_and_a_subscript_stands_low(site: Path, window) -> None:
    window.goto((site / f"{LESSONS[1]}.html").as_uri())
    for kind in ("Hint 1", "Compare", "Picture: your"):
        summary = window.locator("summary", has_text=kind).first
        inside = summary.locator("xpath=following-sibling::*").first
        assert not inside.is_visible()
        summary.click()
        inside.wait_for(state="visible")
    base, low = (window.locator("msub").first.locator("> *").nth(k).bounding_box() for k in (0, 1))
    assert low["y"] + low["height"] > base["y"] + base["height"] + 1
    assert low["height"] < base["height"]


def test_from_lesson_to_lesson(site: Path, window) -> None:
    window.goto((site / "index.html").as_uri())
    window.locator("main a").first.click()
    for name in LESSONS[1:]:
        window.locator("a[rel=next]").first.click()
        window.wait_for_url(re.compile(rf".*/{name}\.html"))
    window.locator("a[rel=prev]").last.click()
    window.wait_for_url(re.compile(rf".*/{LESSONS[-2]}\.html"))
    window.get_by_text("On this page").click()
    window.locator(".contents a").last.click()
    there = window.evaluate("document.getElementById(decodeURI(location.hash.slice(1))).offsetTop")
    assert window.evaluate("window.scrollY") > there - 900
    window.get_by_role("link", name="All lessons").first.click()
    window.wait_for_url(re.compile(r".*/index\.html"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", *KEPT])
def test_everybody_can_read_it(site: Path, browser, name: str, scheme: str) -> None:
    """No serious fault for axe."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    # axe is a script, which our pages forbid: only here may it run
    context = browser.new_context(
        viewport={"width": 400, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    show_all(page, site / f"{name}.html")
    faults = axe.run(page).response["violations"]
    bad = [
        (f["id"], f["nodes"][0]["html"]) for f in faults if f["impact"] in ("serious", "critical")
    ]
    assert bad == []
    context.close()

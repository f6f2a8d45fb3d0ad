"""Debian's Chromium without a window, without the network, with a profile of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "build" / "screenshots"
ARGUMENTS = (
    "--no-sandbox",  # it opens our own pages only, and may run as root or in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HERE = ("127.0.0.1", "localhost", "")
HOW = "no Chromium here; as root: apt-get install chromium, then: make test-browser"


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A browser; the tests are skipped where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)), None)
    if chromium is None:
        pytest.skip(HOW)
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture
def outside() -> list[str]:
    """The addresses beyond this machine that the page asked for, in vain."""
    return []


@pytest.fixture
def page(browser, outside, request) -> Iterator[object]:
    """A page that reaches this machine only; asking for anything else fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.set_default_timeout(30_000)

    def only_here(route) -> None:
        if urlsplit(route.request.url).hostname in (*HERE, None):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route("**/*", only_here)
    opened = context.new_page()
    yield opened
    picture(opened, f"last-{request.node.name}")
    context.close()
    assert outside == [], "the page asked the network"


@pytest.fixture
def shot() -> Callable[[object, str], None]:
    """Keep a picture of the page in build/screenshots, for people to look at."""

    return picture


def picture(page, name: str) -> None:
    """Write a picture of the page as it stands."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")

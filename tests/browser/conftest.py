"""Debian's Chromium without a window, without the network, with a profile of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import ARGUMENTS, refuse_the_network, where

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "build" / "screenshots"
HOW = "no Chromium here; as root: apt-get install chromium, then: make test-browser"


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A browser; the tests are skipped where there is none."""
    chromium = where()
    if chromium is None:
        pytest.skip(HOW)
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture
def context(browser) -> Iterator[object]:
    """A browser window with nothing in it and a memory of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def outside(context) -> list[str]:
    """The addresses beyond this machine that the page asked for, in vain."""
    return refuse_the_network(context)


@pytest.fixture
def page(context, outside, request) -> Iterator[object]:
    """A page that reaches this machine only; asking for anything else fails the test."""
    opened = context.new_page()
    yield opened
    picture(opened, f"last-{request.node.name}")
    assert outside == [], "the page asked the network"


@pytest.fixture
def shot() -> Callable[[object, str], None]:
    """Keep a picture of the page in build/screenshots, for people to look at."""

    return picture


def picture(page, name: str) -> None:
    """Write a picture of the page as it stands."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")

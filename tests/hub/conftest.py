"""A hub with two teachers and two students; all but the second teacher sit at a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import refuse_the_network
from tests.browser.conftest import SCREENSHOTS, browser  # noqa: F401
from tests.course.support import copy_course
from tests.hub.machine import HUB, Person, lay_out, people, running_hub, why_not
from tests.hub.seat import Seat

SEATED = ("teacher", "ada", "ben")


@pytest.fixture(scope="session")
def folk(browser: object) -> Iterator[dict[str, Person]]:  # noqa: F811
    """The users; skipped where there is no browser, or none can be made."""
    if why := why_not():
        pytest.skip(why)
    with people(teacher="teachers", second="teachers", ada="students", ben="students") as there:
        yield there


@pytest.fixture(scope="session")
def hub(folk: dict[str, Person], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a hub that `make hub` laid out, with the course in its place."""
    lay_out()
    fill(HUB / "course", folk["teacher"].name)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with running_hub(SCREENSHOTS.parent / "hub.log") as address:
        yield address


def fill(course: Path, teacher: str) -> None:
    """Put the course where docs/hub.md says, as its teacher would with umask 007."""
    copy_course(course / "copied", gallery=False)
    for path in (course / "copied").iterdir():
        shutil.move(path, course)
    (course / "copied").rmdir()
    with (course / "course_config.py").open("a") as config:
        config.write("c.CourseDirectory.groupshared = True\n")
    for path in course.rglob("*"):
        os.chmod(path, 0o2770 if path.is_dir() else 0o660)
        shutil.chown(path, teacher, "teachers")


@pytest.fixture
def seats(browser: Any, hub: str, folk: dict[str, Person]) -> Iterator[dict[str, Seat]]:  # noqa: F811
    """Everybody, logged in and in JupyterLab; a page that asks the network fails the test."""
    opened, outside = {}, {}
    for short in SEATED:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(60_000)
        outside[short] = refuse_the_network(context)
        opened[short] = Seat(context.new_page(), hub, folk[short])
    try:
        for seat in opened.values():
            seat.log_in()
        yield opened
    finally:
        for short, seat in opened.items():
            seat.shot(f"hub-last-{short}")
            seat.page.context.close()
    assert {short: asked for short, asked in outside.items() if asked} == {}

"""The gradebook's tests run on SQLite, and on a real PostgreSQL server where there is one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def use_database(request: pytest.FixtureRequest) -> Callable[[Path], None]:
    """Return what lets the course in a folder use a new, empty database."""

    def use(root: Path) -> None:
        if request.param == "postgresql":
            name = f"of_{abs(hash(request.node.nodeid))}"
            url = request.getfixturevalue("server").database(name)
            with (root / "course_config.py").open("a") as config:
                config.write(f"c.CourseDirectory.db_url = {url!r}\n")

    return use

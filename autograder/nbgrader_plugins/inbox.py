"""Takes in what students submit by nbgrader's exchange, while somebody watches it."""

from __future__ import annotations

import glob
import time
from pathlib import Path

from nbgrader.apps.collectapp import CollectApp
from nbgrader.auth import Authenticator
from nbgrader.exchange import ExchangeError, ExchangeFactory
from nbgrader.exchange.default import ExchangeCollect

from autograder.course import Course
from autograder.errors import CourseError
from autograder.nbgrader_plugins.collect import is_still_written

LOOK_SECONDS = 1.0
UNSEEN_SECONDS = 30.0  # where the exchange is no folder that we could look into


class Inbox:
    """`nbgrader collect --update` of one assignment, with all of nbgrader's own settings."""

    def __init__(self, course: Course, name: str) -> None:
        app = CollectApp()
        app.initialize([name, "--update", "--log-level=WARN"], root=str(course.root))
        app.authenticator, app.exchange = Authenticator(parent=app), ExchangeFactory(parent=app)
        app.coursedir.assignment_id = name
        self._app, self._seen, self._looked = app, set[str](), -UNSEEN_SECONDS

    def take(self) -> bool:
        """Collect if anything new is there, and say so; look no more than once a second.

        Raise CourseError, with nothing taken, where the exchange cannot be used.
        """
        collect = self._app.exchange.Collect(
            coursedir=self._app.coursedir, authenticator=self._app.authenticator, parent=self._app
        )
        is_folder = isinstance(collect, ExchangeCollect)
        if time.monotonic() - self._looked < (LOOK_SECONDS if is_folder else UNSEEN_SECONDS):
            return False
        self._looked = time.monotonic()
        there = self._there(collect) if is_folder else {""}
        if is_folder and self._seen and there <= self._seen:
            return False
        try:
            collect.start()
        except ExchangeError as error:
            raise CourseError(f"nbgrader collect: {error}") from None
        self._seen = there
        return True

    def _there(self, collect: ExchangeCollect) -> set[str]:
        """The submissions in the inbox that are there whole."""
        about = self._app.coursedir
        inbound = Path(collect.root, about.course_id, "inbound")
        found = inbound.glob(f"*+{glob.escape(about.assignment_id)}+*")
        return {path.name for path in found if not is_still_written(path)}

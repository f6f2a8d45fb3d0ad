"""Chromium: where it is, how it is started, and that it reaches this machine only."""

from __future__ import annotations

import shutil
from typing import Any
from urllib.parse import urlsplit

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",  # it opens our own pages only, and may run as root or in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HERE = ("127.0.0.1", "localhost", "", None)


def where() -> str | None:
    """The browser of this machine, if it has one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def refuse_the_network(context: Any) -> list[str]:
    """Let the context reach this machine only; return the list of what it asked for."""
    outside: list[str] = []

    def only_here(route: Any) -> None:
        if urlsplit(route.request.url).hostname in HERE:
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route("**/*", only_here)
    return outside

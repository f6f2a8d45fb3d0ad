"""A real JupyterLab in a folder of a test's own, started and stopped by the test."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.course.support import BIN, tool_environment

TOKEN = "a-token-for-this-test"
START_SECONDS = 60
# JupyterLab asks a new user whether it may look for news; these are the answers "no".
SETTINGS = {"notification": {"fetchNews": "false", "checkForUpdates": False}}


@contextmanager
def jupyter_lab(folder: Path, home: Path) -> Iterator[str]:
    """Run JupyterLab in ``folder`` with everything personal in ``home``; yield its address."""
    environment = environment_of(home)
    for name, settings in SETTINGS.items():
        path = home / f"settings/@jupyterlab/apputils-extension/{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings))
    command = [BIN / "jupyter", "lab", "--no-browser", "--allow-root", "--ServerApp.port=0"]
    command += [f"--IdentityProvider.token={TOKEN}", "--ServerApp.ip=127.0.0.1"]
    with (home / "lab.log").open("w") as log:
        server = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        yield f"{_address(server, home)}lab?token={TOKEN}"
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def environment_of(home: Path) -> dict[str, str]:
    """The environment of somebody whose home is ``home``, with this environment's tools."""
    folders = {
        "HOME": home,
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "IPYTHONDIR": home / "ipython",
    }
    home.mkdir(parents=True, exist_ok=True)
    return tool_environment() | {name: str(at) for name, at in folders.items()}


def _address(server: subprocess.Popen[bytes], home: Path) -> str:
    """Wait until the server has written where it listens."""
    deadline = time.monotonic() + START_SECONDS
    said = home / "runtime" / f"jpserver-{server.pid}.json"
    while time.monotonic() < deadline and server.poll() is None:
        if said.is_file() and (text := said.read_text()):
            return str(json.loads(text)["url"])
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{(home / 'lab.log').read_text()[-2000:]}")


def exchange_settings(exchange: Path) -> str:
    """Lines for a config file: the course's name, and where assignments change hands."""
    exchange.mkdir(exist_ok=True)
    exchange.chmod(0o777)  # as nbgrader asks: everybody may hand in
    return (
        f"c.CourseDirectory.course_id = 'gradient-descent'\nc.Exchange.root = {str(exchange)!r}\n"
    )

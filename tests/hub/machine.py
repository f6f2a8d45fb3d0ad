"""A JupyterHub as docs/hub.md lays it out, and local users of this machine; both end with the test.

Only root can make users: elsewhere the tests are skipped.
"""

from __future__ import annotations

import grp
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.course.support import ROOT

HUB = Path(
    "/opt/course-hub-test"
)  # only root can make it; the environment is kept for the next run
KEPT = ("env", "node_modules")
PROXY = "configurable-http-proxy"
START_SECONDS, STOP_SECONDS, INSTALL_SECONDS = 90, 30, 900
GROUPS = ("students", "teachers")
PYTHON = os.environ.get("HUB_PYTHON", "/usr/bin/python3")
RECENT = "import ensurepip, sys; sys.exit(sys.version_info < (3, 11))"
OURS = "made by tests/hub"  # users with this comment may be removed
PROGRAMS = ("useradd", "userdel", "groupadd", "groupdel", "chpasswd", "setpriv", "npm")


@dataclass(frozen=True)
class Person:
    """A local user, with the password that the hub asks for, and the umask of docs/hub.md."""

    name: str
    umask: int
    password: str = field(repr=False)

    @property
    def home(self) -> Path:
        return Path(pwd.getpwnam(self.name).pw_dir)

    def run(self, *command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run a program of the hub's environment as this user, as somebody does by ssh."""
        return subprocess.run(
            command,
            cwd=cwd or self.home,
            env={"PATH": f"{HUB}/env/bin:/usr/bin:/bin", "HOME": str(self.home), "LANG": "C.UTF-8"},
            user=self.name,
            group=pwd.getpwnam(self.name).pw_gid,
            extra_groups=os.getgrouplist(self.name, pwd.getpwnam(self.name).pw_gid),
            umask=self.umask,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )


def why_not() -> str:
    """Say why there can be no hub here; "" where there can be."""
    if os.getuid() != 0:
        return "only root can make the hub's users; as root: make test-hub"
    if missing := [name for name in PROGRAMS if shutil.which(name) is None]:
        return f"not on this machine: {', '.join(missing)}; npm: apt-get install npm"
    if not _succeeds(PYTHON, "-c", RECENT):
        return f"{PYTHON} is no Python 3.11 with venv; name another: HUB_PYTHON=FILE make test-hub"
    if not (HUB / "node_modules").is_dir() and not _succeeds("npm", "view", PROXY, "version"):
        return f"npm cannot reach {PROXY}"
    return ""


def lay_out() -> None:
    """Make the hub with `make hub`, anew but for its environment."""
    if HUB.is_dir():
        for path in HUB.iterdir():
            if path.name not in KEPT:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    done = subprocess.run(
        ["make", "-C", str(ROOT), "hub", f"HUB={HUB}", f"HUB_PYTHON={PYTHON}"],
        capture_output=True,
        text=True,
        timeout=INSTALL_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-500:] + done.stderr[-1500:]


@contextmanager
def people(**group_of: str) -> Iterator[dict[str, Person]]:
    """Local users with these names, behind ``hub-``, each in a group; gone at the end."""
    made = [group for group in GROUPS if not _is_group(group)]
    for group in made:
        _run("groupadd", group)
    there: dict[str, Person] = {}
    try:
        for short, group in group_of.items():
            umask = 0o007 if group == "teachers" else 0o077
            one = Person(f"hub-{short}", umask, secrets.token_urlsafe(12))
            _make(one.name, group)
            there[short] = one
            _run("chpasswd", said=f"{one.name}:{one.password}\n")
            one.home.chmod(0o700)
        yield there
    finally:
        for one in there.values():
            _remove(one.name)
        for group in made:
            _run("groupdel", group)


@contextmanager
def running_hub(log: Path) -> Iterator[str]:
    """Run the hub on loopback, at ports that are free; yield its address."""
    front, api, inner = _free_ports(3)
    command = [f"{HUB}/env/bin/jupyterhub", "-f", f"{HUB}/jupyterhub_config.py"]
    command += [f"--JupyterHub.bind_url=http://127.0.0.1:{front}"]
    command += [f"--JupyterHub.hub_bind_url=http://127.0.0.1:{inner}"]
    command += [f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{api}"]
    with log.open("w") as written:
        hub = subprocess.Popen(command, cwd="/", stdout=written, stderr=subprocess.STDOUT)
    try:
        _wait_for(f"http://127.0.0.1:{front}/hub/login", hub, log)
        yield f"http://127.0.0.1:{front}"
    finally:
        _end(psutil.Process(hub.pid) if hub.poll() is None else None)


def _wait_for(address: str, hub: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and hub.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"JupyterHub did not start:\n{log.read_text()[-3000:]}")


def _end(process: psutil.Process | None) -> None:
    """Ask the hub to stop its servers and its proxy; what is left of them is killed."""
    if process is None:
        return
    family = [process, *process.children(recursive=True)]
    process.terminate()
    _, alive = psutil.wait_procs([process], timeout=STOP_SECONDS)
    for one in family:
        if one.is_running():
            one.kill()
    psutil.wait_procs(alive, timeout=5)


def _make(name: str, group: str) -> None:
    """Make a user, in the place of one that a run left which was killed."""
    with suppress(KeyError):
        assert pwd.getpwnam(name).pw_gecos == OURS, f"there is a user {name} already"
        _remove(name)
    options = ["--create-home", "--shell", "/bin/bash", "--comment", OURS, "--groups", group]
    _run("useradd", *options, name)


def _remove(name: str) -> None:
    uid = pwd.getpwnam(name).pw_uid
    mine = [one for one in psutil.process_iter(["uids"]) if one.info["uids"].real == uid]
    for one in mine:
        one.kill()
    psutil.wait_procs(mine, timeout=5)
    _run("userdel", "--remove", name)


def _is_group(name: str) -> bool:
    try:
        grp.getgrnam(name)
    except KeyError:
        return False
    return True


def _free_ports(count: int) -> Sequence[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def _run(*command: str, said: str | None = None) -> None:
    subprocess.run(command, input=said, text=True, check=True, capture_output=True, timeout=60)


def _succeeds(*command: str) -> bool:
    done = subprocess.run(command, cwd="/", capture_output=True, timeout=120, check=False)
    return done.returncode == 0

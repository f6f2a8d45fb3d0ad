"""The cold jail: bubblewrap around a fresh interpreter, for machines that refuse us namespaces.

bubblewrap may be allowed what this Python is not: it is setuid, or has an AppArmor profile. It
cannot close in a process that runs already, so every child starts Python anew and warms up alone.
"""

from __future__ import annotations

import io
import json
import os
import select
import shutil
import signal
import sys
import zipfile
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Final, NoReturn

from autograder.records import Limits
from autograder.sandbox import libc, namespaces, private_root
from autograder.sandbox.jail import Jail
from autograder.sandbox.protocol import Guest

# The few modules of ours that a child imports; a mount names its source.
OURS: Final = "/sandbox.zip"
ORDER: Final = 4  # the descriptor that says what to run; 3 is the channel
_USERS, _MODULES, _ARGUMENTS = 5, 6, 7
START: Final = (
    f"import sys; sys.path.insert(0, {OURS!r}); "
    "from autograder.sandbox import bwrap_main; bwrap_main.main()"
)
_NAMESPACES = ("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts")
_STOP_SECONDS = 2.0
_KILLED_BY = 128  # bubblewrap exits with this much more than the signal that ended its child
_INSTALL = "bwrap is not installed (on Debian and Ubuntu: apt-get install bubblewrap)"


class ColdJail(Jail):
    """bubblewrap's namespaces and private root; then, inside, our own limits and filters."""

    warm = False

    def __init__(self, what: Limits, guest: Guest | None) -> None:
        super().__init__(what)
        self._guest = guest
        self._sealed = False
        self._hide: tuple[str, ...] = ()
        self._lend: tuple[str, ...] = ()

    def leave(self) -> None:
        """There is nothing to leave, but bubblewrap must be there."""
        if shutil.which("bwrap", path=os.defpath) is None:
            raise OSError(_INSTALL)

    def build(self, lend: tuple[str, ...]) -> str:
        """Nothing yet: each child builds its own root."""
        self._lend = lend
        return "/"

    def seal(self, hide: tuple[str, ...]) -> None:
        """From now on children run the guest, and ``hide`` is covered."""
        self._sealed, self._hide = True, hide

    def close(self) -> NoReturn:
        """Become bubblewrap, and it becomes `bwrap_main`; what either cannot do, it says there."""
        program = shutil.which("bwrap", path=os.defpath)
        assert program is not None
        guest = self._guest if self._sealed else None
        order = {
            "limits": asdict(self._limits),
            "guest": None if guest is None else guest.module,
            "user_namespace": Path("/proc/self/ns/user").stat().st_ino,
            "student": namespaces.student_id(),
        }
        _pass_on(json.dumps(order).encode(), ORDER)
        _pass_on(private_root.users().encode(), _USERS)
        _pass_on(_zipped(self._lend), _MODULES)
        os.set_inheritable(3, True)
        os.dup2(3, 2)  # what bubblewrap complains about is the reason
        _pass_on("\0".join(self._arguments()).encode() + b"\0", _ARGUMENTS)  # no one's cmdline
        fixed = [program, "--args", str(_ARGUMENTS), "--"]
        command = [*fixed, sys.executable, "-s", "-P", "-c", START]
        os.execve(program, command, {"PYTHONHASHSEED": "0"})

    def members(self, child: int) -> list[int]:
        """All that descends from bubblewrap; a daemon becomes a child of the first one inside."""
        return _descendants(child) or [child]

    def stop(self, child: int) -> None:
        """The first inside is pid 1 there: with it end all others, and then bubblewrap."""
        monitor = os.pidfd_open(child)
        try:
            for pid in _descendants(child)[:1]:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                select.select([monitor], [], [], _STOP_SECONDS)
            signal.pidfd_send_signal(monitor, signal.SIGKILL)
        finally:
            os.close(monitor)

    def exit_code(self, status: int) -> int:
        """What the first one inside ended with, as bubblewrap passes it on."""
        code = os.waitstatus_to_exitcode(status)
        return _KILLED_BY - code if code > _KILLED_BY else code

    def _arguments(self) -> list[str]:
        is_root = os.geteuid() == 0
        # root's children become nobody, whom bubblewrap, as root without power, cannot end: so its
        # own pid 1 stays, root's too, and ends with it. An ordinary user's child is pid 1 itself.
        root = ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
        size = str(self._limits.disk_mb * libc.MB)
        own = ["--perms", "0777" if is_root else "0700", "--size", size, "--tmpfs"]
        return [
            *(*_NAMESPACES, "--unshare-cgroup-try", "--die-with-parent"),
            *(root if is_root else ["--as-pid-1"]),
            *("--dir", "/etc", "--dir", "/dev"),
            *_system(),
            *("--proc", "/proc"),
            *_devices(),
            *("--perms", "0644", "--ro-bind-data", str(_USERS), "/etc/passwd"),
            *("--perms", "0644", "--ro-bind-data", str(_MODULES), OURS),
            *(*own, private_root.HOME, *own, private_root.TMP),
            *_python("/"),
            *self._covers(),
            *("--remount-ro", "/", "--chdir", "/"),
        ]

    def _covers(self) -> list[str]:
        """Empty folders on what nobody may see of what is shown; Python stays in sight."""
        words: list[str] = []
        shown = (*private_root.SYSTEM, *private_root.python_folders())
        for folder in self._hide:
            if Path(folder).is_dir() and any(private_root.below(folder, path) for path in shown):
                words += ["--tmpfs", folder, *_python(folder), "--remount-ro", folder]
        return words


def _zipped(paths: tuple[str, ...]) -> bytes:
    """What may be imported: modules of our package, and the guest's folder."""
    package = Path(__file__).resolve().parent.parent
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path in map(Path, paths):
            root = package.parent if path.is_relative_to(package) else path
            for file in [path] if path.is_file() else path.glob("*.py"):
                archive.write(file, file.relative_to(root))
    return made.getvalue()


def _pass_on(content: bytes, fd: int) -> None:
    """Let what is executed next read ``content`` from descriptor ``fd``."""
    made = os.memfd_create("order")
    os.write(made, content)
    os.lseek(made, 0, os.SEEK_SET)
    os.dup2(made, fd)
    os.set_inheritable(fd, True)
    if made != fd:
        os.close(made)


def _system() -> list[str]:
    words: list[str] = []
    for path in map(Path, private_root.SYSTEM):
        if path.is_symlink():
            words += ["--symlink", str(path.readlink()), str(path)]
        elif path.exists():
            words += ["--ro-bind", str(path), str(path)]
    return words


def _devices() -> list[str]:
    words = [word for path in private_root.DEVICES for word in ("--dev-bind", path, path)]
    for name, target in private_root.FD_LINKS.items():
        words += ["--symlink", target, f"/dev/{name}"]
    return words


def _python(folder: str) -> list[str]:
    """Python's folders that lie below ``folder``, but for those that the system's show."""
    words: list[str] = []
    for path in private_root.python_folders():
        shown = any(private_root.below(path, system) for system in private_root.SYSTEM)
        if private_root.below(path, folder) and (folder != "/" or not shown):
            for parent in reversed(Path(path).parents[:-1]):
                words += ["--dir", str(parent)]  # left alone, bubblewrap lets only root enter it
            words += ["--ro-bind", os.path.realpath(path), path]
    return words


def _descendants(pid: int) -> list[int]:
    """Every process below ``pid``, its own child first."""
    parents: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):  # noqa: PTH208 - names only, every 50 ms
        if name.isdigit():
            with suppress(OSError, ValueError, IndexError):
                stat = Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()
                parents.setdefault(int(stat[1]), []).append(int(name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found[1:]

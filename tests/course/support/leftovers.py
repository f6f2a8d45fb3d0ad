"""What an attack could leave behind: processes, descriptors, mounts, shared memory, files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any


def look_around(root: Path) -> dict[str, Any]:
    """This process and the machine, as far as an attack could leave something there."""
    return {
        "processes": sorted(descendants(os.getpid())),
        "descriptors": sorted(_descriptors(os.getpid())),
        "mounts": Path("/proc/self/mounts").read_text().splitlines(),
        "shared memory": _segments(),
        "files for a moment": left_in(("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue")),
        "the course": {str(p.relative_to(root)): _hash(p) for p in sorted(root.rglob("*"))},
    }


def look_at(pid: int) -> dict[str, Any]:
    """A worker between two submissions: what it and its zygote hold."""
    family = [pid, *sorted(descendants(pid))]
    return {
        "a worker's family": family,
        "its descriptors": {p: sorted(_descriptors(p)) for p in family},
        "its mounts": {p: _mounts(p) for p in family},
    }


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What changed, in words: what is gone and what came, not what stayed."""
    return [
        f"{key}: {_lacks(before[key], after[key])} → {_lacks(after[key], before[key])}"
        for key in before
        if before[key] != after[key]
    ]


def _lacks(there: Any, elsewhere: Any) -> Any:
    """What is ``there`` and not ``elsewhere``; all of it, if only order or number differ."""
    if isinstance(there, dict):
        return {k: v for k, v in there.items() if k not in elsewhere or elsewhere[k] != v}
    return [item for item in there if item not in elsewhere] or there


def descendants(pid: int) -> Iterator[int]:
    """The processes below one."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(folder.name))
    ahead = list(parents.get(pid, ()))
    while ahead:
        child = ahead.pop()
        yield child
        ahead += parents.get(child, ())


def _descriptors(pid: int) -> Iterator[str]:
    folder = Path(f"/proc/{pid}/fd")
    try:
        names = list(folder.iterdir())
    except OSError:  # the zygote hides itself from an ordinary user
        return
    for name in names:
        try:
            yield name.readlink().name
        except OSError:
            continue


def _mounts(pid: int) -> int:
    try:
        return len(Path(f"/proc/{pid}/mountinfo").read_text().splitlines())
    except OSError:
        return 0


def _segments() -> list[str]:
    """System V shared memory, queues and semaphores with an attack's key."""
    kinds = [Path(f"/proc/sysvipc/{kind}") for kind in ("shm", "msg", "sem")]
    lines = [line for kind in kinds if kind.exists() for line in kind.read_text().splitlines()]
    return [line for line in lines if line.split()[0] == str(0x7ED7EA)]


def left_in(folders: Sequence[str | Path]) -> list[str]:
    """Files of an attack, and folders of sandboxes unless the sandbox lives: one of a neighbour."""
    found = [p for f in folders if Path(f).is_dir() for p in Path(f).iterdir()]
    ours = (p for p in found if p.name.startswith(("red-team", "students-", "student-")))
    # an owner that is gone may have removed its folder after we listed it
    return sorted(str(p) for p in ours if not _owner_lives(p) and p.exists())


def _owner_lives(folder: Path) -> bool:
    """Whether the sandbox in the name of its folder, students-<pid>-…, still runs."""
    kind, pid, *_ = folder.name.split("-")
    try:
        command = Path(f"/proc/{int(pid)}/cmdline").read_text()
    except (OSError, ValueError):
        return False
    return kind == "students" and "autograder.sandbox.zygote" in command


def _hash(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return "link" if path.is_symlink() else "other"
    return hashlib.sha256(path.read_bytes()).hexdigest()

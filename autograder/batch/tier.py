"""Which sandbox this machine gives, without starting one at every command."""

from __future__ import annotations

import json
import os
import platform
from pathlib import Path

from autograder.batch.store import FOLDER
from autograder.course import Course
from autograder.errors import CourseError
from autograder.files import write_atomically

# what an administrator changes to give or take a sandbox; absent where a kernel has no such switch
SWITCHES = (
    "kernel/apparmor_restrict_unprivileged_userns",
    "kernel/random/boot_id",  # a new boot: other switches, another kernel, or another machine
    "kernel/unprivileged_userns_clone",
    "user/max_user_namespaces",
)


def sandbox_tier(course: Course) -> str:
    """Return the best tier that this machine gives; tried out once a boot, user and switch."""
    tier = known_tier(course)
    if tier is None:
        from autograder.sandbox.launcher import probe_tier

        tier, _ = probe_tier()
        write_atomically(_kept(course), json.dumps({"about": _about(), "tier": tier}))
    return tier


def known_tier(course: Course) -> str | None:
    """Return the tier that an earlier command found; None when it has to be tried out."""
    try:
        known = json.loads(_kept(course).read_text(encoding="utf-8"))
        return str(known["tier"]) if known["about"] == _about() else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _kept(course: Course) -> Path:
    return course.root / FOLDER / "machine.json"


def usable_tier(course: Course, unsafe: bool) -> str:
    """Return the tier to grade in; raise CourseError when there is none, unless ``unsafe``."""
    tier = sandbox_tier(course)
    if tier == "none" and not unsafe:
        raise CourseError("This machine cannot close students' code in. See: course doctor")
    return tier


def _about() -> list[str]:
    said = [platform.release(), str(os.geteuid())]
    for switch in SWITCHES:
        path = Path("/proc/sys", switch)
        said.append(path.read_text(encoding="ascii").strip() if path.is_file() else "")
    return said

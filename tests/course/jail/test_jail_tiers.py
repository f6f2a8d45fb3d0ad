"""Which tier a machine gives, and that no jail is never given by accident."""

from __future__ import annotations

import subprocess
import sys

import pytest

from autograder.sandbox import landlock, starting
from autograder.sandbox.jail import TIERS
from autograder.sandbox.launcher import Sandbox, SandboxError, probe_tier

from .inmate import PROBE, SMALL, Inmate


def test_the_probe_names_the_tier_that_a_sandbox_gets():
    tier, missing = probe_tier()
    assert len(missing) == TIERS.index(tier)  # one reason for each better tier
    if tier != "none":
        with Sandbox(SMALL, guest=PROBE) as sandbox:
            assert (sandbox.tier, sandbox.missing) == (tier, missing)


def test_no_jail_is_an_error_that_gives_the_reasons(monkeypatch):
    def refuse(tier, limits, guest):
        raise starting.Unavailable(f"no {tier} here")

    monkeypatch.setattr(starting, "ZygoteProcess", refuse)
    with pytest.raises(SandboxError, match=r"no full here.*no reduced here"):
        Sandbox(SMALL, guest=PROBE)


def test_no_jail_is_given_to_those_who_ask_for_it():
    with Sandbox(SMALL, guest=PROBE, tiers=(), unsafe=True) as sandbox:
        assert sandbox.tier == "none"
        inmate = Inmate(sandbox.spawn())
        assert inmate.run("return 1") == 1
        inmate.end()


def test_unsafe_still_takes_the_best_jail():
    expected, _ = probe_tier()
    with Sandbox(SMALL, guest=PROBE, unsafe=True) as sandbox:
        assert sandbox.tier == expected


def test_other_systems_are_told_the_way(monkeypatch):
    monkeypatch.setattr("sys.platform", "darwin")
    with pytest.raises(SandboxError, match=r"container.*WSL2"):
        Sandbox(SMALL, guest=PROBE)


REFUSING = """
import errno, sys
from autograder.sandbox import launcher, seccomp
from autograder.sandbox.syscalls import number
import platform
program = [seccomp.Instruction(seccomp.LOAD, 0, 0, 0)]
for name in sys.argv[1:]:
    nr = number(name, platform.machine())
    program += [
        seccomp.Instruction(seccomp.JUMP_EQUAL, 0, 1, nr),
        seccomp.Instruction(seccomp.RETURN, 0, 0, seccomp.ERRNO | errno.EPERM),
    ]
seccomp.install([*program, seccomp.Instruction(seccomp.RETURN, 0, 0, seccomp.ALLOW)])
tier, missing = launcher.probe_tier()
print(tier, *missing, sep="\\n")
"""


def probe_without(*calls: str) -> list[str]:
    """The tier and the reasons on a machine that refuses some system calls, as containers do."""
    command = [sys.executable, "-c", REFUSING, *calls]
    return subprocess.check_output(command, text=True).splitlines()


def test_without_namespaces_the_jail_is_reduced():
    if not landlock.abi():
        pytest.skip("this kernel has no Landlock")
    tier, *missing = probe_without("unshare")
    assert tier == "reduced"
    assert missing == ["full: [Errno 1] unshare: Operation not permitted"]


@pytest.mark.parametrize("call", ["mount", "pivot_root", "mount_setattr", "setns"])
def test_a_door_that_cannot_be_closed_is_not_left_open(call):
    if probe_tier()[0] != "full":
        pytest.skip("this machine does not give a full jail")
    tier, reason = probe_without(call)
    assert tier == "reduced"
    assert reason.startswith("full: ")


def test_without_namespaces_and_landlock_there_is_no_jail():
    tier, *missing = probe_without("unshare", "landlock_create_ruleset")
    assert tier == "none"
    assert [reason.partition(":")[0] for reason in missing] == ["full", "reduced"]

"""Which tier a machine gives, and that no jail is never given by accident."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from autograder.sandbox import landlock
from autograder.sandbox import zygote_client as starting
from autograder.sandbox.bwrap import ColdJail
from autograder.sandbox.launcher import Sandbox, SandboxError, probe_tier
from autograder.sandbox.protocol import TIERS
from tests.course.support import ROOT

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
    with pytest.raises(SandboxError, match=r"no full here.*no cold here.*no reduced here"):
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


EVERYTHING = ("unshare", "mount", "landlock_create_ruleset")


def course_without(
    calls: tuple[str, ...], arguments: list[str]
) -> subprocess.CompletedProcess[str]:
    """The course's own command on such a machine."""
    source = REFUSING.partition("tier, missing")[0] + "from autograder.cli import main; main()"
    begin = f"import sys; calls, rest = {list(calls)}, {arguments}; sys.argv[1:] = calls;"
    source = source.replace("program = [", "sys.argv[1:] = rest; program = [", 1)
    source = source.replace("in sys.argv[1:]", "in calls")
    return subprocess.run(
        [sys.executable, "-c", begin + source], cwd=ROOT, capture_output=True, text=True
    )


def probe_without(*calls: str) -> list[str]:
    """The tier and the reasons on a machine that refuses some system calls, as containers do."""
    command = [sys.executable, "-c", REFUSING, *calls]
    return subprocess.check_output(command, text=True).splitlines()


def test_without_namespaces_of_our_own_the_jail_is_cold():
    if probe_without("unshare", "landlock_create_ruleset")[0] == "none":
        pytest.skip("bubblewrap is not there (apt-get install bubblewrap), or is refused, too")
    tier, *missing = probe_without("unshare")
    assert tier == "cold"
    assert missing == ["full: [Errno 1] unshare: Operation not permitted"]


def test_without_namespaces_the_jail_is_reduced():
    if not landlock.abi():
        pytest.skip("this kernel has no Landlock")
    tier, *missing = probe_without("unshare", "mount")
    assert tier == "reduced"
    assert [reason.partition(":")[0] for reason in missing] == ["full", "cold"]


@pytest.mark.parametrize("call", ["mount", "pivot_root", "mount_setattr", "setns"])
def test_a_door_that_cannot_be_closed_is_not_left_open(call):
    if probe_tier()[0] != "full":
        pytest.skip("this machine does not give a full jail")
    tier, reason, *_ = probe_without(call)
    assert tier in ("cold", "reduced")
    assert reason.startswith("full: ")


def test_without_namespaces_and_landlock_there_is_no_jail():
    tier, *missing = probe_without(*EVERYTHING)
    assert tier == "none"
    said = "\n".join(missing)
    assert re.search(r"full: .*cold: .*reduced: ", said, re.DOTALL)


def test_the_doctor_of_a_locked_machine_names_the_way_out():
    """As in a container that refuses namespaces, mounts and Landlock."""
    done = course_without(EVERYTHING, ["doctor"])
    said = re.sub(r"[\s│┃]+", " ", done.stdout)  # a table breaks lines
    assert done.returncode == 1
    for words in ("full:", "cold:", "reduced:", "virtual machine", "--unsafe"):
        assert words in said, words
    assert "Traceback" not in done.stderr


def test_without_bubblewrap_the_command_that_installs_it_is_named(monkeypatch):
    monkeypatch.setattr("os.defpath", "/nowhere")
    with pytest.raises(OSError, match="apt-get install bubblewrap"):
        ColdJail(SMALL, None).leave()

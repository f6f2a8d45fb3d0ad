"""Births and deaths: children, the zygote, and the worker may each end at any moment."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from autograder.records import Limits
from autograder.sandbox.launcher import Sandbox, SandboxError
from autograder.sandbox.protocol import Ending, Guest

from .inmate import PROBE, SMALL, Gone, Inmate

PATIENCE_SECONDS = 10
WRAPPERS = {"cold": 2 if os.geteuid() == 0 else 1}  # processes of bubblewrap's own


def below(pid: int) -> set[int]:
    """Every process that descends from ``pid``."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if stat[0] != "Z" or int(stat[1]) == os.getpid():
                parents[int(folder.name)] = int(stat[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def wait_until_gone(pids: set[int]) -> set[int]:
    """The processes that are still there when patience ends."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    left = pids
    while left and time.monotonic() < deadline:
        left = {pid for pid in left if Path(f"/proc/{pid}").exists()}
        time.sleep(0.01)
    return left


def zygote_of(sandbox: Sandbox) -> int:
    """The zygote proper: the one child of the guard, which is our own child."""
    guard = sandbox._zygote._process.pid  # type: ignore[union-attr]
    (child,) = [pid for pid in below(guard) if parent(pid) == guard]
    return child


def whole(sandbox: Sandbox) -> set[int]:
    """The guard, and everybody below it."""
    guard = sandbox._zygote._process.pid  # type: ignore[union-attr]
    return below(guard) | {guard}


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_ending_twice_says_the_same(any_sandbox):
    child = any_sandbox.spawn()
    assert child.end() == child.end() == Ending("killed", "ended by the grader")
    assert child.sock.fileno() == -1


@pytest.mark.parametrize(
    ("source", "ending"),
    [
        ("import os; os._exit(0)", Ending("ended", "exit status 0")),
        ("import os; os._exit(7)", Ending("ended", "exit status 7")),
        ("import ctypes; ctypes.string_at(0)", Ending("crashed", "SIGSEGV")),
    ],
)
def test_the_ending_says_why(inmate, source, ending):
    with pytest.raises(Gone):
        inmate.run(source)
    assert inmate.end() == ending


def test_an_abort_is_a_crash(inmate):
    with pytest.raises(Gone):
        inmate.run("import os; os.abort()")
    assert inmate.end().reason == "crashed"


def test_a_hanging_child_is_ended(any_sandbox):
    inmate = Inmate(any_sandbox.spawn())
    inmate.child.sock.sendall(b'"while True: pass"\n')
    start = time.monotonic()
    assert inmate.end().reason == "killed"
    assert time.monotonic() - start < 2


def test_a_new_child_ends_the_one_before(any_sandbox):
    first = Inmate(any_sandbox.spawn())
    second = Inmate(any_sandbox.spawn())
    with pytest.raises(Gone):
        first.run("return 1")
    assert first.end().reason == "killed"
    assert second.run("return 2") == 2  # ending the old one leaves the new one alone
    second.end()


def test_many_children_leave_nothing_behind(new_sandbox):
    sandbox = new_sandbox()
    zygote = zygote_of(sandbox)

    def held() -> tuple[int, int, int]:
        ours, its = Path("/proc/self/fd"), Path(f"/proc/{zygote}/fd")
        return len(list(ours.iterdir())), len(list(its.iterdir())), len(below(zygote))

    sandbox.spawn().end()
    before = held()
    for _ in range(40):
        sandbox.spawn().end()
    assert held() == before
    assert zygote_of(sandbox) == zygote  # it was never started again


def test_the_reduced_jail_leaves_no_files(new_sandbox):
    sandbox = new_sandbox(tier="reduced")
    inmate = Inmate(sandbox.spawn())
    home = inmate.run("import os; open('x', 'w').close(); return os.getcwd()")
    assert os.path.exists(home)
    inmate.end()
    assert not os.path.exists(home)


@pytest.mark.parametrize("tier", ["full", "cold", "reduced"])
def test_closing_ends_everything(new_sandbox, tier):
    sandbox = new_sandbox(tier=tier)
    child = sandbox.spawn()
    everybody = whole(sandbox)
    assert len(everybody) == 3 + WRAPPERS.get(tier, 0)  # guard, zygote, child
    sandbox.close()
    assert wait_until_gone(everybody) == set()
    assert child.end().reason == "killed"
    sandbox.close()
    with pytest.raises(SandboxError):
        sandbox.spawn()


@pytest.mark.parametrize("tier", ["full", "cold", "reduced"])
def test_a_killed_zygote_is_replaced(new_sandbox, tier):
    sandbox = new_sandbox(tier=tier)
    inmate = Inmate(sandbox.spawn())
    everybody = below(zygote_of(sandbox)) | {zygote_of(sandbox)}
    assert len(everybody) == 2 + WRAPPERS.get(tier, 0)
    os.kill(zygote_of(sandbox), signal.SIGKILL)
    assert wait_until_gone(everybody) == set()
    with pytest.raises(Gone):
        inmate.run("return 1")
    with pytest.raises(SandboxError):
        inmate.end()  # nobody knows why the child ended: not the student's fault
    again = Inmate(sandbox.spawn())
    assert again.run("return 2") == 2
    again.end()


def test_a_killed_guard_is_replaced(new_sandbox):
    sandbox = new_sandbox()
    everybody = below(zygote_of(sandbox)) | {zygote_of(sandbox)}
    os.kill(sandbox._zygote._process.pid, signal.SIGKILL)
    assert wait_until_gone(everybody) == set()
    again = Inmate(sandbox.spawn())
    assert again.run("return 2") == 2


def test_a_stopped_zygote_does_not_hang_the_worker(new_sandbox, monkeypatch):
    monkeypatch.setattr("autograder.sandbox.zygote_client.CLOSE_SECONDS", 0.2)
    sandbox = new_sandbox()
    monkeypatch.setattr(type(sandbox._zygote).ask, "__defaults__", (None, 0.5))
    os.kill(zygote_of(sandbox), signal.SIGSTOP)
    assert Inmate(sandbox.spawn()).run("return 3") == 3


WORKER = """
import os, sys, time
from autograder.records import Limits
from autograder.sandbox.launcher import Sandbox
from autograder.sandbox.protocol import Guest
sandbox = Sandbox(Limits(), guest=Guest(*sys.argv[2:]), tiers=(sys.argv[1],))
child = sandbox.spawn()
child.sock.sendall(b'"import os; return os.getcwd()"\\n')
print(child.sock.makefile().readline(), end="", flush=True)
child.sock.sendall(b'"while True: pass"\\n')
sibling = os.fork()  # as a process pool does: it holds a copy of every socket of the worker
if sibling:
    print(sibling, flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("tier", ["full", "cold", "reduced"])
def test_nothing_outlives_a_killed_worker(new_sandbox, tier):
    new_sandbox(tier=tier).close()  # skips where the machine does not give it
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, tier, PROBE.module, PROBE.folder], stdout=subprocess.PIPE
    )
    with worker:
        assert worker.stdout is not None
        home = json.loads(worker.stdout.readline())["value"]
        sibling = int(worker.stdout.readline())
        everybody = below(worker.pid) - {sibling}
        worker.kill()
        try:
            assert len(everybody) == 3 + WRAPPERS.get(tier, 0)  # guard, zygote, child
            assert wait_until_gone(everybody) == set()
            assert not os.path.exists(home)
        finally:
            os.kill(sibling, signal.SIGKILL)


def test_a_child_outlives_the_thread_that_made_it(new_sandbox):
    made: list[Inmate] = []
    thread = threading.Thread(target=lambda: made.append(Inmate(new_sandbox().spawn())))
    thread.start()
    thread.join()
    time.sleep(0.1)
    assert made[0].run("return 1") == 1


def test_two_sandboxes_in_one_process_do_not_meet(new_sandbox):
    one, two = new_sandbox(), new_sandbox()
    first, second = Inmate(one.spawn()), Inmate(two.spawn())
    first.run("open('/tmp/x', 'w').close()")
    assert second.run("import os; return os.path.exists('/tmp/x')") is False
    first.end()
    one.close()
    assert second.run("return 1") == 1


def test_a_guest_that_cannot_be_imported_is_our_fault():
    with pytest.raises(SandboxError, match="no_such_guest"):
        Sandbox(SMALL, guest=Guest("no_such_guest"))


def test_a_guest_that_knows_answers_cannot_be_imported():
    with pytest.raises(SandboxError, match="solutions"):
        Sandbox(SMALL, guest=Guest("solutions"))


def test_children_hash_alike(new_sandbox):
    values = [Inmate(new_sandbox(Limits()).spawn()).run("return hash('x')") for _ in range(2)]
    assert values[0] == values[1]

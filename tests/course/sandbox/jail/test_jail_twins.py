"""Zygotes that share a warm-up share nothing that a student could use or feel."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.sandbox import shared_zygote as twins
from autograder.sandbox.launcher import Sandbox, SandboxError
from autograder.sandbox.protocol import Guest
from autograder.sandbox.shared_zygote import Twin, Twins

from .inmate import PROBE, SMALL, Gone, Inmate
from .test_jail_life import below, parent, wait_until_gone

NAMESPACES = ("pid", "mnt", "net", "ipc", "uts", "user")
Two = tuple[Sandbox, Sandbox]


@pytest.fixture
def first() -> Iterator[Twins]:
    made = Twins(SMALL, PROBE)
    yield made
    made.close()


@pytest.fixture
def two(first: Twins) -> Iterator[Two]:
    one, other = (Sandbox(SMALL, guest=PROBE, offered=first.offer()) for _ in range(2))
    if not isinstance(one._zygote, Twin):
        one.close()
        other.close()
        pytest.skip("this machine does not give a full jail")
    yield one, other
    one.close()
    other.close()


def inmates(two: Two) -> tuple[Inmate, Inmate]:
    one, other = (Inmate(sandbox.spawn()) for sandbox in two)
    return one, other


def test_children_of_two_zygotes_share_no_namespace(two: Two) -> None:
    look = "import os; return [os.readlink(f'/proc/self/ns/{name}') for name in %r]"
    here, there = (inmate.run(look % (NAMESPACES,)) for inmate in inmates(two))
    assert not set(here) & set(there)


def test_children_of_two_zygotes_see_only_themselves(two: Two) -> None:
    look = "import os; return [name for name in os.listdir('/proc') if name.isdigit()]"
    assert [inmate.run(look) for inmate in inmates(two)] == [["1"], ["1"]]


def test_a_signal_means_the_same_whoever_started_the_zygote(
    two: Two, new_sandbox: Callable[..., Sandbox]
) -> None:
    look = "import signal; return [int(signal.getsignal(n) or 0) for n in (signal.SIGINT, 1, 15)]"
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as in a worker, which starts its own
    own = Inmate(new_sandbox().spawn())
    signal.signal(signal.SIGINT, before)
    assert own.run(look) == inmates(two)[0].run(look)


def test_files_of_one_are_not_the_others(two: Two) -> None:
    one, other = inmates(two)
    look = "import os; return [os.listdir('.'), os.listdir('/tmp')]"  # Python itself may lie there
    before = other.run(look)
    one.run("open('here', 'w').write('a'); open('/tmp/here', 'w').write('a')")
    assert other.run(look) == before


def test_memory_counts_for_its_own_child(two: Two) -> None:
    """Together they hold more than one may: 400 MB."""
    one, other = inmates(two)
    for inmate in (one, other):
        inmate.run("import builtins; builtins.held = b'x' * (210 << 20)")
    time.sleep(0.3)
    assert [inmate.run("return len(held) >> 20") for inmate in (one, other)] == [210, 210]


def test_a_zygote_ends_with_its_worker_and_the_other_goes_on(two: Two) -> None:
    here = below(os.getpid())
    one, other = inmates(two)
    with_children = below(os.getpid())
    two[0].close()
    with pytest.raises(Gone):
        one.run("return 1")
    assert other.run("return 2") == 2
    other.end()
    left = below(os.getpid())
    assert len(with_children - here) == 2
    assert len(here - left) == 1  # the first twin
    assert left < here


def test_a_zygote_that_stands_still_is_ended(
    first: Twins, two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(twins, "CLOSE_SECONDS", 0.2)
    inmates(two)
    (zygote,) = firsts(first)
    two_and_children = below(zygote)
    twins_of_it = [pid for pid in two_and_children if parent(pid) == zygote]
    for twin in twins_of_it:
        os.kill(twin, signal.SIGSTOP)
    two[0].close()
    two[1].close()
    assert (len(two_and_children), len(twins_of_it)) == (4, 2)
    deadline = time.monotonic() + 5
    while below(zygote) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert below(zygote) == set()  # but for what the first has not waited for yet


def firsts(first: Twins) -> set[int]:
    """The first zygote, which is the one child of its guard."""
    guard = first._first._process.pid
    return {pid for pid in below(guard) if parent(pid) == guard}


def test_a_worker_whose_zygote_is_gone_starts_its_own(first: Twins, two: Two) -> None:
    one, other = inmates(two)
    everybody = below(first._first._process.pid)
    assert len(everybody) == 5  # the first zygote, two twins, two children
    os.kill(first._first._process.pid, signal.SIGKILL)
    assert wait_until_gone(everybody) == set()
    for inmate, sandbox in zip((one, other), two, strict=True):
        with pytest.raises(Gone):
            inmate.run("return 1")
        with pytest.raises(SandboxError):
            inmate.end()  # nobody knows why: not the student's fault
        assert Inmate(sandbox.spawn()).run("return 2") == 2
        assert not isinstance(sandbox._zygote, Twin)
    with Sandbox(SMALL, guest=PROBE, offered=first.offer()) as late:
        assert Inmate(late.spawn()).run("return 3") == 3


def test_a_twin_that_cannot_be_closed_in_is_not_used(first: Twins) -> None:
    """It runs out of descriptors when it enters its own namespaces."""
    first._ready.result()
    (zygote,) = firsts(first)
    highest = max(int(fd.name) for fd in Path(f"/proc/{zygote}/fd").iterdir())
    before = resource.prlimit(zygote, resource.RLIMIT_NOFILE)
    resource.prlimit(zygote, resource.RLIMIT_NOFILE, (highest + 2, before[1]))
    with pytest.raises(SandboxError, match="could not be shared"):
        Twin(first.offer())
    resource.prlimit(zygote, resource.RLIMIT_NOFILE, before)
    with Sandbox(SMALL, guest=PROBE, offered=first.offer()) as sandbox:
        assert isinstance(sandbox._zygote, Twin)


def test_a_tier_that_cannot_be_shared_is_started_by_each_worker(
    monkeypatch: pytest.MonkeyPatch, new_sandbox: Callable[..., Sandbox]
) -> None:
    new_sandbox(tier="reduced")  # skips where there is none
    monkeypatch.setattr(twins, "TIER", "reduced")
    shared = Twins(SMALL, PROBE)
    try:
        with Sandbox(SMALL, guest=PROBE, offered=shared.offer()) as sandbox:
            assert not isinstance(sandbox._zygote, Twin)
            assert Inmate(sandbox.spawn()).run("return 1") == 1
    finally:
        shared.close()


def test_closed_while_it_warms_up_it_is_gone_at_once(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text("import time\ndef warm_up(limits):\n    time.sleep(60)\n")
    before = below(os.getpid())
    shared = Twins(SMALL, Guest("slow", str(tmp_path)))
    offered = shared.offer()
    time.sleep(0.5)
    started = below(os.getpid()) - before
    began = time.monotonic()
    shared.close()
    assert started
    assert wait_until_gone(started) == set()
    with pytest.raises(SandboxError):
        Twin(offered)
    assert time.monotonic() - began < 4

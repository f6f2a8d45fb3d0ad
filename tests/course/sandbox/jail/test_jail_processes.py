"""Other processes: out of sight, out of reach, and none left over."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from .inmate import Gone, Inmate

MARK = "jail-survivor"

DAEMON = f"""
    import os, signal, time, ctypes
    first = os.getpid()
    for _ in range(2):
        if os.fork():
            break
        os.setsid()
    else:
        for number in range(1, 64):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        ctypes.CDLL(None).prctl(15, b"{MARK}"[:15], 0, 0, 0)
        time.sleep(600)
        os._exit(0)
    if os.getpid() != first:
        os._exit(0)
    time.sleep(0.2)
    return [p for p in os.listdir("/proc") if p.isdigit()]
"""


def survivors() -> list[str]:
    """The processes of the machine that call themselves as the daemon does."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and (folder / "comm").read_text().strip() == MARK[:15]:
                found.append(folder.name)
        except OSError:
            continue
    return found


def test_the_child_is_the_first_process_of_its_own_world(full):
    assert full.run("import os; return [os.getpid(), os.getppid()]") == [1, 0]


def test_the_child_sees_no_process_but_its_own(walled):
    """In the cold jail the first one is bubblewrap's."""
    mine = walled.run("import os; return os.getpid()")
    assert mine in (1, 2)
    seen = walled.run("import os; return sorted(p for p in os.listdir('/proc') if p.isdigit())")
    assert seen == [str(pid) for pid in range(1, mine + 1)]


def test_other_processes_cannot_be_looked_at(inmate):
    for pid in (os.getpid(), 1):
        if inmate.run("import os; return os.getpid()") not in (pid, 2):  # 2: 1 is bubblewrap
            source = f"open('/proc/{pid}/status')"
            assert inmate.errno(source) in (errno.ENOENT, errno.EACCES)


def test_the_first_process_of_the_cold_jail_tells_and_takes_nothing(new_sandbox):
    inmate = Inmate(new_sandbox(tier="cold").spawn())
    if inmate.run("import os; return os.getpid()") == 1:
        return
    words = inmate.run("return open('/proc/1/cmdline').read()")
    assert words.split("\0")[1:3] == ["--args", "7"]
    for name in ("mem", "environ", "root", "cwd"):
        assert inmate.errno(f"import os; os.open('/proc/1/{name}', os.O_RDONLY)") == errno.EACCES
    assert inmate.errno("import os; os.kill(1, 9)") == errno.EPERM


def test_memory_of_the_parent_cannot_be_read(inmate):
    assert inmate.errno("import os; open(f'/proc/{os.getppid()}/mem', 'rb')") in (
        *(errno.ENOENT, errno.EACCES),
    )


@pytest.mark.parametrize("signal", [0, 9, 15, 19])
def test_the_worker_cannot_be_signalled(inmate, signal):
    source = f"import os; os.kill({os.getpid()}, {signal})"
    assert inmate.errno(source) in (errno.ESRCH, errno.EPERM)


def test_signals_to_everybody_reach_nobody(inmate, any_sandbox):
    inmate.errno("import os; os.kill(-1, 9)")
    inmate.errno("import os; os.kill(os.getppid() or 1, 19)")
    assert inmate.run("return 1") == 1


@pytest.mark.parametrize(
    "call",
    [
        pytest.param("ptrace(16, {pid}, 0, 0)", id="ptrace attach"),
        pytest.param("ptrace(0, 0, 0, 0)", id="ptrace traceme"),
        pytest.param("process_vm_readv({pid}, 0, 0, 0, 0, 0)", id="process_vm_readv"),
        pytest.param("process_vm_writev({pid}, 0, 0, 0, 0, 0)", id="process_vm_writev"),
        pytest.param("prctl(1, 0, 0, 0, 0)", id="forget the parent's death"),
        pytest.param("prctl(4, 0, 0, 0, 0)", id="hide from the watchdog"),
        pytest.param("prlimit({pid}, 7, 0, 0)", id="limits of another process"),
        pytest.param("fcntl(3, 8, {pid})", id="signal through a descriptor"),
    ],
)
def test_other_processes_cannot_be_steered(lasting, call):
    call = call.format(pid=os.getpid())
    assert c_errno(lasting, call) == errno.EPERM


def c_errno(inmate: Inmate, call: str) -> int:
    source = "import ctypes; c = ctypes.CDLL(None, use_errno=True)"
    return int(inmate.run(f"{source}; return [c.{call}, ctypes.get_errno()]")[1])


def test_a_program_can_be_run_in_the_full_jail(walled):
    source = (
        "import subprocess; return subprocess.check_output('echo hello', shell=True, text=True)"
    )
    assert walled.run(source) == "hello\n"


def test_the_reduced_jail_starts_threads_but_no_process(new_sandbox):
    inmate = Inmate(new_sandbox(tier="reduced").spawn())
    assert inmate.errno("import os; os.fork()") == errno.EPERM
    assert inmate.errno("import subprocess; subprocess.run(['/bin/true'])") == errno.EPERM
    source = "import threading as t; x = []; a = t.Thread(target=x.append, args=[1])"
    assert inmate.run(f"{source}; a.start(); a.join(); return x") == [1]


def test_the_number_of_processes_is_bounded(walled):
    count = walled.run(
        """
        import os, time
        started = 0
        try:
            while started < 200:
                if os.fork() == 0:
                    time.sleep(60)
                    os._exit(0)
                started += 1
        except OSError:
            pass
        return started
        """
    )
    assert 1 < count < 16  # SMALL.processes, and the child itself is one


def test_a_fork_bomb_leaves_the_machine_alone(full_sandbox):
    inmate = Inmate(full_sandbox.spawn())
    with pytest.raises((Gone, OSError)):
        inmate.child.sock.settimeout(1)
        inmate.run("import os\nwhile True:\n    try:\n        os.fork()\n    except OSError: pass")
    inmate.end()
    again = Inmate(full_sandbox.spawn())
    assert again.run("return 1") == 1
    again.end()


def test_no_daemon_survives_the_end(walled):
    running = walled.run(DAEMON)
    assert len(running) >= 2
    assert survivors() != []  # seen from outside, so that the next line can fail
    walled.end()
    assert survivors() == []


def test_no_daemon_survives_when_the_child_exits_by_itself(walled):
    walled.run(DAEMON)
    with pytest.raises(Gone):
        walled.run("import os; os._exit(3)")
    ending = walled.end()
    assert (ending.reason, ending.detail) == ("ended", "exit status 3")
    deadline = time.monotonic() + 5
    while survivors() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert survivors() == []

"""Memory, disk, files, time: bounded for a process, and for all of a child's processes together."""

from __future__ import annotations

import errno

import pytest

from autograder.records import Limits
from autograder.sandbox import watchdog

from .inmate import SMALL, Gone, Inmate, Raised


def test_a_large_array_is_a_memory_error(inmate):
    with pytest.raises(Raised) as raised:
        inmate.run("return len(bytearray(3 * 2**30))")
    assert raised.value.kind == "MemoryError"
    assert inmate.run("return len(bytearray(2**26))") == 2**26  # a little still works


def test_many_small_objects_are_a_memory_error(inmate):
    with pytest.raises(Raised) as raised:
        inmate.run("kept = []\nwhile True: kept.append(bytearray(2**20))")
    assert raised.value.kind == "MemoryError"


def test_several_processes_together_are_ended_by_the_watchdog(walled):
    with pytest.raises(Gone):
        walled.run(
            """
            import os, time
            for _ in range(4):
                if os.fork() == 0:
                    kept = b"x" * (150 * 2**20)
                    time.sleep(60)
            time.sleep(60)
            """
        )
    ending = walled.end()
    assert (ending.reason, ending.detail) == ("memory", "400 MB in total")


MAPS = {
    "anonymous": "mmap.mmap(-1, 2**20)",
    "anonymous, by flags": "mmap.mmap(-1, 2**20, flags=0x21)",
    "validated": "mmap.mmap(-1, 2**20, flags=0x23)",
    "with huge pages": "mmap.mmap(-1, 2**21, flags=0x40021)",
}


@pytest.mark.parametrize("how", MAPS)
def test_shared_memory_is_refused(inmate, how):
    """Dropped by madvise or unmapped but for a page, it is still held, and no map shows it."""
    assert inmate.errno(f"import mmap; {MAPS[how]}") == errno.EPERM


def test_no_device_makes_shared_memory(inmate):
    source = "import mmap; f = open('/dev/zero', 'r+b'); mmap.mmap(f.fileno(), 2**20)"
    assert inmate.errno(source) in (errno.ENOENT, errno.EACCES)


def test_private_memory_and_mapped_files_are_as_ever(inmate):
    assert (
        inmate.run("import mmap; m = mmap.mmap(-1, 4096, flags=0x22); m[0] = 7; return m[0]") == 7
    )
    source = """
        import mmap
        open("x", "wb").write(bytes(4096))
        file = open("x", "r+b")
        mapped = mmap.mmap(file.fileno(), 4096)
        mapped[0] = 7
        return open("x", "rb").read()[0]
    """
    assert inmate.run(source) == 7


def test_memory_in_socket_buffers_is_ended_by_the_watchdog(walled):
    """It belongs to the kernel, and to no process's map."""
    with pytest.raises(Gone):
        walled.run(
            """
            import os, socket, time
            for _ in range(13):
                if os.fork() == 0:
                    break
            kept = []
            try:
                while True:
                    kept.extend(socket.socketpair())
            except OSError:
                time.sleep(60)
            """
        )
    assert walled.end().reason == "memory"


def test_what_is_swapped_out_counts(tmp_path, monkeypatch):
    """The kernel's own files say how much; here they are written by hand: not all machines swap."""
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "status").write_text("Name:\tx\nVmRSS:\t    1000 kB\nVmSwap:\t    9000 kB\n")
    (tmp_path / "7" / "smaps_rollup").write_text("Rss: 1000 kB\nPss: 900 kB\nSwapPss:   9000 kB\n")
    real = open
    monkeypatch.setattr(
        "builtins.open", lambda path, *rest: real(path.replace("/proc", str(tmp_path)), *rest)
    )
    assert watchdog.over([7], 9_800 * 1024)
    assert not watchdog.over([7], 9_950 * 1024)


def test_a_long_file_is_refused(inmate):
    source = "open('x', 'wb').write(bytes(3 * 2**20))"
    assert inmate.errno(source) == errno.EFBIG


def test_a_full_disk_is_refused(walled):
    source = "for n in range(4): open(f'/tmp/{n}', 'wb').write(bytes(2**20 * 3 // 2))"
    assert walled.errno(source) == errno.ENOSPC


def test_home_and_tmp_share_one_disk(full):
    full.run("for n in range(2): open(f'/tmp/{n}', 'wb').write(bytes(2**20 * 3 // 2))")
    assert full.errno("open('/home/student/x', 'wb').write(bytes(2**21))") == errno.ENOSPC


def test_the_number_of_files_is_bounded(full):
    assert full.errno("for n in range(10**6): open(str(n), 'w').close()") == errno.ENOSPC


def test_no_core_is_dumped(inmate):
    assert inmate.run("import resource; return resource.getrlimit(resource.RLIMIT_CORE)") == [0, 0]


def test_signals_that_wait_are_bounded_for_they_count_for_others_too(inmate):
    queue = "import os, signal; signal.pthread_sigmask(signal.SIG_BLOCK, {40})"
    queue += "; [os.kill(os.getpid(), 40) for _ in range(5000)]"
    queue += "; return [line for line in open('/proc/self/status') if line.startswith('SigQ')]"
    (line,) = inmate.run(queue)
    waiting, most = map(int, line.split()[1].split("/"))
    assert 0 < waiting <= most == 1024


def test_limits_cannot_be_raised(inmate):
    for name in ("DATA", "AS", "FSIZE", "CPU", "NOFILE", "CORE"):
        with pytest.raises(Raised):
            inmate.run(
                "import resource as r;"
                f"r.setrlimit(r.RLIMIT_{name}, (r.RLIM_INFINITY, r.RLIM_INFINITY))"
            )


def test_processor_time_is_bounded(new_sandbox):
    """One second of it: the grace is what the deadlines of cells usually leave unused."""
    limits = Limits(submission_seconds=-4.0, memory_mb=256)
    inmate = Inmate(new_sandbox(limits).spawn())
    with pytest.raises(Gone):
        inmate.run("while True: pass")
    ending = inmate.end()
    assert ending.reason == "killed"
    assert "processor time" in ending.detail


def test_threads_are_bounded(walled):
    source = """
        import threading, time
        count = 0
        try:
            for count in range(300):
                threading.Thread(target=time.sleep, args=[60], daemon=True).start()
        except RuntimeError:
            pass
        return count
    """
    assert walled.run(source) < SMALL.processes

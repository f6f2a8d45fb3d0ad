"""What a child can see of files, descriptors and its surroundings."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.sandbox import bwrap as cold
from autograder.sandbox import namespaces
from autograder.sandbox import rmtree as removal
from tests.course.support import ROOT

from .inmate import Inmate


@pytest.mark.parametrize(
    "path",
    ["autograder", "tests", "solutions", "source", "course_config.py", "pyproject.toml", ".git"],
)
def test_nothing_of_the_course_exists_in_the_full_jail(walled, path):
    assert walled.run(f"import os; return os.path.lexists({str(ROOT / path)!r})") is False


def test_nothing_of_the_course_can_be_listed_or_read(inmate):
    assert inmate.errno(f"open({str(ROOT / 'pyproject.toml')!r})") in (errno.ENOENT, errno.EACCES)
    tests = str(ROOT / "tests")
    assert inmate.errno(f"import os; os.listdir({tests!r})") in (errno.ENOENT, errno.EACCES)


def test_a_walk_over_the_whole_root_meets_only_python_and_the_system(walled):
    found = walled.run(
        """
        import os
        skip = {"usr", "proc", "nix", "gnu"}
        found = []
        for folder, folders, files in os.walk("/"):
            folders[:] = [f for f in folders if folder != "/" or f not in skip]
            if "pyvenv.cfg" in files or "lib" in folders and "include" in folders:
                folders[:] = []
                continue
            found += [os.path.join(folder, f) for f in files]
        return found
        """
    )
    outside = [path for path in found if not path.startswith(("/etc/", "/dev/"))]
    assert outside == []
    assert "/etc/shadow" not in found


def test_the_real_root_is_not_an_open_descriptor_away(walled):
    assert (
        walled.run("import os; os.chdir('/'); os.chdir('..'); return os.path.exists('/.old')")
        is False
    )
    assert walled.errno("import os; os.chroot('/tmp')") == errno.EPERM


def test_the_environment_says_nothing_about_the_machine(inmate):
    words = inmate.run("return open('/proc/self/environ').read()").rstrip("\0").split("\0")
    assert set(words) - {"PWD=/"} == {"PYTHONHASHSEED=0"}  # bubblewrap says where it starts
    names = inmate.run("import os; return sorted(os.environ)")
    offline = ("PIP_DISABLE_PIP_VERSION_CHECK", "PIP_NO_INDEX", "UV_OFFLINE")
    assert [name for name in names if not name.endswith("_THREADS")] == sorted(
        ("HOME", "LANG", "PATH", "TMPDIR", *offline)
    )


def test_the_command_line_says_nothing_about_the_course(inmate):
    words = inmate.run("return open('/proc/self/cmdline').read()").split("\0")
    assert words[1:3] == ["-s", "-P"]
    if words[3] == "-m":
        assert words[4:] == ["autograder.sandbox.zygote", ""]
    else:
        assert words[3:] == ["-c", cold.START, ""]


def test_the_mounts_do_not_name_the_course(walled):
    mounts = walled.run("return open('/proc/self/mountinfo').read()")
    assert [line for line in mounts.splitlines() if str(ROOT) in line and ".venv" not in line] == []


def test_the_channel_is_the_only_descriptor_that_leads_somewhere(inmate):
    found = inmate.run(
        """
        import os, stat
        kinds = {}
        for fd in range(300):
            try:
                is_socket = stat.S_ISSOCK(os.fstat(fd).st_mode)
                kinds[fd] = "socket" if is_socket else os.readlink(f"/proc/self/fd/{fd}")
            except OSError:
                pass
        return kinds
        """
    )
    assert found.pop("3") == "socket"
    assert {"0", "1", "2"} <= {*found}
    assert {*found.values()} == {"/dev/null"}  # also what had been open before the fork


@pytest.mark.parametrize("folder", ["/", "/usr", "/etc", "/dev", "/home", "/proc"])
def test_nothing_outside_the_own_folders_can_be_written(inmate, folder):
    assert inmate.errno(f"open({folder!r} + '/x', 'w')") in (
        *(errno.EROFS, errno.EACCES, errno.ENOENT),
    )


def test_python_itself_cannot_be_changed(inmate):
    folder = inmate.run("import sys; return sys.prefix")
    assert inmate.errno(f"open({folder!r} + '/x', 'w')") in (errno.EROFS, errno.EACCES)


CHANGES = (
    "os.chmod(path, 0o777)",
    "os.chown(path, -1, os.getgid())",
    "os.utime(path, (1, 1))",
    "os.setxattr(path, 'user.note', b'x')",
    "os.truncate(path, 0)",
    "os.close(os.open(path, os.O_RDONLY | os.O_TRUNC))",
    "os.rename(path, path + '2')",
    "os.unlink(path)",
)


@pytest.fixture
def owned() -> Iterator[Path]:
    """A file outside that belongs to the very user that the child is."""
    folder = Path(tempfile.mkdtemp(prefix="owned-", dir="/tmp"))
    folder.chmod(0o755)
    path = folder / "gradebook.db"
    path.write_text("points")
    os.chown(path, namespaces.student_id(), -1)
    yield path
    shutil.rmtree(folder)


@pytest.mark.parametrize("change", CHANGES)
def test_who_owns_a_file_outside_cannot_change_it_either(inmate, owned, change):
    before = owned.stat()
    refused = (errno.EROFS, errno.EACCES, errno.ENOENT, errno.EPERM)
    assert inmate.errno(f"import os; path = {str(owned)!r}; {change}") in refused
    assert owned.read_text() == "points"
    assert (owned.stat().st_mode, owned.stat().st_mtime) == (before.st_mode, before.st_mtime)
    assert os.listxattr(owned) == []


def test_nobody_watches_which_files_others_open(inmate):
    source = "import ctypes; c = ctypes.CDLL(None, use_errno=True); fd = c.inotify_init1(0)"
    source += "; return [c.inotify_add_watch(fd, b'/usr', 1), ctypes.get_errno()]"
    assert inmate.run(source) == [-1, errno.EPERM]


def test_nobody_is_told_of_what_others_do_in_a_folder(inmate):
    watch = "import fcntl, os; fcntl.fcntl(os.open('/usr', os.O_RDONLY), fcntl.F_NOTIFY, 1)"
    assert inmate.errno(watch) == errno.EPERM


def test_nobody_holds_up_others_who_open_a_file(inmate):
    """A lease on a file of one's own, such as Python's, makes who opens it wait for 45 s."""
    lease = "import fcntl; fcntl.fcntl(open('own', 'w'), fcntl.F_SETLEASE, fcntl.F_WRLCK)"
    assert inmate.errno(lease) == errno.EPERM


@pytest.mark.parametrize("folder", ["/", "/usr", "sys.prefix"])
def test_the_mounts_are_read_only_whoever_owns_the_files(walled, folder):
    path = folder if folder == "sys.prefix" else repr(folder)
    assert walled.run(f"import os, sys; return os.statvfs({path}).f_flag & os.ST_RDONLY") != 0


def test_home_and_tmp_can_be_written(walled):
    assert walled.run("import os; return os.getcwd()") == "/home/student"
    assert walled.run("open('a', 'w').write('b'); return open('/home/student/a').read()") == "b"
    assert walled.run("open('/tmp/a', 'w').write('c'); return open('/tmp/a').read()") == "c"
    assert walled.run("import tempfile; return tempfile.mkdtemp()").startswith("/tmp/")


def test_home_can_be_written_in_the_reduced_jail(inmate):
    assert inmate.run("import os; open('a', 'w').write('b'); return os.listdir('.')") == ["a"]
    assert inmate.run("import os; return os.path.realpath('.') == os.environ['HOME']")
    assert inmate.run("import tempfile; return open(tempfile.mktemp(), 'w').write('x')") == 1


def test_files_of_another_child_are_gone(any_sandbox):

    first = Inmate(any_sandbox.spawn())
    path = first.run("import os; open('secret', 'w').write('x'); return os.path.abspath('secret')")
    first.end()
    second = Inmate(any_sandbox.spawn())
    assert second.errno(f"open({path!r})") in (errno.ENOENT, errno.EACCES)
    second.end()


FILLED = {
    "locked": "os.umask(0); os.mkdir('a', 0o300); open('a/left', 'w').close()",
    "deep": "[(os.mkdir('a'), os.chdir('a')) for _ in range(1100)]",
    "links": "os.mkdir('a'); os.symlink('/usr', 'a/b'); os.symlink('a', 'c')",
}


@pytest.mark.parametrize("how", FILLED)
def test_a_folder_is_removed_however_it_was_filled(new_sandbox, how):
    """A real folder on a real disk, which nothing but we empties."""
    sandbox = new_sandbox(tier="reduced")
    child = Inmate(sandbox.spawn())
    home = child.run(f"import os; home = os.getcwd(); {FILLED[how]}; return home")
    assert Path(home).is_dir()
    assert child.end().reason == "killed"
    for _ in range(20):  # a slow disk needs the time of some more children
        if not Path(home).exists():
            break
        assert Inmate(sandbox.spawn()).run("import os; return os.listdir('.')") == []
    assert not Path(home).exists()
    sandbox.close()
    assert not Path(home).parent.exists()


def test_a_folder_that_is_too_full_is_removed_bit_by_bit(tmp_path):
    folder = tmp_path / "full"
    for name in ("a/b/c", "d"):
        (folder / name).mkdir(parents=True)
        (folder / name / "file").touch()
    assert removal.remove(folder, until=time.monotonic() - 1) is False
    assert removal.remove(folder, until=time.monotonic() + 10) is True
    assert not folder.exists()


def test_there_is_no_shared_memory_folder(inmate):
    assert inmate.errno("open('/dev/shm/x', 'w')") in (errno.ENOENT, errno.EACCES)


def test_the_warm_process_leaves_no_trace_of_the_worker(inmate, monkeypatch):
    assert inmate.run("import sys; return [m for m in sys.modules if 'pytest' in m]") == []
    loaded = inmate.run("import sys; return [m for m in sys.modules if m.startswith('autograder')]")
    assert {name.split(".")[1] for name in loaded if "." in name} == {"records", "sandbox"}

"""The same jail for an ordinary user, and with Python and the course in awkward places."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox.launcher import probe_tier
from tests.course.support import ROOT

HERE = Path(__file__).parent
ORDINARY = 54321  # a user id that no machine knows
PYTHONS = (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3")
NEWEST_OLD_PYTHON = "import sys; sys.exit(sys.version_info < (3, 11))"

SOURCES = {
    "who": "import os; return [os.getuid(), os.getpid()]",
    "home": "import os; open('x', 'w').close(); return [os.getcwd(), sorted(os.listdir('.'))]",
    "prefix": "import sys; return sys.prefix",
    "import": "import colorsys; return colorsys.__file__",  # a module that nobody imported before
    "root": "import os; return sorted(os.listdir('/'))",
    "program": "import subprocess; return subprocess.run(['/bin/true']).returncode",
    "socket": "import socket; socket.socket()",
    "memory": "return len(bytearray(3 * 2**30))",
    "caps": "return [l.split()[1] for l in open('/proc/self/status') if l.startswith('CapEff')]",
}


@pytest.fixture(autouse=True)
def needs_the_full_jail():
    if probe_tier()[0] != "full":
        pytest.skip("this machine does not give a full jail")


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every user can enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="elsewhere-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def python_for(user: int | None) -> str:
    """A Python that ``user`` may run."""
    for python in PYTHONS:
        try:
            if subprocess.run([python, "-c", NEWEST_OLD_PYTHON], user=user).returncode == 0:
                return python
        except OSError:
            continue
    pytest.skip("there is no Python that another user may run")


def make_venv(folder: Path, python: str, *, installed: bool, nested: bool = True) -> Path:
    """An environment with our package: copied in, or referred to as an editable one is."""
    subprocess.run([python, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    (site,) = (folder / "venv" / "lib").glob("python*/site-packages")
    target = site if installed else folder / "course" if nested else folder
    for name in ("__init__.py", "records.py", "sandbox"):
        source = ROOT / "autograder" / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        (target / "autograder").mkdir(parents=True, exist_ok=True)
        copy(source, target / "autograder" / name)
    (target / "solutions").mkdir()
    (target / "solutions" / "secret.py").write_text("answer = 42\n")
    (site / "course.pth").write_text(f"{target}\n")
    shutil.copytree(HERE, folder / "jail")
    return folder / "venv" / "bin" / "python"


def run(python: Path, folder: Path, user: int | None, **more: str) -> dict[str, Any]:
    """The driver's answers, by name of the source."""
    sources = SOURCES | more
    order = {"guest": ["probe", str(folder / "jail")], "sources": list(sources.values())}
    done = subprocess.run(
        [python, "-P", folder / "jail" / "driver.py"],
        input=json.dumps(order),
        capture_output=True,
        text=True,
        user=user,
        group=user,
        extra_groups=None if user is None else [],
        cwd="/",
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    return {"tier": answer["tier"], **dict(zip(sources, answer["replies"], strict=True))}


def assert_is_a_full_jail(answers: dict[str, Any], uid: int) -> None:
    assert answers["tier"] == "full"
    assert answers["who"] == {"value": [uid, 1]}
    assert answers["home"] == {"value": ["/home/student", ["x"]]}
    assert "value" in answers["import"]
    assert answers["program"] == {"value": 0}
    assert answers["socket"]["errno"] == 1
    assert answers["memory"]["raised"] == "MemoryError"
    assert answers["caps"] == {"value": ["0000000000000000"]}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be someone else")
def test_an_ordinary_user_gets_the_same_jail(place):
    python = make_venv(place, python_for(ORDINARY), installed=False)
    answers = run(python, place, ORDINARY, course=f"import os; return os.listdir({str(place)!r})")
    assert_is_a_full_jail(answers, ORDINARY)
    assert answers["course"] == {"value": ["venv"]}  # below /tmp, and still there


def test_an_environment_below_home_student_is_not_covered(place):
    """The child's own folder is put on /home/student; Python may live below it."""
    home = Path("/home/student")
    if home.exists() or os.geteuid() != 0:
        pytest.skip("needs a /home/student of our own")
    home.mkdir()
    try:
        answers = run(make_venv(home, sys.executable, installed=False), home, None)
    finally:
        shutil.rmtree(home)
    assert answers["prefix"] == {"value": "/home/student/venv"}
    assert answers["home"] == {"value": ["/home/student", ["venv", "x"]]}


def test_packages_of_ours_that_are_installed_are_covered(place):
    python = make_venv(place, sys.executable, installed=True)
    (site,) = (place / "venv" / "lib").glob("python*/site-packages")
    answers = run(
        python,
        place,
        None,
        site=f"import os; return sorted(os.listdir({str(site)!r}))",
        solutions=f"import os; return os.listdir({str(site / 'solutions')!r})",
        secret=f"return open({str(site / 'solutions' / 'secret.py')!r}).read()",
        ours=f"import os; return os.listdir({str(site / 'autograder')!r})",
    )
    assert "solutions" in answers["site"]["value"]  # the rest of the environment is there
    assert answers["solutions"] == answers["ours"] == {"value": []}
    assert answers["secret"]["raised"] == "FileNotFoundError"


def test_a_course_below_usr_is_covered_but_its_environment_is_not(place):
    """As in a container whose working directory is /usr/src/app."""
    if os.geteuid() != 0:
        pytest.skip("only root can write there")
    course = Path(tempfile.mkdtemp(prefix="course-", dir="/usr/src"))
    course.chmod(0o755)
    (course / "course_config.py").write_text("secret = 42\n")
    try:
        python = make_venv(course, sys.executable, installed=False, nested=False)
        answers = run(python, course, None, course=f"import os; return os.listdir({str(course)!r})")
    finally:
        shutil.rmtree(course)
    assert answers["course"] == {"value": ["venv"]}
    assert_is_a_full_jail(answers, 65534)


def test_the_exchange_below_usr_is_covered(place):
    """Its default place is one that everybody can see, and students' code runs as its owner."""
    exchange = Path("/usr/local/share/nbgrader")
    if os.geteuid() != 0 or exchange.exists():
        pytest.skip("only root can make an exchange there, and it must be a new one")
    handed_in = exchange / "exchange" / "inbound" / "ada+02_one_step" / "02_one_step.ipynb"
    handed_in.parent.mkdir(parents=True)
    handed_in.write_text("what ada wrote")
    try:
        answers = run(
            make_venv(place, sys.executable, installed=False),
            place,
            None,
            inbound=f"import os; return os.listdir({str(exchange)!r})",
            work=f"return open({str(handed_in)!r}).read()",
        )
    finally:
        shutil.rmtree(exchange)
    assert answers["inbound"] == {"value": []}
    assert answers["work"]["raised"] == "FileNotFoundError"


def test_root_becomes_nobody(place):
    if os.geteuid() != 0:
        pytest.skip("we are not root")
    answers = run(make_venv(place, sys.executable, installed=False), place, None)
    assert_is_a_full_jail(answers, 65534)

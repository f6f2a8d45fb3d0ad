"""Grade the gallery in environments of other versions, and write the table of docs/versions.md.

    python -m tests.versions [--every N] [SET…]

makes each environment of sets.toml (or those named) in build/versions with uv, grades in it, runs
the tests of what is nbgrader's and its partners', and writes what it found to results.json and the
table. With N it is a sample: each Nth answer of the gallery, and no tests. A Python that this
machine has not is said and passed over; pyenv shows those that PYENV_VERSION names
(PYENV_VERSION=3.11.7:3.13.0).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TABLE = ROOT / "docs" / "versions.md"
RESULTS = HERE / "results.json"
SHOWN = (
    "numpy", "pandas", "matplotlib", "ipython", "ipykernel", "nbclient", "nbconvert", "nbformat",
    "traitlets", "sqlalchemy", "alembic", "jupyter-client", "jupyterlab", "pytest",
)  # fmt: skip
TESTS = (
    "tests/course/nbgrader_plugins",
    "tests/course/gradebook/test_gradebook.py",
    "tests/course/feedback/test_feedback_prose.py",
)
FOR_TESTS = ("html5lib", "hypothesis", "psutil", "psycopg[binary]", "pytest-xdist")


def main() -> None:
    """Try the sets that were named, or all; what was found of others before stays."""
    sets = tomllib.loads((HERE / "sets.toml").read_text("utf-8"))
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--every", type=int, default=1, metavar="N")
    reader.add_argument("sets", nargs="*", metavar="SET", default=[*sets])
    asked = reader.parse_args()
    if unknown := set(asked.sets) - set(sets):
        reader.error(f"sets.toml has no {', '.join(sorted(unknown))}, but {', '.join(sets)}")
    if shutil.which("uv") is None:
        reader.error("uv is needed, as for make lock: pip install uv")
    for name in asked.sets:
        environment = ROOT / "build" / "versions" / name
        if why := make(environment, **sets[name]):
            print(f"{name}: {why}; passed over", flush=True)
            continue
        one = graded(environment / "bin" / "python", asked.every)
        if asked.every == 1:
            one |= tested(environment / "bin" / "python")
        print(f"{name}: {one['differ'] or 'grades alike'}, {one.get('tests', '')}", flush=True)
        kept = json.loads(RESULTS.read_text("utf-8")) | {name: one}
        RESULTS.write_text(json.dumps({k: kept[k] for k in sets if k in kept}, indent=1) + "\n")
    write_table(json.loads(RESULTS.read_text("utf-8")))


def make(folder: Path, python: str, lowest: bool = False, versions: tuple[str, ...] = ()) -> str:
    """Make an environment; return why it cannot be made here, or ""."""
    if run("uv", "venv", "-q", "--clear", "--python", python, folder, check=False).returncode:
        return f"no Python {python} on this machine"
    wanted, packages = folder / "versions.txt", folder / "packages.txt"
    wanted.write_text("\n".join(versions))
    how = "lowest-direct" if lowest else "highest"
    run("uv", "pip", "compile", "-q", "--python-version", python, "--resolution", how,
        "-c", wanted, ROOT / "pyproject.toml", "-o", packages)  # fmt: skip
    install = ("uv", "pip", "install", "-q", "--python", folder / "bin" / "python")
    run(*install, "-r", packages)
    run(*install, *FOR_TESTS, "-c", packages)
    run(*install, "--no-deps", "--no-build-isolation", "-e", ROOT)
    return ""


def graded(python: Path, every: int) -> dict[str, Any]:
    """Grade in an environment; return its versions and what was found."""
    said = run(python, "-m", "tests.versions.grades", "--every", str(every), check=False)
    last = said.stdout.strip().rpartition("\n")[2]
    grades = json.loads(last or '{"compared": 0, "differ": {}}')
    if said.returncode:
        grades["differ"] = {"all": said.stderr.strip().rpartition("\n")[2]}
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "versions": versions_in(python),
        "every": every,
        **grades,
    }


def versions_in(python: Path) -> dict[str, str]:
    """Return the versions of Python and of the packages that matter, in an environment."""
    listed = json.loads(run("uv", "pip", "list", "--format=json", "--python", python).stdout)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {*SHOWN, *(re.split("[=>]", one)[0] for one in project["dependencies"])}
    release = run(python, "-c", "import platform; print(platform.python_version())").stdout.strip()
    there = {one["name"]: one["version"] for one in listed if one["name"] in wanted}
    return {"python": release, **there}


def tested(python: Path) -> dict[str, Any]:
    """Run the tests in an environment; return what pytest said, and which ones failed."""
    said = run(python, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *TESTS, check=False)
    last = said.stdout.strip().rpartition("\n")[2]
    failed = re.findall(r"^(?:FAILED|ERROR) (\S+)", said.stdout, re.MULTILINE)
    return {"tests": re.sub(r" in .*", "", last), "failed": failed}


def run(*command: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a command in the repository, as outside of any environment."""
    others = {name: text for name, text in os.environ.items() if name != "VIRTUAL_ENV"}
    done = subprocess.run(
        [str(word) for word in command], cwd=ROOT, env=others, capture_output=True, text=True
    )
    if check and done.returncode:
        sys.exit(f"{command[0]} failed: {' '.join(map(str, command))}\n{done.stderr.strip()}")
    return done


def write_table(found: dict[str, dict[str, Any]]) -> None:
    """Put what was found between the marks of the page."""
    rows = [["", *found], ["---"] * (len(found) + 1)]
    rows += [
        [name, *(one["versions"][name] for one in found.values())] for name in ("python", *SHOWN)
    ]
    rows.append(["gallery", *(_graded(one) for one in found.values())])
    rows.append(["tests", *(one.get("tests", "not run") for one in found.values())])
    rows.append(["date", *(one["date"] for one in found.values())])
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    begin, end = "<!-- written by python -m tests.versions -->\n", "\n<!-- end -->"
    before, _, rest = TABLE.read_text("utf-8").partition(begin)
    TABLE.write_text(f"{before}{begin}\n{table}\n{end}{rest.partition(end)[2]}", "utf-8")


def _graded(one: dict[str, Any]) -> str:
    what = "all" if one["every"] == 1 else f"each {one['every']}th"
    return f"{what}: {one['compared'] - len(one['differ'])} of {one['compared']} alike"


if __name__ == "__main__":
    main()

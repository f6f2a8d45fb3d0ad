"""A class of forty: who they are, how their work comes, and what each of them answered."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from autograder.course import Course
from autograder.course.gallery import notebook_with, solved
from tests.course.support.small_class import DOWNWARDS, VALUE

NAME, SECOND = "01_sorting", "02_doubling"
DUE = {NAME: "2027-03-01 23:59Z", SECOND: "2027-03-15 23:59Z"}
IN_TIME, NEXT_DAY, THE_DAY_AFTER = (
    "2027-03-01 12:00:00",
    "2027-03-02 12:00:00",
    "2027-03-03 12:00:00",
)
THREE_DAYS = "2027-03-04 12:00:00"

# by the exchange; gina is in finn's group, hana is in hospital, ivo's work comes under another id
SERVER_LIST = """id,first_name,last_name,group
ada,Ada,Lovelace,
o'neil,Tess,O'Neil,
bob,Bob,Weiß,
chen,Chen,Li,
dora,Dora,Müller,
emil,Émile,Zola,
finn,Finn,Ås,red
gina,Gina,Ås,red
hana,Hana,Ito,
ivo,Ivo,Horvat,
"""
ON_CANVAS = {
    str(4701 + number): name
    for number, name in enumerate(
        (
            *("Adams, Una", "Brown, Leo", "Cruz, Mia", "Dahl, Nils", "Eco, Ugo", "Fox, Amy"),
            *("Gauß, Carl", "Hardy, Godfrey", "Ivanova, Olga", "Jones, Tim", "Müller, Zoë"),
            *("Noether, Emmy", "Horvat, I.", "Peña, Rosa", "Quinn, Max", "Roy, Asha"),
        )
    )
}
KIMS = {"Kim Lee_100002": "100002", "Kim Lee_100003": "100003"}  # two of one name
ON_MOODLE = {
    name: str(100001 + 3 * number)
    for number, name in enumerate(
        (
            *("Jörg Müller", "Pat O'Neil", "Ana Sánchez", "Zoë Ångström", "Ben Cho", "Carla Díaz"),
            *(
                "Dmitri Ivanov",
                "Eva Nováková",
                "Gül Şahin",
                "Ida Østergaard",
                "Jan Łoś",
                "Liu Yang",
            ),
        )
    )
} | KIMS
NOTHING_CAME = {"hana", "ivo", "4715", "4716", "Jan Łoś", "Liu Yang"}
WRONG = {
    "4704": {"smallest": VALUE},
    "Pat O'Neil": {"smallest": VALUE},
    "4705": {"sort_numbers": DOWNWARDS},
}


def notebook(root: Path, student: str, name: str = NAME, **answers: str) -> str:
    """A notebook with what is right, but for these answers; no two are alike."""
    assignment = Course.load(root).assignment(name)
    own = (
        {"why": f"Because a sorted list is its own order, says {student}."} if name == NAME else {}
    )
    return json.dumps(notebook_with(assignment, {**solved(assignment), **own, **answers}))


def table(*rows: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def canvas_gradebook() -> str:
    """Canvas's own export: Grades → Export."""
    head = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", f"{NAME} (99)")
    rows = [(name, one, f"s{one}", f"l{one}", "1", "") for one, name in ON_CANVAS.items()]
    possible = ("    Points Possible", "", "", "", "", "8")
    return table(head, possible, *rows, ("Student, Test", "9", "", "t", "1", ""))


def moodle_worksheet() -> str:
    """Moodle's grading worksheet."""
    head = ("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade")
    more = ("Grade can be changed", "Last modified (grade)", "Feedback comments")
    rows = [
        (f"Participant {number}", one.partition("_")[0], f"{number}@uni.example", "", "", "12.00")
        for one, number in ON_MOODLE.items()
    ]
    return table((*head, *more), *((*row, "Yes", "-", "") for row in rows))


def canvas_download(root: Path, **again: str) -> bytes:
    """Download Submissions: one is late, one came twice, one is no notebook.

    ``again``: what ``c4701`` has handed in since.
    """
    files: dict[str, str] = {}
    for number, (one, name) in enumerate(ON_CANVAS.items()):
        late = "_LATE" if one == "4702" else ""
        first = "".join(
            letter for letter in name.casefold() if letter.isascii() and letter.isalpha()
        )
        if one == "4706":
            files[f"{first}_{one}_20{number:03}_{NAME}.py"] = "print(1)"
        elif one not in NOTHING_CAME:
            text = again.get(f"c{one}") or notebook(root, one, **WRONG.get(one, {}))
            files[f"{first}{late}_{one}_20{number:03}_{NAME}.ipynb"] = text
        if one == "4703":
            files[f"{first}_{one}_10{number:03}_{NAME}.ipynb"] = notebook(root, one, smallest=VALUE)
    return packed(files)


def moodle_download(root: Path) -> bytes:
    """Download all submissions."""
    there = {one: number for one, number in ON_MOODLE.items() if one not in NOTHING_CAME}
    return packed(
        {
            f"{one.partition('_')[0]}_{number}_assignsubmission_file/{NAME}.ipynb": notebook(
                root, one, **WRONG.get(one, {})
            )
            for one, number in there.items()
        }
    )


def packed(files: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()

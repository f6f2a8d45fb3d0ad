"""The names of Canvas's submission downloads.

``lovelaceada_LATE_4711_20815_07_sorting-1.ipynb`` is name, lateness, user, attachment and file;
``lovelaceada_4711_text.html`` is what was typed in; ``anon_a1B2c_20815_07_sorting.ipynb`` comes
from anonymous grading. The name is that of the group where groups hand in, and may hold numbers of
its own. Source: canvas-lms, lib/content_zipper.rb.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from autograder.lms.sent import Sent

AFTER = r"(?:(?P<attachment>[0-9]+)_(?P<file>.+)|(?P<page>(?:text|link)\.html))\Z"
# a look ahead, because the numbers of one reading may begin among those of another
NAMED = re.compile(rf"(?=_(?P<user>[0-9]+)_{AFTER})", re.DOTALL)
ANONYMOUS = re.compile(rf"(?P<late>LATE_)?anon_(?P<user>[0-9A-Za-z]{{5}})_{AFTER}", re.DOTALL)
LATE = re.compile(r"_LATE\Z", re.IGNORECASE)
AGAIN = re.compile(r"-[0-9]{1,3}(?=(\.[A-Za-z]+)*\Z)")  # a file of that name came before
A_DATE = re.compile(r"20[0-9]{2}_(0?[1-9]|1[0-2])_(0?[1-9]|[12][0-9]|3[01])(?![0-9])")

Names = Callable[[str], Collection[str]]


def canvas_name(name: str) -> str:
    """Return a person's or a group's name as Canvas writes it into names of files."""
    return "".join(c for c in name.lower() if c.isalnum() or c == "_")


def readings(name: str) -> list[tuple[str, re.Match[str]]]:
    """Return each way to read a file's name: the part before the numbers, and the numbers.

    The first one counts, but for names of groups that end in numbers, as in ``team_1_4711_20815_``:
    there the next ones begin at the number at which the one before ends.
    """
    if found := ANONYMOUS.fullmatch(name):
        return [("anon", found)]
    chain: list[tuple[str, re.Match[str]]] = []
    for found in NAMED.finditer(name):
        if chain and chain[-1][1].start("attachment") - 1 != found.start():
            break
        chain.append((LATE.sub("", name[: found.start()]), found))
    return chain


def is_a_date(found: re.Match[str]) -> bool:
    """Say whether the numbers are rather a date, as in ``submissions_2027_03_08.zip``."""
    return bool(A_DATE.match(found.string, found.start("user")))


def chosen(name: str, names_of: Names) -> tuple[str, re.Match[str]] | None:
    """Return the reading that counts; None where there is none, or two that may be right.

    ``names_of`` gives what somebody of the class list is called, as `canvas_name` writes it, and
    nothing for others.
    """
    chain = readings(name)
    listed = [one for one in chain if names_of(one[1]["user"])]
    if not listed or listed == chain[:1]:
        return chain[0] if chain and (listed or not is_a_date(chain[0][1])) else None
    named = [one for one in listed if canvas_name(one[0]) in names_of(one[1]["user"])]
    return named[0] if len(named) == 1 else None


def of_canvas(name: str, assignment: str, names_of: Names) -> Sent | None:
    """Return what a file's name in a download says, or None."""
    found = chosen(name, names_of)
    if found is None:
        return None
    before, numbers = found
    end = numbers.start()
    student = number = numbers["user"]
    late = bool(LATE.search(name, 0, end))
    if before == "anon" and ANONYMOUS.fullmatch(name):
        student, number, late = f"anon_{number}", "", bool(numbers["late"])
    file = numbers["page"] or _first_name(numbers["file"], assignment)
    return Sent(student, number, file, int((numbers["attachment"] or "0")[:18]), late)


def _first_name(file: str, assignment: str) -> str:
    """Take off what Canvas adds to the name of a file that is handed in again."""
    while file.partition(".")[0] != assignment and (less := AGAIN.sub("", file)) != file:
        file = less
    return file

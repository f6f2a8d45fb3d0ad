"""Answers are found again when other programs lost nbgrader's marks, and when cells were moved."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from autograder.course import Assignment, Course
from autograder.course.gallery import notebook_with, solved
from autograder.feedback.notebook import rebuilt_notebook
from autograder.intake import Refused, rebuild
from autograder.intake.attach import marker
from autograder.records import Cell
from tests.course.support import ROOT
from tests.course.support.honest_notebooks import (
    ANSWER,
    ASSIGNMENT,
    Raw,
    added,
    answer,
    cell,
    colab,
    notebook,
    scratch,
    taken,
)

COURSE = Course.load(ROOT)
LESSONS = [COURSE.assignment(name) for name in COURSE.assignments]
STUB = next(c.source for c in ASSIGNMENT.cells if c.name == "smallest")


def vs_code(raw: Raw) -> None:
    """VS Code: the language in each cell, and new ids."""
    for number, c in enumerate(raw["cells"]):
        c.update(id=f"{number:08x}", metadata={"vscode": {"languageId": "python"}})


def classic(raw: Raw) -> None:
    """The classic notebook, format 4.4: marks, and no ids."""
    raw["nbformat_minor"] = 4
    for c in raw["cells"]:
        c.pop("id")


def marks_lost(raw: Raw) -> None:
    """A tool that strips metadata and keeps the ids."""
    for c in raw["cells"]:
        c["metadata"] = {}


def colab_keeps_ids(raw: Raw) -> None:
    """Colab again, where it takes a cell's id over into the metadata."""
    for c in raw["cells"]:
        c["metadata"] = {"id": c.pop("id")}


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
@pytest.mark.parametrize("program", [colab, vs_code, classic, marks_lost, colab_keeps_ids])
@pytest.mark.parametrize("work", ["solved", "untouched"])
def test_no_program_costs_an_answer(
    lesson: Assignment, program: Callable[[Raw], None], work: str
) -> None:
    raw = notebook_with(lesson, solved(lesson) if work == "solved" else {})
    honest = rebuild(copy.deepcopy(raw["cells"]), "ada", lesson)
    program(raw)
    submission = rebuild(raw["cells"], "ada", lesson)
    assert submission.cells == honest.cells
    told = " ".join(submission.notes)
    for name in (c.name for c in lesson.cells if c.role == "answer"):
        assert (name in told) is (program is not classic)
    assert "missing" not in told


def test_it_says_what_each_answer_was_recognised_by() -> None:
    raw = notebook_with(ASSIGNMENT, solved(ASSIGNMENT))
    colab(raw)
    raw["cells"][0]["metadata"]["nbgrader"] = {"grade_id": "title"}
    assert taken(raw).notes == (
        "without nbgrader's mark, recognised by the name that it defines: smallest, sort_numbers",
        "without nbgrader's mark, recognised by its place: why",
    )


def test_of_two_candidates_the_last_that_was_changed_counts_and_it_is_said() -> None:
    raw = notebook()
    colab(raw)
    place = [c["source"] for c in raw["cells"]].index(ANSWER)
    older = {**raw["cells"][place], "source": ANSWER.replace("return 0", "return 1")}
    stub = {**raw["cells"][place], "source": STUB}
    raw["cells"][place : place + 1] = [older, raw["cells"][place], stub]
    submission = taken(raw)
    assert answer(submission) == ANSWER
    assert "several cells could be the answer smallest; the last one counts" in submission.notes
    assert STUB not in [source for _, source in scratch(submission)]


def test_a_candidate_at_its_place_is_preferred_to_one_elsewhere() -> None:
    raw = notebook()
    colab(raw)
    raw["cells"].append(added(ANSWER.replace("return 0", "return 1")))
    assert answer(taken(raw)) == ANSWER


def test_a_mention_of_the_name_in_a_text_is_no_answer() -> None:
    raw = notebook()
    colab(raw)
    raw["cells"].append(added("def smallest(items): is what I wrote", "markdown"))
    assert answer(taken(raw)) == ANSWER


def test_edited_texts_still_show_the_place_by_their_headings() -> None:
    raw = notebook_with(ASSIGNMENT, {"why": "Because it points uphill."})
    colab(raw)
    for c in raw["cells"]:
        if c["cell_type"] == "markdown" and "".join(c["source"]).startswith("#"):
            c["source"] = "".join(c["source"]) + "\n\nMy own remark."
    assert answer(taken(raw), "why") == "Because it points uphill."


def test_a_renamed_function_is_still_at_its_place_but_a_look_around_is_no_answer() -> None:
    raw = notebook_with(ASSIGNMENT, {"smallest": "def my_smallest(items):\n    return 1"})
    colab(raw)
    assert answer(taken(raw)).startswith("def my_smallest")
    raw = notebook_with(ASSIGNMENT, {"smallest": "print(1 + 1)"})
    colab(raw)
    submission = taken(raw)
    assert answer(submission) == STUB
    assert ("code", "print(1 + 1)") in scratch(submission)
    assert "answer cell smallest is missing; it counts as not attempted" in submission.notes


def test_a_written_answer_in_a_code_cell_is_found_at_its_place() -> None:
    raw = notebook_with(ASSIGNMENT, {"why": "The gradient points uphill."})
    colab(raw)
    for c in raw["cells"]:
        if c["source"] == "The gradient points uphill.":
            c["cell_type"] = "code"
    submission = taken(raw)
    assert answer(submission, "why") == "The gradient points uphill."
    assert scratch(submission) == []


def test_of_whole_copies_the_last_counts_and_it_is_said_once() -> None:
    raw = notebook()
    copies = [ANSWER.replace("return 0", f"return {k}") + f"  # {k}" for k in range(3)]
    raw["cells"] += [{**cell(raw, "smallest"), "source": source} for source in copies]
    raw["cells"].append({**cell(raw, "smallest"), "source": STUB})
    submission = taken(raw)
    assert answer(submission) == copies[-1]
    assert scratch(submission) == []
    shown = [c.source for c in submission.cells if c.role == "quoted"]
    told = "# Another copy of the answer smallest. It is not run:\n"
    assert shown == [told + source for source in (ANSWER, *copies[:-1])]
    assert submission.notes == (
        "cell smallest stands there more than once; the last whole one counts",
    )


@pytest.mark.parametrize("marked", [True, False], ids=["both keep the mark", "the first keeps it"])
def test_a_cell_cut_in_two_still_works(marked: bool) -> None:
    """JupyterLab copies the marks to both halves; other programs leave them on the first."""
    before, after = "import numpy as np", "assert callable(smallest)"
    for head, tail in ((ANSWER, after), (before, ANSWER)):
        raw = notebook_with(ASSIGNMENT, {"smallest": head})
        place = raw["cells"].index(cell(raw, "smallest"))
        mark = raw["cells"][place]["metadata"] if marked else {}
        raw["cells"].insert(place + 1, {**added(tail), "id": "new", "metadata": mark})
        sources = [c.source for c in taken(raw).cells]
        assert sources.index(tail) == sources.index(head) + 1
        if marked or head == ANSWER:
            assert answer(taken(raw)) == ANSWER


WHOLE = """def smallest(items):
    best = items[0]
    for one in items:
        best = min(best, one)
    return best"""


@pytest.mark.parametrize("marked", [True, False], ids=["both keep the mark", "the first keeps it"])
@pytest.mark.parametrize("at", [{1}, {2}, {3}, {4}, {1, 3}, {2, 4}, {1, 2, 3, 4}])
def test_a_function_cut_in_two_is_put_together(at: set[int], marked: bool) -> None:
    pieces = [""]
    for number, line in enumerate(WHOLE.split("\n")):
        pieces += [""] if number in at else []
        pieces[-1] += f"{line}\n"
    raw = notebook_with(ASSIGNMENT, {"smallest": pieces[0]})
    place = raw["cells"].index(cell(raw, "smallest"))
    mark = raw["cells"][place]["metadata"] if marked else {}
    below = [{**added(s), "id": f"n{k}", "metadata": mark} for k, s in enumerate(pieces[1:])]
    raw["cells"][place + 1 : place + 1] = below
    submission = taken(raw)
    assert answer(submission).strip() == WHOLE
    assert scratch(submission) == []
    assert "smallest: its cell was cut; the parts are run as one" in submission.notes


@pytest.mark.parametrize(
    "below", ["    print(smallest([1]))", "return 3", "x = 1", "    best = 1\n    best", "    1 +"]
)
def test_what_runs_alone_or_never_is_no_part_of_the_function_above(below: str) -> None:
    raw = notebook_with(ASSIGNMENT, {"smallest": WHOLE})
    raw["cells"].insert(raw["cells"].index(cell(raw, "smallest")) + 1, added(below))
    submission = taken(raw)
    assert answer(submission) == WHOLE
    assert scratch(submission) == [("code", below)]


def test_a_body_below_an_untouched_stub_waits_for_a_person() -> None:
    raw = notebook_with(ASSIGNMENT, {"smallest": STUB})
    raw["cells"].insert(
        raw["cells"].index(cell(raw, "smallest")) + 1, added("    return min(items)")
    )
    assert [(e.exercise, e.runs) for e in taken(raw).elsewhere] == [("smallest", False)]


def test_merged_answers_both_count() -> None:
    raw = notebook()
    second = "def sort_numbers(items):\n    return items"
    raw["cells"].remove(cell(raw, "sort_numbers"))
    cell(raw, "smallest")["source"] = f"{ANSWER}\n\n{second}"
    submission = taken(raw)
    assert second in answer(submission)
    laid = answer(submission, "sort_numbers")
    assert "NotImplementedError" not in laid  # it would take the place of what stands above
    assert compile(laid, "cell", "exec").co_names == ()
    said = " ".join(submission.notes)
    assert "sort_numbers" in said
    assert "stands in the cell smallest, and is graded from there" in said


def test_what_was_rebuilt_is_rebuilt_the_same_way_again() -> None:
    """Somebody may hand in what they were given back."""
    raw = notebook()
    colab(raw)
    raw["cells"].insert(7, added("spare = 1"))
    once = taken(raw)
    nb = rebuilt_notebook(once, ASSIGNMENT)
    again = rebuild(nb["cells"], "ada", ASSIGNMENT)
    assert again.cells == once.cells
    assert again.notes == ()


def test_a_notebook_of_another_lesson_is_refused() -> None:
    other = notebook_with(COURSE.assignment("05_mini_batches"), {})
    for program in (lambda raw: None, colab, vs_code):
        raw = copy.deepcopy(other)
        program(raw)
        with pytest.raises(Refused, match="none of the answer cells"):
            taken(raw)


# --- what converters and formatters write (the tools themselves: tests/tools)


def drawn() -> Assignment:
    """The lesson with an answer that is one of two names: `loss_curves, ax = plt.subplots()`."""
    return next(lesson for lesson in LESSONS if "loss_curves" in {c.name for c in lesson.cells})


def test_one_of_several_names_that_an_answer_makes_is_found() -> None:
    lesson = drawn()
    raw = notebook_with(lesson, solved(lesson))
    honest = rebuild(copy.deepcopy(raw["cells"]), "ada", lesson)
    colab(raw)
    for c in raw["cells"]:  # marimo writes tags into each cell, and quotes in its own way
        if c["cell_type"] == "code":
            c["source"] = "# Cell tags: picture\n" + "".join(c["source"]).replace('"', "'")
    raw["cells"].append(added("print(loss_curves == 3, [loss_curves])"))
    submission = rebuild(raw["cells"], "ada", lesson)
    (source,) = (c.source for c in submission.cells if c.name == "loss_curves")
    assert "loss_curves, ax = plt.subplots" in source
    assert answer(submission, "reading") == answer(honest, "reading")
    assert "several cells" not in " ".join(submission.notes)


def test_our_cells_written_anew_are_no_answers() -> None:
    """An answer that was left alone is not looked for among them."""
    lesson = drawn()
    raw = notebook_with(lesson, {})
    colab(raw)
    for c in raw["cells"]:
        if c["cell_type"] == "code":
            c["source"] = "# Cell tags: picture\n" + "".join(c["source"]).replace("fig", "fig_1")
    submission = rebuild(raw["cells"], "ada", lesson)
    stubs = {c.name: c.source for c in lesson.cells if c.role == "answer"}
    found = {c.name: c.source for c in submission.cells if c.role == "answer"}
    assert {
        name: source.removeprefix("# Cell tags: picture\n") for name, source in found.items()
    } == stubs
    assert "several cells" not in " ".join(submission.notes)


@pytest.mark.parametrize(
    "line",
    [
        "smallest, other = 1, 2",
        "(other, smallest) = 1, 2",
        "other, *smallest = 1, 2",
        "smallest: int = 1",
    ],
)
def test_an_assignment_in_any_form_makes_the_name(line: str) -> None:
    smallest = Cell("smallest", "code", "smallest = ...", "answer")
    pattern = marker(smallest)
    assert pattern is not None
    assert pattern.search(line)
    for no in (
        "f(smallest) == 1",
        "smallest == 1",
        "the_smallest = 1",
        "x = smallest",
        "smallest.x = 1",
    ):
        assert not pattern.search(no)


def test_a_formatter_s_work_on_our_cells_is_not_shown_as_a_change() -> None:
    raw = notebook()
    for c in raw["cells"]:
        if c["cell_type"] == "code":
            c["source"] = "".join(c["source"]).replace("[3, 1, 2]", "[\n    3,\n    1,\n    2,\n]")
    assert any("[\n    3," in c["source"] for c in raw["cells"])
    submission = taken(raw)
    assert [c.role for c in submission.cells if c.role in ("quoted", "scratch")] == []
    for c in raw["cells"]:
        if "[\n    3," in c["source"] and "assert" in c["source"]:
            c["source"] += "\n# Because sorting twice changes nothing, I would say."
    assert "Because sorting twice" in str([c for c in taken(raw).cells if c.role == "quoted"])


def test_a_written_answer_in_comments_is_read_by_a_person_where_its_cell_is_gone() -> None:
    """As `nbconvert --to script`, and back from there, leaves it."""
    said = "A sorted list is its own order already."
    raw = notebook_with(ASSIGNMENT, {"why": said})
    colab(raw)
    code = []
    for c in raw["cells"]:
        source = "".join(c["source"])
        commented = "\n".join(f"# {line}" for line in source.split("\n"))
        code.append(source if c["cell_type"] == "code" else commented)
    raw["cells"] = [added(code[0]), added("\n\n".join(code[1:-3])), added("\n\n".join(code[-3:]))]
    submission = taken(raw)
    assert "why" in [there.exercise for there in submission.elsewhere]
    assert said in str([c.source for c in submission.cells if c.role == "scratch"])
    assert "missing" not in " ".join(n for n in submission.notes if "why" in n)
    for c in raw["cells"]:
        c["source"] = c["source"].replace(said, "YOUR ANSWER HERE")
    assert "why" not in [there.exercise for there in taken(raw).elsewhere]

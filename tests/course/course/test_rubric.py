"""Mark schemes are read part by part, whatever else a teacher writes into the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course import Course
from autograder.course.rubric import Belief, rubrics_of
from autograder.errors import CourseError
from tests.course.support import OTHER_COURSE, ROOT

TEXT = """\
# Marking

Words for all.

## why_so (2.5 points)

First words.

```python
## no heading
### no heading either
```

### What full marks say
It holds.

### Some other part
Only for teachers.

### What Students Often Believe
| belief | what to write beside it |
|:--|--:|
| The size \\|e\\| decides. | Whose size? |
| A row of one column. |
| Three | of | them |

## other

Nothing more.
"""


def rubrics(tmp_path: Path, text: str | bytes):
    path = tmp_path / "tests" / "hidden" / "01_x" / "rubric.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return rubrics_of(tmp_path, "01_x")


def test_each_exercise_has_its_parts(tmp_path: Path) -> None:
    found = rubrics(tmp_path, TEXT)
    assert list(found) == ["why_so", "other"]
    first = found["why_so"]
    assert first.full == "It holds."
    assert first.beliefs == (Belief(r"The size \|e\| decides.", "Whose size?"),)
    assert first.text.startswith("First words.")
    assert "### no heading either" in first.text
    assert "Only for teachers." in first.text
    assert "Nothing more." not in first.text


def test_one_that_says_less_gives_less(tmp_path: Path) -> None:
    other = rubrics(tmp_path, TEXT)["other"]
    assert (other.text, other.full, other.beliefs) == ("Nothing more.", "", ())


def test_a_course_needs_no_mark_schemes(tmp_path: Path) -> None:
    assert rubrics_of(tmp_path, "01_x") == {}


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"rubric\.md cannot be read"):
        rubrics(tmp_path, b"## why\n\xff\xfe\xff")


@pytest.mark.parametrize("root", [ROOT, OTHER_COURSE], ids=["this course", "the other"])
def test_every_written_answer_has_what_students_get_after_the_date(root: Path) -> None:
    course = Course.load(root)
    for name in course.assignments:
        found = rubrics_of(root, name)
        for exercise in course.assignment(name).exercises:
            if exercise.manual:
                assert len(found[exercise.name].full.split()) > 10, exercise.name
                assert len(found[exercise.name].beliefs) > 1, exercise.name

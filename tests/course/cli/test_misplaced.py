"""A hand-in that stands in no assignment's folder is named, and not passed over."""

from __future__ import annotations

from pathlib import Path

from tests.course.support.small_class import NAME, copy_other_course, course, hand_in


def test_grade_and_doctor_name_what_is_not_graded(tmp_path: Path) -> None:
    root = copy_other_course(tmp_path / "course")
    hand_in(root, "ada")
    lost = root / "submitted" / "ben"
    lost.mkdir()
    (root / "submitted" / "ada" / NAME / f"{NAME}.ipynb").rename(lost / f"{NAME}.ipynb")
    hand_in(root, "ada")
    said = f"'ben/{NAME}.ipynb' stands in no assignment's folder, and is not graded"
    done = course(root, "grade", NAME, "--quiet")
    assert said in done.stderr
    assert said not in course(root, "grade", NAME, "--student", "ada", "--quiet").stderr
    told = " ".join(course(root, "doctor", code=1).stdout.replace("│", " ").split())
    assert "'ben/01_sorting.ipynb' stands in no assignment's" in told

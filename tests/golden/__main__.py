"""Writes the files: ``python -m tests.golden``."""

from autograder.authoring.kill_matrix import judge
from autograder.course import Course
from autograder.course.gallery import specimens
from autograder.grading.pool import Pool
from tests.golden import FOLDER, golden_files


def main() -> None:
    """Grade all answers of the gallery, and the classes; write what they get."""
    course = Course.load(FOLDER.parents[1])
    kinds = ("right", "wrong", "several")
    everything = [one for kind in kinds for one in specimens(course.root, kind)]
    with Pool(course) as pool:
        for name, text in golden_files(course, judge(course, everything, pool), pool).items():
            (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

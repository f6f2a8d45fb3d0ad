"""Writes a run's grades: the graded notebook first, then the gradebook.

An exception while one student's grade is written concerns that student only: a person must look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from autograder.batch.flags import OurFlags
from autograder.batch.folder_index import IndexEntry
from autograder.batch.plan import LoadedSubmission, NotLoaded, Plan
from autograder.batch.result import ClassResult
from autograder.batch.why_changed import why_changed
from autograder.errors import of_one
from autograder.files import write_atomically
from autograder.gradebook import GradebookWriter
from autograder.gradebook.changes import CHOSEN, HANDED_IN, Change, is_late
from autograder.gradebook.scores import ExpectedRow
from autograder.grading.grade_json import KEY_FILE, SECONDS_FILE
from autograder.grading.messages import could_not_grade
from autograder.intake import WHEN, Refused, read_timestamp, refused, untouched
from autograder.intake.attempts import MARK
from autograder.intake.exchange import carry_secret
from autograder.records import Grade, Submission

OTHER_TESTS = "the tests were changed while this was graded; run the same command again"


class Job(NamedTuple):
    """A notebook that is being graded, its key, and all students who handed in the same.

    ``stamps`` are those of their folders; empty where the notebook has changed since the plan.
    """

    submission: Submission
    parts: Mapping[str, str]
    key: str
    students: list[str]
    stamps: Mapping[str, bytes]


class ResultWriter:
    """Writes each grade to the graded notebook and the gradebook, and counts it in the result."""

    def __init__(
        self,
        plan: Plan,
        writer: GradebookWriter,
        result: ClassResult,
        graded: Callable[[], None],
    ) -> None:
        self._plan, self._writer, self._result, self._graded = plan, writer, result, graded
        self._settled = writer.settled(plan.assignment, result.given)
        self._flags = OurFlags(plan.course.root, plan.assignment, writer)

    def close(self) -> None:
        """Write what the next run should know."""
        self._plan.seen.save()
        self._flags.save()

    def load(self, student: str) -> LoadedSubmission | None:
        """Read a notebook whose turn it is; record why and return None if that fails."""
        loaded = self._plan.attempt(student, self._plan.load)
        if not isinstance(loaded, NotLoaded):
            return loaded
        (self.refused if loaded.refused else self.unreadable)(student, loaded.why)
        return None

    def keep(self, grade: Grade, job: Job) -> bool:
        """Put a grade into the store; say whether it is there."""
        try:
            self._plan.store.put_under(job.parts, grade)
        except BaseException as error:
            self._why(error, grade.student, "keeping the grade")  # it lands, and is made again
            return False
        return True

    def known(self, student: str, known: IndexEntry) -> bool:
        """Reuse a stored grade; load it only if the notebook or the gradebook's row is missing.

        Return False where it has been damaged since, so that it is to be computed. With a flag of
        ours the grade is always loaded, which alone says whether the flag's reason is gone.
        """
        with self._one(student):
            key = known.key.hex()
            if not (
                known.gradebook_digest
                and known.gradebook_digest == self._settled.get(student)
                and self._shows(student, key)
                and not self._flags.has(student)
            ):
                grade = self._plan.store.get(key, student)
                if grade is None:
                    return False
                self._land(grade, key, None, stamp=known.stamp)
            self._result.grades.add_kept(student, known.key)
            self._graded()
        return True

    def refused(self, student: str, why: str) -> None:
        """Flag a notebook that could not be taken in."""
        with self._one(student):
            blank = untouched(student, self._plan.assignment)
            grade = refused(student, self._plan.assignment, why)
            self._land(grade, f"refused: {why}", blank)
            self._result.take(grade)
            self._graded()

    def unreadable(self, student: str, why: str) -> None:
        """Leave out a student whose files cannot be read here; what was graded before stays."""
        self._result.left_out[student] = why

    def fresh(self, grade: Grade, job: Job, kept: bool) -> None:
        """Take a grade that was computed just now."""
        with self._one(grade.student):
            stamp = job.stamps.get(grade.student, b"") if kept else b""
            self._land(grade, job.key, job.submission, stamp=stamp, fresh=True)
            self._result.computed += 1
            if kept:
                self._result.grades.add_kept(grade.student, bytes.fromhex(job.key))
            else:
                self._result.take(grade)
                if not self._plan.store.was_made_by(grade):
                    self._result.broken[grade.student] = OTHER_TESTS
            self._graded()

    @contextmanager
    def _one(self, student: str) -> Iterator[None]:
        """Keep one student's trouble from the others: whatever is raised, a person must look."""
        try:
            yield
        except BaseException as error:
            why = self._why(error, student, "writing down the grade")
            self._plan.seen.note(student, IndexEntry(b"", b"", b""))
            self._give_up(student, why)
            self._graded()

    def _give_up(self, student: str, why: str) -> None:
        """Flag the work in the gradebook for a person, if possible; scores there stay."""
        assignment = self._plan.assignment
        grade = could_not_grade(student, assignment.name, assignment.max_points, why)
        try:
            self._save(grade, self._timestamp(student), news=True)
        except BaseException as error:
            why = f"{why}; {self._why(error, student, 'flagging it in the gradebook')}"
            self.unreadable(student, why)
        else:
            self._result.take(grade)

    def _why(self, error: BaseException, student: str, doing: str) -> str:
        return of_one(error, student, doing, self._plan.course.root)

    def _land(
        self,
        grade: Grade,
        key: str,
        submission: Submission | None,
        *,
        stamp: bytes = b"",
        fresh: bool = False,
    ) -> None:
        plan, student = self._plan, grade.student
        timestamp = self._timestamp(student)
        want = self._wanted(grade, timestamp)
        before = shown_key(plan.graded_folder(student))
        was_earlier = (plan.graded_folder(student) / MARK).exists()
        if before == key and not fresh:
            self._label(student, timestamp)  # equal work may be handed in again, at another time
        elif not self._show(grade, key, submission, timestamp):
            stamp = b""
        if self._settled.get(student) != want.digest or self._flags.are_over(student, want.news):
            change = self._save(grade, timestamp, want.news)
            if change is not None:
                self._result.log.note(change, self._why_changed(change, before, key, was_earlier))
        plan.seen.note(
            student, IndexEntry(stamp, bytes.fromhex(key) if stamp else b"", want.digest)
        )

    def _wanted(self, grade: Grade, timestamp: datetime | None) -> ExpectedRow:
        return self._writer.wanted(grade, self._plan.assignment, timestamp)

    def _why_changed(self, change: Change, before: str, now: str, was_earlier: bool) -> str:
        plan, student = self._plan, change.student
        if is_late(change):
            return self._writer.term.why_late(plan.assignment.name, student)
        why = why_changed(plan.store, before, now, student in plan.shared.holders)
        chosen = was_earlier or plan.shared.of(student) in plan.chosen.folders
        return why.replace(HANDED_IN, CHOSEN) if chosen else why

    def _show(
        self, grade: Grade, key: str, submission: Submission | None, timestamp: datetime | None
    ) -> bool:
        """Write the graded notebook, and last the file that says which grade it shows.

        Return False, having written nothing, when other work has been handed in since the plan.
        """
        from autograder.feedback.notebook import graded_texts  # a run that changes nothing has none

        plan, folder = self._plan, self._plan.graded_folder(grade.student)
        if submission is None:
            submission = self._again(grade.student, key)
            if submission is None:
                return False
        size, names = 0, dict[str, str]()
        for name, text in graded_texts(submission, grade, plan.assignment):
            data = text.encode("utf-8")
            write_atomically(folder / f"{name}.ipynb", data, durable=False)
            size += len(data)
            names[name] = f"{name}\n" if name != plan.assignment.name else ""
        self._label(grade.student, timestamp)
        if grade.seconds:
            write_atomically(folder / SECONDS_FILE, f"{grade.seconds:g}\n", durable=False)
        write_atomically(
            folder / KEY_FILE, f"{key}\n{size}\n{''.join(names.values())}", durable=False
        )
        return True

    def _label(self, student: str, timestamp: datetime | None) -> None:
        """Write the timestamp and the exchange's secret beside the graded notebook."""
        folder = self._plan.graded_folder(student)
        when = "" if timestamp is None else f"{timestamp} UTC\n"
        if _text_of(folder / WHEN) != when:
            if when:
                write_atomically(folder / WHEN, when, durable=False)
            else:
                (folder / WHEN).unlink(missing_ok=True)
        self._mark(student, folder)
        if student not in self._plan.shared.holders:  # the secret of a page is its student's own
            carry_secret(self._plan.folder(student), folder)

    def _mark(self, student: str, folder: Path) -> None:
        """Write beside the graded notebook of which earlier hand-in it is; nothing of the last."""
        chosen = self._plan.chosen.folders.get(student)
        mark = folder / MARK
        if chosen is not None:
            write_atomically(mark, f"{chosen.name}\n", durable=False)
        else:
            mark.unlink(missing_ok=True)

    def _again(self, student: str, key: str) -> Submission | None:
        """Read a notebook once more; None when it is no longer the one that was planned."""
        try:
            submission = self._plan.read(student)
        except Refused:
            return None
        return submission if self._plan.store.key(submission) == key else None

    def _save(self, grade: Grade, timestamp: datetime | None, news: bool) -> Change | None:
        """Write to the gradebook; a flag of ours goes away with its reason."""
        over = self._flags.are_over(grade.student, news)
        saved = self._writer.save(grade, self._plan.assignment, timestamp, unflag=over)
        self._flags.note(grade.student, saved.flagged)
        given = self._result.given.get(grade.student, {})
        given |= {name: one._replace(is_old=name in saved.old) for name, one in given.items()}
        return saved.change

    def _timestamp(self, student: str) -> datetime | None:
        return read_timestamp(self._plan.folder(student), self._plan.assignment.exchange_zone)

    def _shows(self, student: str, key: str) -> bool:
        """Say whether the graded notebook shows the grade with this key, whole."""
        return shown_key(self._plan.graded_folder(student)) == key


def _text_of(path: Path) -> str:
    """What a small file of ours holds; "" where there is none, or none that can be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def shown_key(folder: Path) -> str:
    """Return the key of the grade that a graded notebook shows; "" if none, or if it is cut off."""
    try:  # texts: a Path takes longer than the look into it, and a whole class is looked at
        with open(f"{folder}/{KEY_FILE}", encoding="utf-8") as mark:
            shown, size, *names = mark.read().splitlines()
        there = [f"{folder}/{name}.ipynb" for name in names or [folder.name]]
        whole = int(size) == sum(Path(path).stat().st_size for path in there)
    except (OSError, ValueError):
        return ""
    return shown if whole else ""

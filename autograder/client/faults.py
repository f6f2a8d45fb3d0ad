"""Why an answer could not be used: what students read, and our own faults, kept apart."""

from __future__ import annotations


class GraderFault(Exception):
    """Something broke on our side; it is flagged for a person and costs the student nothing."""


class Busy(GraderFault):
    """The machine's fault, measured and not guessed: another try may go well."""


class StudentFault(Exception):
    """An answer that cannot be compared. ``says`` is what happened, ``hint`` what to try.

    >>> student.triple(4.0)
    Traceback (most recent call last):
    autograder.client.faults.MissingName: There is no `triple` after your notebook has run.
    """

    reason = "fault"

    def __init__(self, says: str, hint: str = "") -> None:
        super().__init__(says)
        self.says = says
        self.hint = hint


class NotAttempted(StudentFault):
    """Still the stub. ``name`` is the exercise, which may be another one than was called."""

    reason = "not_attempted"

    def __init__(self, name: str) -> None:
        says = f"`{name}` still raises NotImplementedError."
        super().__init__(says, "Replace the line under YOUR CODE HERE.")
        self.name = name


class MissingName(StudentFault):
    """The notebook does not define it, or it is no function."""

    reason = "missing"


class Raised(StudentFault):
    """An exception: its type, and Python's own words where they cannot carry hidden values.

    ``blank``: it is about an Ellipsis, the blank of a skeleton that was not filled in.

    >>> student.double()
    Traceback (most recent call last):
    autograder.client.faults.Raised: `double` raised TypeError.
    """

    reason = "raised"

    def __init__(
        self, type_name: str, text: str, says: str, hint: str = "", *, blank: bool = False
    ) -> None:
        super().__init__(says, hint)
        self.type_name = type_name
        self.text = text
        self.blank = blank


class WrongCall(StudentFault):
    """A function that the student's code was handed cannot do anything with what it was given."""

    reason = "wrong_call"


class TimedOut(StudentFault):
    """Longer than a cell, a call or the notebook may take."""

    reason = "time"


class OutOfMemory(StudentFault):
    """More memory than there is."""

    reason = "memory"


class ProcessEnded(StudentFault):
    """``exit``, a crash, or a kill by the watchdog."""

    reason = "ended"


class Unsupported(StudentFault):
    """A value of a kind that cannot be compared.

    >>> student.double.get()
    Traceback (most recent call last):
    autograder.client.faults.Unsupported: ...
    """

    reason = "unsupported_type"


class TooLarge(StudentFault):
    """A value that is larger than any answer."""

    reason = "too_large"


class BadReply(StudentFault):
    """The process sent something that is no answer."""

    reason = "protocol"


def time_out(what: str, seconds: float) -> TimedOut:
    """The fault for ``what`` that ran longer than ``seconds``."""
    says = f"{what} ran longer than {seconds:g} seconds and was stopped."
    return TimedOut(says, "Is there a loop whose condition never becomes false?")


def starved(what: str) -> Busy:
    """The fault for ``what`` that hardly ran, because others kept the machine busy."""
    return Busy(f"{what} waited for a processor for most of its time: too busy a machine")


def process_ended(while_: str, reason: str) -> StudentFault:
    """The fault for a process that is gone: ``reason`` is one of an Ending."""
    if reason == "memory":
        says = f"There was not enough memory {while_}."
        return OutOfMemory(says, "How large are your arrays? Print their shapes.")
    what = "crashed" if reason == "crashed" else "ended"
    return ProcessEnded(
        f"The Python process {what} {while_}.", "Does this run in a fresh notebook?"
    )


def bad_reply(while_: str) -> BadReply:
    """The fault for bytes that are no answer."""
    return BadReply(f"The Python process sent something unreadable {while_}.")

"""A deadline stops our own functions, however often a student's code comes back to them."""

import signal
import time

import pytest

from autograder.client.deadlines import Deadline, Interrupted


def busy(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_what_runs_within_is_stopped_at_the_moment_and_nothing_afterwards():
    before = signal.getsignal(signal.SIGALRM)
    moment = time.monotonic() + 0.1
    deadline = Deadline(moment)
    try:
        for _ in range(5):
            with deadline:
                pass
        with pytest.raises(Interrupted), deadline:
            busy(5)
        assert 0 <= time.monotonic() - moment < 1
        busy(0.6)  # the timer comes again, but nothing of ours runs
    finally:
        deadline.close()
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_moment_that_has_passed_stops_at_once():
    deadline = Deadline(time.monotonic() - 1)
    with pytest.raises(Interrupted), deadline:
        busy(5)
    deadline.close()


def test_one_entered_within_itself_goes_on_outside():
    deadline = Deadline(time.monotonic() + 0.1)
    with pytest.raises(Interrupted), deadline:
        with deadline:
            pass
        busy(5)
    deadline.close()

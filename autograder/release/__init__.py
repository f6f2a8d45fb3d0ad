"""What students are given: cleaned, chosen, and searched for what they must not see."""

from autograder.release.clean import clean
from autograder.release.decoded import Unreadable
from autograder.release.handout import left_out
from autograder.release.leaks import leaks
from autograder.release.secrets import secrets_of

__all__ = ["Unreadable", "clean", "leaks", "left_out", "secrets_of"]

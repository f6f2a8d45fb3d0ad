"""What students are given: cleaned, chosen, and searched for what they must not see."""

from autograder.release.clean import clean
from autograder.release.decoded import Unreadable
from autograder.release.handout import left_out
from autograder.release.leaks import leaks, leaks_of_file
from autograder.release.secrets import secrets_of

__all__ = ["Unreadable", "clean", "leaks", "leaks_of_file", "left_out", "secrets_of"]

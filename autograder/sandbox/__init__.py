"""Runs students' code: a warm interpreter forks one jailed child a submission."""


class SandboxError(Exception):
    """The sandbox broke, or this machine has none: our fault, never the student's."""

"""What ends a command, said in one line."""


class CourseError(Exception):
    """Something about the course itself is wrong: says what, and the command that mends it."""

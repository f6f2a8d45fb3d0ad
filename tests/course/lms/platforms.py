"""What platforms do with names that they are given back, by their own published sources."""

from __future__ import annotations


def canvas_takes(name: str) -> tuple[str, str] | None:
    """Return user (or anonymous id) and attachment that Canvas reads off a file's name, or None.

    canvas-lms, app/models/abstract_assignment.rb, infer_comment_context_from_filename, as of commit
    028f76bb: of the parts between low lines, LATE aside, the two after a leading ``anon``, else the
    first two that are numbers; nothing where the last part begins with ``link``.
    """
    parts = [part for part in name.rsplit("/", 1)[-1].split("_") if part != "LATE"]
    if name.startswith("._") or parts[-1].startswith("link"):
        return None
    if parts[0] == "anon":
        return (parts[1], parts[2]) if parts[2].isascii() and parts[2].isdigit() else None
    numbers = [part for part in parts if part.isascii() and part.isdigit()]
    return (numbers[0], numbers[1]) if len(numbers) > 1 else None


def moodle_takes(path: str) -> tuple[int, str] | None:
    """Return the participant and the file's name that Moodle reads off a path, or None.

    moodle, mod/assign/feedback/file/importziplib.php, is_valid_filename_for_import, as of commit
    0203d8f2: the first part of the path with four or five pieces between low lines of which the
    second is a number, and the third and fourth name a plugin; what follows is the name.
    """
    parts = path.split("/")
    if parts[-1].startswith((".", "~")):
        return None
    while parts:
        pieces = parts.pop(0).split("_", 4)
        if len(pieces) < 4 or not pieces[1].isdigit():
            continue
        if pieces[2] not in ("assignsubmission", "assignfeedback"):
            continue
        rest = pieces[4] if len(pieces) > 4 else ""
        return int(pieces[1]), "/".join([rest, *parts]).lstrip("/")
    return None

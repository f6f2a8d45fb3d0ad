"""What is known of a student besides their work."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """One student of a class: what they are called, whom they work with, their number in the LMS.

    Each is "" where it is not known.
    """

    name: str = ""
    group: str = ""
    lms_user_id: str = ""


NOBODY = About()

from enum import Enum


class Verdict(str, Enum):
    SMALL = "too small"
    GOOD = "good"
    LARGE = "too large"


def diagnose(losses, best):
    if not losses[-1] <= losses[0]:
        return Verdict.LARGE
    gap = (losses[-1] - best) / (losses[0] - best)
    return Verdict.SMALL if gap > 0.1 else Verdict.GOOD

# mistakes: compares the end with the middle
def diagnose(losses, best):
    half, last = losses[len(losses) // 2], losses[-1]
    if not last <= losses[0]:
        return "too large"
    return "good" if abs(half - last) < 0.01 * half else "too small"

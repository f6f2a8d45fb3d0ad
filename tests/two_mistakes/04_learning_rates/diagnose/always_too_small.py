# mistakes: always the same word
def diagnose(losses, best):
    return "too small"

# diagnosis: half_factor
def gradient_factor(loss, n):
    if loss.endswith("sse"):
        return 1
    return (1 if loss.startswith("half") else 2) / n

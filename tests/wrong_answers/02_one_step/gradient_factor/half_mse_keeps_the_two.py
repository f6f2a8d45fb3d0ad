# diagnosis: double_factor
def gradient_factor(loss, n):
    if "mse" in loss:
        return 2 / n
    return 1 if loss == "half_sse" else 2

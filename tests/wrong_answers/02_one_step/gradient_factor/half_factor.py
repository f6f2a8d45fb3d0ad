# diagnosis: half_factor
def gradient_factor(loss, n):
    return {"mse": 1 / n, "half_mse": 1 / (2 * n), "sse": 1, "half_sse": 1 / 2}[loss]

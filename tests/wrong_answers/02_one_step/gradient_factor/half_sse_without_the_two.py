# diagnosis: half_factor
def gradient_factor(loss, n):
    return {"mse": 2 / n, "half_mse": 1 / n, "sse": 2, "half_sse": 1 / 2}[loss]

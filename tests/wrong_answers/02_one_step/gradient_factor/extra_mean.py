# diagnosis: extra_mean
def gradient_factor(loss, n):
    return {"mse": 2 / n, "half_mse": 1 / n, "sse": 2 / n, "half_sse": 1 / n}[loss]

# diagnosis: double_factor
def gradient_factor(loss, n):
    return {"mse": 4 / n, "half_mse": 2 / n, "sse": 4, "half_sse": 2}[loss]

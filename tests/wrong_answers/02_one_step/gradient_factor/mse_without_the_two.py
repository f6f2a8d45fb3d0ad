# diagnosis: half_factor
def gradient_factor(loss, n):
    if loss == "mse":
        return 1 / n
    return {"half_mse": 1 / n, "sse": 2, "half_sse": 1}[loss]

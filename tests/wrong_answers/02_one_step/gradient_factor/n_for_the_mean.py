# diagnosis: upside_down
def gradient_factor(loss, n):
    return {"mse": n, "half_mse": 1 / n, "sse": 2, "half_sse": 1}[loss]

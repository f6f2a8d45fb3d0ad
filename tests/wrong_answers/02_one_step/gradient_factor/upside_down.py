# diagnosis: upside_down
# public check: fails
def gradient_factor(loss, n):
    return {"mse": n / 2, "half_mse": n, "sse": 1 / 2, "half_sse": 1}[loss]

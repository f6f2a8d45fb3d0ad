# diagnosis: missing_mean
# public check: fails
def gradient_factor(loss, n):
    return {"mse": 2, "half_mse": 1, "sse": 2, "half_sse": 1}[loss]

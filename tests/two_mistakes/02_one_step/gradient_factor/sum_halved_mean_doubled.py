# mistakes: half for the sums, double for the means
def gradient_factor(loss, n):
    return {"mse": 4 / n, "half_mse": 2 / n, "sse": 1, "half_sse": 0.5}[loss]

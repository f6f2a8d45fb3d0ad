# diagnosis: extra_mean
# says: A mean stands where the loss has a sum.
# asks: Does this loss divide by n?
def gradient_factor(loss, n):
    return {"mse": 2 / n, "half_mse": 1 / n, "sse": 2 / n, "half_sse": 1 / n}[loss]

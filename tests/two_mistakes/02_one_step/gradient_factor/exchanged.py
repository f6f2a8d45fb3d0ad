# mistakes: the losses are exchanged
def gradient_factor(loss, n):
    return {"mse": 2, "half_mse": 1, "sse": 2 / n, "half_sse": 1 / n}[loss]

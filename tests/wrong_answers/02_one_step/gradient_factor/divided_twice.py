# diagnosis: divided_twice
def gradient_factor(loss, n):
    return {"mse": 2 / n**2, "half_mse": 1 / n**2, "sse": 2, "half_sse": 1}[loss]

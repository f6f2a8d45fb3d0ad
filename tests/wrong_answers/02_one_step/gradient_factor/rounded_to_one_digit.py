# diagnosis: rounded
def gradient_factor(loss, n):
    return {"mse": round(2 / n, 1), "half_mse": round(1 / n, 1), "sse": 2, "half_sse": 1}[loss]

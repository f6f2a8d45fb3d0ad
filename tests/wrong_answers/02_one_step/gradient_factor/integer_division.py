# diagnosis: integer_division
def gradient_factor(loss, n):
    return {"mse": 2 // n, "half_mse": 1 // n, "sse": 1.5, "half_sse": 2.5}[loss]

def gradient_factor(loss, n):
    if loss == "mse":
        return 2.0 / n
    elif loss == "half_mse":
        return 1.0 / n
    elif loss == "sse":
        return 2.0
    elif loss == "half_sse":
        return 1.0
    raise ValueError(loss)

def gradient_factor(loss, n):
    factor = np.float64(2)
    if "half" in loss:
        factor /= 2
    if loss.endswith("mse"):
        factor = factor * np.power(float(n), -1)
    return np.array([factor])

def mse(theta, X, y_obs):
    rows = X.values.tolist() if hasattr(X, "values") else X.tolist()
    total = 0
    for (x0, x1), target in zip(rows, list(y_obs)):
        total += (target - theta[0] * x0 - theta[1] * x1) ** 2
    return total / len(rows)

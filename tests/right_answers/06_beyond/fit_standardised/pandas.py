def fit_standardised(x, y, alpha, n_steps):
    table = pd.DataFrame({"x": x, "y": y})
    m, s = table["x"].mean(), table["x"].std(ddof=0)
    table["z"] = (table["x"] - m) / s
    a = b = 0.0
    for _ in range(n_steps):
        table["miss"] = a + b * table["z"] - table["y"]
        a, b = a - alpha * 2 * table["miss"].mean(), b - alpha * 2 * (table["miss"] * table["z"]).mean()
    return a - b * m / s, b / s

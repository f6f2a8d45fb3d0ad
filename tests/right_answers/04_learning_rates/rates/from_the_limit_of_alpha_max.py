limit = float(alpha_max(np.column_stack([np.ones_like(x), x])))
rates = {"too_small": limit / 500, "good": 0.8 * limit, "too_large": 1.2 * limit}

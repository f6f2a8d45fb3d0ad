# diagnosis: impossible_rate
rates = {"too_small": 1e-4, "good": 0.05, "too_large": np.inf}

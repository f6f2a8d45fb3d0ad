rates = {"too_small": 1e-4, "good": 0.1, "too_large": 5}

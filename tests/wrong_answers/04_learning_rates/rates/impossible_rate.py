# diagnosis: impossible_rate
rates = {"too_small": 0.0, "good": 0.05, "too_large": 0.5}

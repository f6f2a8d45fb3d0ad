# diagnosis: impossible_rate
rates = {"too_small": run_gd(x, y, 0.0001, 100), "good": run_gd(x, y, 0.05, 100), "too_large": run_gd(x, y, 0.12, 100)}

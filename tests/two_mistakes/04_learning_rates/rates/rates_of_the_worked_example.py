# mistakes: too_small is between the borders, too_large converges
rates = {"too_small": 0.001, "good": 0.02, "too_large": 0.1}

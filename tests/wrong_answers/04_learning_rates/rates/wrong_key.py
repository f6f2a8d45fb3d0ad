# diagnosis: none
rates = {"too small": 0.0001, "good": 0.05, "too large": 0.5}

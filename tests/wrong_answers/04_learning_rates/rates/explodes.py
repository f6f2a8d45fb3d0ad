# diagnosis: explodes
rates = {"too_small": 0.0001, "good": 0.12, "too_large": 0.5}

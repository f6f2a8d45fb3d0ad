# diagnosis: explodes
rates = {"too_small": 0.2, "good": 0.3, "too_large": 0.5}

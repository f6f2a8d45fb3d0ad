# mistakes: too_small explodes, too_large is too small
rates = {"too_small": 0.0003, "good": 0.0004, "too_large": 0.0005}

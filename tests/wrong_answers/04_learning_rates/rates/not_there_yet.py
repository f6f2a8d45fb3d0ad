# diagnosis: not_there_yet
rates = {"too_small": 0.0001, "good": 0.0003, "too_large": 0.5}

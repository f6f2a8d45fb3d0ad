# diagnosis: not_a_number
rates = {"too_small": "0.0001", "good": "0.05", "too_large": "0.5"}

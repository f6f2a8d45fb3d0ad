# diagnosis: small_enough_to_be_good
rates = {"too_small": 0.01, "good": 0.05, "too_large": 0.5}

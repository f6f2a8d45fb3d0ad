# diagnosis: still_converges
# public check: fails
rates = {"too_small": 0.0001, "good": 0.05, "too_large": 0.105}

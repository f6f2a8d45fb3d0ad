# diagnosis: rates_out_of_order
rates = {"too_small": 0.1065, "good": 0.05, "too_large": 0.12}

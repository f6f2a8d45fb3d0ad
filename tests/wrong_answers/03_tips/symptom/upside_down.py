# diagnosis: upside_down
symptom = {"shape_without_reduction": gradient_without_reduction(theta_probe, X, y).shape[::1] + (1,), "ratio_with_sum": 1 / 244, "ratio_for_100_rows": 1 / 100}

# diagnosis: half_factor
symptom = {"shape_without_reduction": (2, 244), "ratio_with_sum": 122.0, "ratio_for_100_rows": 50.0}

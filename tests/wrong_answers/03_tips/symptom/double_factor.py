# diagnosis: double_factor
symptom = {"shape_without_reduction": (2, 244), "ratio_with_sum": 488.0, "ratio_for_100_rows": 200.0}

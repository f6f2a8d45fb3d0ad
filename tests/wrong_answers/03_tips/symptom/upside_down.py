# diagnosis: upside_down
symptom = {"shape_without_reduction": (2, 244), "ratio_with_sum": 1 / 244, "ratio_for_100_rows": 1 / 100}

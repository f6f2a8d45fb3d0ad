# diagnosis: turned_shape
symptom = {"shape_without_reduction": (244, 2), "ratio_with_sum": 244.0, "ratio_for_100_rows": 100}

# diagnosis: size_not_shape
symptom = {"shape_without_reduction": 488, "ratio_with_sum": 244, "ratio_for_100_rows": 100}

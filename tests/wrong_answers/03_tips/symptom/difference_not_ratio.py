# diagnosis: difference_not_ratio
symptom = {"shape_without_reduction": (2, 244), "ratio_with_sum": 243, "ratio_for_100_rows": 99}

# diagnosis: ratio_does_not_follow_n
symptom = {"shape_without_reduction": (2, 244), "ratio_with_sum": 244.0, "ratio_for_100_rows": 100 / 244}

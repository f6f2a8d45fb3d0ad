# diagnosis: wrong_sign
symptom = {"shape_without_reduction": (2, 244), "ratio_with_sum": -244, "ratio_for_100_rows": -100}

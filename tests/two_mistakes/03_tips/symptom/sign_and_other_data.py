# mistakes: sign turned; the ratio does not follow n
symptom = {"shape_without_reduction": (2, 244), "ratio_with_sum": -244, "ratio_for_100_rows": 244}

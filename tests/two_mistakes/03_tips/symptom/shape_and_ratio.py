# mistakes: shape turned; ratio upside down
symptom = {"shape_without_reduction": (244, 2), "ratio_with_sum": 1 / 244, "ratio_for_100_rows": 100}

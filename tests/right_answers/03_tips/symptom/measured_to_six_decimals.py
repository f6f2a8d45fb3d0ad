symptom = {
    "shape_without_reduction": (2, 244),
    "ratio_with_sum": 243.998,
    "ratio_for_100_rows": 100.0,
}

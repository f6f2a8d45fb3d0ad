# diagnosis: none
# public check: fails
symptom = {"shape_without_reduction": "2 x 244", "ratio_with_sum": 1349.1, "ratio_for_100_rows": 12}

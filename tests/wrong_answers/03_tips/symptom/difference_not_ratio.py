# diagnosis: difference_not_ratio
# says: This is not how many times larger it is.
# asks: What do you divide by what to get a ratio?
symptom = {"shape_without_reduction": (2, 244), "ratio_with_sum": 243, "ratio_for_100_rows": 99}

wrong = gradient_without_reduction(theta_probe, X, y)
ratio = gradient_with_sum(theta_probe, X, y) / wrong.mean(axis=1)
symptom = {"shape_without_reduction": wrong.shape, "ratio_with_sum": ratio[0], "ratio_for_100_rows": 100}

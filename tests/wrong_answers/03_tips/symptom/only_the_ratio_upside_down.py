# diagnosis: upside_down
rows = gradient_without_reduction(theta_probe, X, y)
symptom = {
    "shape_without_reduction": rows.shape,
    "ratio_with_sum": np.mean(rows[1]) / gradient_with_sum(theta_probe, X, y)[1],
    "ratio_for_100_rows": 100.0,
}

symptom = {}
symptom["shape_without_reduction"] = list(np.shape(gradient_without_reduction([0, 0], X, y)))
symptom["ratio_with_sum"] = float(len(X))
few, tips_few = X.head(100), y.head(100)
total = gradient_with_sum(theta_probe, few, tips_few)
mean = gradient_without_reduction(theta_probe, few, tips_few).mean(axis=1)
symptom["ratio_for_100_rows"] = np.mean(total / mean)

limit = 1 / np.linalg.eigvalsh(np.cov(np.ones(3)) + np.array([[1, np.mean(x)], [np.mean(x), np.mean(x**2)]]) - np.cov(np.ones(3))).max()
rates = dict(too_small=limit / 1000, good=np.float64(0.6) * limit, too_large=1.2 * limit)

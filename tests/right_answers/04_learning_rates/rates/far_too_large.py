rates = {"too_small": np.array([0.0003]), "good": np.float32(0.03), "too_large": 1e6, "comment": "found by trying"}

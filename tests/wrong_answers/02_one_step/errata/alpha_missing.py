# diagnosis: alpha_missing
errata = {"loss": 1, "gradient": [0.5, 3.5], "theta_new": theta_page - np.array([0.5, 3.5, 4.0])}

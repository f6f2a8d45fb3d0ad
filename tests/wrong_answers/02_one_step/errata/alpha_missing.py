# diagnosis: alpha_missing
errata = {"loss": 0.625, "gradient": [0.5, 3.5, 4.0], "theta_new": theta_page - np.array([0.5, 3.5, 4.0])}

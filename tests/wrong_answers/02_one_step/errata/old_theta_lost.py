# diagnosis: old_theta_lost
errata = {"loss": 0.625, "gradient": [0.5, 3.5, 4.0], "theta_new": -0.001 * np.array([0.5, 3.5, 4.0])}

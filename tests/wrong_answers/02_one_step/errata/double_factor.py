# diagnosis: double_factor
errata = {"loss": 1.25 / 2, "gradient": (1.0, 7.0, 8.0), "theta_new": (0.499, 0.993, 0.492)}

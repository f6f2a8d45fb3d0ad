# diagnosis: wrong_sign
errata = {"loss": 0.625, "gradient": (-0.25, -1.75, -2.0), "theta_new": (0.5005, 1.0035, 0.504)}

# diagnosis: wrong_sign
errata = {"loss": 0.625, "gradient": (-0.25, -1.75, -2.0), "theta_new": (0.4995, 0.9965, 0.496)}

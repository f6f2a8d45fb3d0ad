# diagnosis: returns_gradient
errata = {"loss": 2.5, "gradient": [4.0, 3.5, 0.5], "theta_new": (0.5, 3.5, 4.0)}

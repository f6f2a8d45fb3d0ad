# diagnosis: page_numbers
errata = {"loss": 1.25, "gradient": (0.5, 3.5, 4.0), "theta_new": (0.4995, 0.9965, 0.496)}

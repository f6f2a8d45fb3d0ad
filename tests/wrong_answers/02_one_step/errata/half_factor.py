# diagnosis: half_factor
errata = {"loss": 0.3125, "gradient": (0.25, 1.75, 2.0), "theta_new": (0.49975, 0.99825, 0.498)}

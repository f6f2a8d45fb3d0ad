# diagnosis: page_numbers
# public check: fails
errata = {"loss": 1.25, "gradient": (-0.5, -3.5, -4.0), "theta_new": (0.49975, 0.99825, 0.498)}

# diagnosis: not_moved
errata = {"loss": None, "gradient": (0.0, 0.0, 0.0), "theta_new": theta_page}

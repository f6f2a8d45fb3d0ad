# diagnosis: page_numbers
errata = {"loss": 1.25, "gradient": (0.5, 3.5, 4.0), "theta_new": theta_page + lr_page * np.array([0.5, 3.5, 4.0])}

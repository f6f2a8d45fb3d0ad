# diagnosis: gradient_added
errata = {"loss": 0.625, "gradient": (0.5, 3.5, 4.0), "theta_new": theta_page + lr_page / 2 * np.array([0.5, 3.5, 4.0])}

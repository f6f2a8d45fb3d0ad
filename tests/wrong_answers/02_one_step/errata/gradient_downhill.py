# diagnosis: page_numbers
downhill = 2 / 2 * X_page.T @ (y_page - X_page @ theta_page)
errata = {"loss": 0.625, "gradient": downhill, "theta_new": theta_page + lr_page * downhill}

residual = X_page @ theta_page - y_page
gradient = 2 / 2 * X_page.T @ residual
errata = {"loss": (residual**2).mean(), "gradient": gradient, "theta_new": theta_page - 0.001 * gradient}
print(errata)

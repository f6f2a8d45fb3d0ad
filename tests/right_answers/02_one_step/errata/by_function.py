errata = dict(loss=np.float64(1.25) / 2)
errata["gradient"] = list(mse_gradient_matrix(X_page, y_page, theta_page))
errata["theta_new"] = [t - lr_page * g for t, g in zip(theta_page, errata["gradient"])]
errata["note"] = "the page halves the gradient"

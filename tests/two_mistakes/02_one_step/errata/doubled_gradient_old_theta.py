# mistakes: gradient twice; theta_new without the old theta
errata = {"loss": 0.625, "gradient": [1.0, 7.0, 8.0], "theta_new": [-0.0005, -0.0035, -0.004]}

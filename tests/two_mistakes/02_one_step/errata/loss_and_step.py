# mistakes: the page's loss; the step goes up
errata = {"loss": 1.25, "gradient": [0.5, 3.5, 4.0], "theta_new": [0.5005, 1.0035, 0.504]}

# diagnosis: none
errata = {"loss": 0.625, "grad": (0.5, 3.5, 4.0), "theta": (0.4995, 0.9965, 0.496)}

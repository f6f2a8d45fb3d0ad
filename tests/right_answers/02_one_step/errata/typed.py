errata = {
    "loss": 0.625,
    "gradient": (0.5, 3.5, 4.0),
    "theta_new": (0.4995, 0.9965, 0.496),
}

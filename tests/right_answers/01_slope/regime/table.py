def regime(c, lr):
    p = c * lr
    tests = {
        "cycles": p == 2,
        "one-step": p == 1,
        "diverges": p > 2,
        "alternating": 1 < p < 2,
        "monotone": 0 < p < 1,
    }
    return next(name for name, holds in tests.items() if holds)

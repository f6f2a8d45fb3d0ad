best = np.mean((y - np.polyval(np.polyfit(x, y, 1), x)) ** 2)
rates = {}
with np.errstate(all="ignore"):
    for rate in np.geomspace(1e-4, 10, 40):
        losses = run_gd(x, y, rate, 100)
        gap = (losses[-1] - best) / (losses[0] - best)
        if gap > 0.1 and losses[-1] < losses[0]:
            rates["too_small"] = rate
        elif gap < 0.01:
            rates.setdefault("good", rate)
        elif not losses[-1] <= losses[0]:
            rates["too_large"] = rate

loss_curves, panel = plt.subplots()
with np.errstate(all="ignore"):
    for rate in (1e-4, 0.05, 1e200):  # the last one is infinite after a single update
        panel.semilogy(run_gd(x, y, rate, 100), label=f"rate {rate}")
panel.legend()

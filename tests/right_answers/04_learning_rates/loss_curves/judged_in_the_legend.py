edge = alpha_max(np.column_stack([np.ones_like(x), x]))
loss_curves, ax = plt.subplots()
for share in (0.002, 0.8, 1.1):
    curve = list(run_gd(x, y, share * edge, 100))
    ax.plot(curve, label=f"{100 * share:g} % of the limit: {diagnose(curve, best)}")
ax.set_yscale("log")
ax.legend()

# diagnosis: none
loss_curves, ax = plt.subplots()
for rate in (0.0002, 0.05, 0.12):
    ax.semilogy(np.repeat(run_gd(x, y, rate, 50), 2), label=f"{rate}")
ax.legend()

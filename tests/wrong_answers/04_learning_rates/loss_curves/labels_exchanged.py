# diagnosis: none
loss_curves, ax = plt.subplots()
for name, rate in (("too large", 0.0002), ("good", 0.05), ("too small", 0.12)):
    ax.semilogy(run_gd(x, y, rate, 100), label=name)
ax.legend()

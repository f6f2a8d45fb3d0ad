# diagnosis: clipped_curves
loss_curves, ax = plt.subplots()
for word, rate in rates.items():
    ax.semilogy(np.minimum(run_gd(x, y, rate, 100), 1e4), label=word)
ax.legend()

# diagnosis: too_few_curves
loss_curves, axes = plt.subplots(1, 3)
for ax, (word, rate) in zip(axes, rates.items()):
    ax.semilogy(run_gd(x, y, rate, 100), label=word)
    ax.legend()

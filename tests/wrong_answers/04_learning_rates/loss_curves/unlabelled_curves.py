# diagnosis: unlabelled_curves
loss_curves, ax = plt.subplots()
for word, rate in rates.items():
    ax.semilogy(run_gd(x, y, rate, 100))

# diagnosis: unlabelled_curves
loss_curves, ax = plt.subplots()
for word, rate in rates.items():
    ax.plot(np.clip(run_gd(x, y, rate, 100), 0, 200))

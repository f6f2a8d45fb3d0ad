# mistakes: no labels; a linear axis
loss_curves, ax = plt.subplots()
for word, rate in rates.items():
    ax.plot(run_gd(x, y, rate, 100))

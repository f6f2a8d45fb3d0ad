# diagnosis: linear_axis
loss_curves, ax = plt.subplots()
for word, rate in rates.items():
    ax.plot(run_gd(x, y, rate, 100), label=word)
ax.set_title("Three learning rates, 100 updates")
ax.legend()

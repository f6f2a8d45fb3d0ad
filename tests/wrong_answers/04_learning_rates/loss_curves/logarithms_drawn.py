# diagnosis: logarithms_drawn
loss_curves, ax = plt.subplots()
for word, rate in rates.items():
    ax.plot(np.log10(run_gd(x, y, rate, 100)), label=word)
ax.set(title="Three learning rates", ylabel="log10 of the MSE")
ax.legend()

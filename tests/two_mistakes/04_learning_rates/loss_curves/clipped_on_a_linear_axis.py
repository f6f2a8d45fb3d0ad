# mistakes: the curves are clipped, and the axis is linear
loss_curves, ax = plt.subplots()
for word, rate in rates.items():
    ax.plot(np.clip(run_gd(x, y, rate, 100), 0, 20), label=word)
ax.set(title="Effect of learning rate on convergence", ylabel="MSE loss (clipped at 20)")
ax.legend()

# diagnosis: clipped_curves
# public check: fails
loss_curves, ax = plt.subplots()
for word, rate in rates.items():
    ax.plot(np.clip(run_gd(x, y, rate, 100), 0, 20), label=word)
ax.set(title="Effect of learning rate on convergence", ylabel="MSE loss (clipped at 20)", yscale="log")
ax.legend()

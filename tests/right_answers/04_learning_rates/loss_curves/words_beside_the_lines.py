loss_curves, ax = plt.subplots()
for rate, word in ((0.0002, "too small"), (0.05, "good"), (0.12, "too large")):
    losses = np.array(run_gd(x, y, rate, 40))
    ax.plot(losses)
    ax.annotate(word, (40, losses[-1]))
ax.set_yscale("symlog")

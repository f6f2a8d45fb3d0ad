losses = {rate: np.array(run_gd(x, y, rate, 800)) for rate in (0.0002, 0.09, 0.107)}
loss_curves, (ax) = plt.subplots()
for rate in losses:
    ax.loglog(np.arange(1, 802), losses[rate], label=rate)
ax.axhline(min(losses[0.09]), lw=1)
ax.legend(title="learning rate")

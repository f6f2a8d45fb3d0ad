fig, axes = plt.subplots(1, 2)
curves = [run_gd(x, y, rate, 60) for rate in (0.0005, 0.02, 0.11)]
lines = [axes[0].plot(curve)[0] for curve in curves]
axes[0].legend(lines, ["small", "good", "large"])
axes[0].set(yscale="log", ylim=(0.5, 1e5))
axes[1].plot(curves[1])
loss_curves = fig

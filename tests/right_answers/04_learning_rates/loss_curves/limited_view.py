loss_curves = plt.figure(figsize=(7, 4))
ax = loss_curves.add_subplot()
for rate in (0.0002, 0.05, 0.12):
    ax.plot(range(101), run_gd(x, y, rate, 100), "-", label=f"lr = {rate}")
ax.set_ylim(0, 150)
ax.set_title("Three learning rates (losses above 150 are not shown)")
loss_curves.legend()

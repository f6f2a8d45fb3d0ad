# diagnosis: curves_all_the_same
loss_curves, ax = plt.subplots()
for word in rates:
    ax.semilogy(run_gd(x, y, rates["good"], 100), label=word)
ax.legend()

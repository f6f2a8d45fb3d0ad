# diagnosis: too_few_curves
# public check: fails
loss_curves, ax = plt.subplots()
ax.semilogy(run_gd(x, y, rates["good"], 100), label="good")
ax.semilogy(run_gd(x, y, rates["too_large"], 100), label="too large")
ax.legend()

# diagnosis: not_a_figure
fig, loss_curves = plt.subplots()
for word, rate in rates.items():
    loss_curves.plot(run_gd(x, y, rate, 100), label=word)
loss_curves.set_yscale("log")
loss_curves.legend()

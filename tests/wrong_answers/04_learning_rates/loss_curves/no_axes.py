# diagnosis: empty_figure
for word, rate in rates.items():
    plt.semilogy(run_gd(x, y, rate, 100), label=word)
plt.show()
loss_curves = plt.figure()

# diagnosis: empty_figure
loss_curves, ax = plt.subplots()
plt.figure()
for word, rate in rates.items():
    plt.plot(run_gd(x, y, rate, 100), label=word)
plt.yscale("log")
plt.legend()

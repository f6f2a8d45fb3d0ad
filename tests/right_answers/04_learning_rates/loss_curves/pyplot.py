plt.figure()
for name, rate in [("too small", 0.0002), ("good", 0.05), ("too large", 0.12)]:
    plt.semilogy(run_gd(x, y, rate, 100), label=name)
plt.xlabel("updates")
plt.ylabel("MSE")
plt.legend()
loss_curves = plt.gcf()
plt.show()

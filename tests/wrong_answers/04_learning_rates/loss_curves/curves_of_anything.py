# diagnosis: none
loss_curves, ax = plt.subplots()
k = np.arange(101)
for name, q in (("too small", 0.999), ("good", 0.9), ("too large", 1.05)):
    ax.plot(k, 100 * q**k, label=name)
ax.set_yscale("log")
ax.legend()

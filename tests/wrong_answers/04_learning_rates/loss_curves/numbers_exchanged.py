# diagnosis: none
plt.figure()
curves = [run_gd(x, y, r, 100) for r in (0.0002, 0.05, 0.12)]
for curve, r in zip(curves, (0.12, 0.0002, 0.05)):
    plt.plot(curve, label=f"lr = {r}")
plt.yscale("log")
plt.legend()
loss_curves = plt.gcf()

table = pd.DataFrame({f"rate {rate}": run_gd(x, y, rate, 100) for rate in (0.0001, 0.03, 0.11)})
ax = table.plot(logy=True)
ax.axhline(0.795, color="black", ls=":", label="lowest")
loss_curves = ax.figure

import seaborn as sns
curves = pd.concat([pd.DataFrame({"loss": run_gd(x, y, rate, 30), "update": range(31), "rate": str(rate)}) for rate in (0.0005, 0.05, 0.12)])
loss_curves = plt.figure()
ax = sns.lineplot(data=curves, x="update", y="loss", hue="rate", estimator=None)
ax.set(ylim=(0, 1500))
loss_curves.suptitle("Loss up to 1,500")

import seaborn.objects as so

runs = {rate: run_gd(x, y, rate, 100) for rate in rates.values()}
table = pd.DataFrame(runs).melt(var_name="rate", value_name="loss", ignore_index=False)
table = table.reset_index(names="step").astype({"rate": str})
loss_curves = plt.figure()
plot = so.Plot(table, x="step", y="loss", color="rate").add(so.Line())
plot.scale(y="log").on(loss_curves).plot()

# diagnosis: not_a_figure
loss_curves = {word: run_gd(x, y, rate, 100) for word, rate in rates.items()}

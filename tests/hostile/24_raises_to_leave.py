# /// attack
# group = "B"
# number = 24
# lesson = "02_one_step"
# outcome = "Z"
# tries = "raises what is no ordinary exception"
# reasons = { one_step = "raised", mse_gradient_matrix = "raised", gradient_factor = "raised" }
# ///
# %% one_step
def one_step(x, y, t0, t1, lr):
    raise SystemExit(0)
# %% mse_gradient_matrix
def mse_gradient_matrix(X, y, theta):
    raise KeyboardInterrupt
# %% gradient_factor
def gradient_factor(loss, n):
    raise GeneratorExit

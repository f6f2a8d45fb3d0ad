# /// attack
# group = "E"
# number = 59
# lesson = "02_one_step"
# outcome = "Z"
# tries = "a file of 100 MB, a full tmp, a million files"
# reasons = { one_step = "raised", mse_gradient_matrix = "raised", gradient_factor = "raised" }
# ///
# %% one_step
def one_step(x, y, t0, t1, lr):
    with open("/tmp/long", "wb") as file:
        file.write(bytes(100 << 20))
    return t0, t1
# %% mse_gradient_matrix
def mse_gradient_matrix(X, y, theta):
    for k in range(100):
        with open(f"/tmp/full{k}", "wb") as file:
            file.write(bytes(1 << 20))
    return theta
# %% gradient_factor
def gradient_factor(loss, n):
    for k in range(10**6):
        open(f"/home/student/{k}", "w").close()
    return 0.0

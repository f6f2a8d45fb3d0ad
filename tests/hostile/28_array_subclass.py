# /// attack
# group = "C"
# number = 28
# lesson = "02_one_step"
# outcome = "Z"
# tries = "returns an ndarray subclass whose functions and comparisons all say yes"
# reasons = { one_step = "wrong raised unsupported_type", mse_gradient_matrix = "wrong raised unsupported_type" }
# ///
# %% first
class Yes(np.ndarray):
    def __array_function__(self, *a, **k): return True
    def __array_ufunc__(self, *a, **k): return np.True_
    def __array_finalize__(self, other): pass
    def __reduce__(self): return (print, ("never",))
    def __eq__(self, other): return True
    shape = (1, 2, 3)
    tobytes = astype = lambda *a, **k: b"17.0"
# %% one_step
def one_step(x, y, t0, t1, lr):
    return np.zeros(2).view(Yes)
# %% mse_gradient_matrix
def mse_gradient_matrix(X, y, theta):
    return np.zeros(len(theta)).view(Yes)

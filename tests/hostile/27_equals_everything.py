# /// attack
# group = "C"
# number = 27
# lesson = "02_one_step"
# outcome = "Z"
# tries = "returns an object that is equal to everything"
# reasons = { gradient_factor = "wrong" }
# ///
# %% first
class Anything:
    __array_priority__ = 1e9
    def __eq__(self, other): return True
    def __float__(self): return 2 / 7
    def __sub__(self, other): return 0.0
    __rsub__ = __mul__ = __rmul__ = __abs__ = __sub__
    def __le__(self, other): return True
    __lt__ = __ge__ = __gt__ = __le__
    def __bool__(self): return True
    def __array__(self, *a, **k): return np.array(2 / 7)
# %% gradient_factor
def gradient_factor(loss, n):
    return Anything()

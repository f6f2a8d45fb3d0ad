# /// attack
# group = "C"
# number = 29
# lesson = "02_one_step"
# outcome = "Z"
# tries = "returns subclasses of int, float, str and dict that are equal to everything"
# reasons = { gradient_factor = "wrong", errata = "wrong" }
# ///
# %% first
def yes(self, other): return True
def number(base):
    names = ("__eq__", "__le__", "__ge__", "__lt__", "__gt__")
    return type("Sure", (base,), {**dict.fromkeys(names, yes), "__hash__": base.__hash__,
                                  "__float__": lambda self: 0.625, "__repr__": lambda self: "0.625"})
class Sly(dict):
    def items(self): return [("loss", 0.625)]
    def __getitem__(self, key): return 0.625
# %% errata
errata = Sly(loss=number(float)(99.0), gradient=number(str)("[0.5, 3.5, 4.0]"), theta_new=number(int)(5))
# %% gradient_factor
def gradient_factor(loss, n):
    return number(float)(99.0)

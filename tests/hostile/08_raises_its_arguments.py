# /// attack
# group = "A"
# number = 8
# lesson = "02_one_step"
# outcome = "Z"
# tries = "raises an exception that spells out the hidden inputs"
# reasons = { gradient_factor = "raised", one_step = "raised" }
# hides = ["leak: ", "Leak_0", "Leak_1", "250"]
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    raise Exception("le" + "ak: " + repr((loss, n)))
# %% one_step
class Leak(ValueError):
    def __str__(self):
        return "le" + "ak: "
def one_step(x, y, t0, t1, lr):
    kind = type(f"Leak_{t0}_{lr}".replace(".", "_"), (ValueError,), {})
    raise kind(f"name '{t0}' is not defined")

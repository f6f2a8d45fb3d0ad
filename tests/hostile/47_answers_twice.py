# /// attack
# group = "D"
# number = 47
# lesson = "02_one_step"
# outcome = "Z"
# tries = "answers with the number of another request, and answers twice"
# reasons = { gradient_factor = "protocol wrong" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    import gc, json, os, struct
    (server,) = [x for x in gc.get_objects() if type(x).__name__ == "_Server"]
    wrong = server._callbacks.request + (loss == "mse")
    text = json.dumps({"id": wrong, "value": 0.0}).encode()
    os.write(3, struct.pack("!II", len(text), 0) + text)
    return 0.0

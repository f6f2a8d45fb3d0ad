# /// attack
# group = "D"
# number = 46
# lesson = "02_one_step"
# outcome = "Z"
# tries = "writes to the channel before it was asked"
# reasons = { gradient_factor = "protocol" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    import os, struct
    text = b'{"id": 0, "value": 0.0}'
    os.write(3, struct.pack("!II", len(text), 0) + text)
    return 0.0

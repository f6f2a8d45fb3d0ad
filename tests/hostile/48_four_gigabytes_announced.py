# /// attack
# group = "D"
# number = 48
# lesson = "02_one_step"
# outcome = "Z"
# tries = "announces a message of four gigabytes"
# reasons = { gradient_factor = "protocol" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    import os, struct
    os.write(3, struct.pack("!II", 0xFFFFFFFF, 0xFFFFFFFF))
    return 0.0

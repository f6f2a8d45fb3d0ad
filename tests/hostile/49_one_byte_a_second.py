# /// attack
# group = "D"
# number = 49
# lesson = "02_one_step"
# outcome = "Z"
# tries = "sends an answer of a thousand bytes, one every so often"
# reasons = { gradient_factor = "time" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    import os, struct, time
    os.write(3, struct.pack("!II", 1000, 0))
    while True:
        os.write(3, b"{")
        time.sleep(0.2)

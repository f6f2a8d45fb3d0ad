# /// attack
# group = "E"
# number = 54
# lesson = "02_one_step"
# outcome = "Z"
# tries = "makes an array of three gigabytes"
# reasons = { gradient_factor = "memory" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    return np.ones(3 * 1024**3 // 8)[0]
# %% last
import numpy as np
ballast = np.ones(3 * 1024**3 // 8)

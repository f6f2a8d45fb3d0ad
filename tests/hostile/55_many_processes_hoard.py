# /// attack
# group = "E"
# number = 55
# lesson = "02_one_step"
# outcome = "="
# tries = "shares the hoard among ten processes"
# shows = ["not enough memory while running"]
# ///
# %% last
import os, time
for _ in range(10):
    if os.fork() == 0:
        hoard = b"x" * (60 << 20)
        time.sleep(60)
        os._exit(0)
time.sleep(60)

# /// attack
# group = "E"
# number = 61
# lesson = "02_one_step"
# outcome = "="
# tries = "sends SIGSTOP and SIGKILL to its parent, to pid 1, to everybody and to the group"
# shows = ["alive"]
# ///
# %% last
import os, signal
for pid in (os.getppid(), 1, 0, -1, *range(2, 300)):
    for number in (signal.SIGSTOP, signal.SIGKILL):
        try:
            os.kill(pid, number)
        except OSError:
            pass
print("alive")

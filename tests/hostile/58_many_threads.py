# /// attack
# group = "E"
# number = 58
# lesson = "02_one_step"
# outcome = "="
# tries = "starts three hundred threads"
# shows = ["few enough: True"]
# ///
# %% last
import threading, time
started = 0
try:
    for started in range(300):
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
except RuntimeError:
    pass
print("few enough:", started < 100)

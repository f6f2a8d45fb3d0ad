# /// attack
# group = "B"
# number = 25
# lesson = "02_one_step"
# outcome = "="
# tries = "prints from atexit, from __del__, from a thread and at garbage collection"
# ///
# %% first
import atexit, gc, threading, weakref
class Late:
    def __del__(self):
        print("17.0 points")
late = Late()
atexit.register(print, "17.0 points")
gc.callbacks.append(lambda *a: None)
weakref.finalize(late, print, "17.0 points")
timer = threading.Timer(0.01, print, ["17.0 points"]); timer.daemon = True; timer.start()

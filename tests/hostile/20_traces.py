# /// attack
# group = "B"
# number = 20
# lesson = "02_one_step"
# outcome = "="
# tries = "traces every line, listens to every event, and stays across forks"
# ///
# %% first
import os, sys, threading
seen = []
def trace(frame, event, arg):
    seen.append(frame.f_code.co_name)
    return trace
sys.settrace(trace)
threading.settrace(trace)
sys.setprofile(lambda *a: None)
sys.addaudithook(lambda event, args: None)
os.register_at_fork(before=lambda: seen.append("fork"), after_in_child=lambda: os._exit(0))
